"""Write the thesaurus of common words: ``python -m bot.reader.train.thesaurus > bot/answering/data/thesaurus.txt``.

A distributional thesaurus (Lin 1998) out of the published word vectors that the reader starts from: of each common
word those whose vectors point the same way, "truce ceasefir:49 armistic:42". Stems, since that is what is searched for.
Words that are only ever names are left out: a country's neighbours are no other words for it. Opposites stand in like
places and come along.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.answering.asking.words import is_common_word
from bot.reader.encoding import load_tokenizer
from bot.reader.train.base import base_folder
from index.terms import stop_words, terms

#: The smallest cosine of two words that stand for one another, and how many words one has at most.
CLOSE, MOST = 0.4, 8
#: The smallest cosine of two words with one stem that are one word: "fatal" and "fatalities", not "iron" and "ironic".
SAME_WORD = 0.4


def neighbours(words: Sequence[str], vectors: NDArray[np.float32]) -> dict[str, list[tuple[str, int]]]:
    """For each stem its close ones with their cosines in hundredths, closest first.

    ``words`` stand in the order of their frequency, ``vectors`` has a row for each. The commonest word of a stem says
    what it means; of its forms the closest counts.
    """
    stems = [found[0] if len(found := terms(f"a {word}")) == 1 else "" for word in words]
    rows = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    commonest: dict[str, int] = {}
    kept = []
    for place, (word, stem) in enumerate(zip(words, stems, strict=True)):
        if stem.isalpha() and is_common_word(stem) and word not in stop_words():
            first = commonest.setdefault(stem, place)
            if rows[first] @ rows[place] >= SAME_WORD:
                kept.append(place)
    close: defaultdict[str, dict[str, int]] = defaultdict(dict)
    rows, stems = rows[kept], [stems[place] for place in kept]
    for one, row in zip(stems, rows, strict=True):
        cosines = rows @ row
        for other in np.flatnonzero(cosines >= CLOSE).tolist():
            another = stems[other]
            if another != one:
                close[one][another] = max(round(100 * float(cosines[other])), close[one].get(another, 0))
    return {
        stem: sorted(others.items(), key=lambda each: (-each[1], each[0]))[:MOST]
        for stem, others in sorted(close.items())
    }


def main() -> int:
    """Print the thesaurus."""
    from safetensors.numpy import load_file

    base = base_folder()
    vocabulary = load_tokenizer(base / "tokenizer.json").get_vocab()
    words = [word for word in sorted(vocabulary, key=vocabulary.__getitem__) if word.isascii() and word.isalpha()]
    vectors = load_file(str(base / "model.safetensors"))["embeddings.word_embeddings.weight"]
    print("# Words that may stand for one another, as stems, with the cosine of their word vectors in hundredths;")
    print("# out of all-MiniLM-L6-v2 (Apache-2.0). Written by python -m bot.reader.train.thesaurus.")
    for stem, others in neighbours(words, vectors[[vocabulary[word] for word in words]].astype(np.float32)).items():
        print(stem, *(f"{other}:{cosine}" for other, cosine in others))
    return 0


if __name__ == "__main__":
    sys.exit(main())
