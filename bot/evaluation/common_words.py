"""Count the common English words of a body of text, for ``bot/answering/data/common_words.txt``.

A word is common when it stands in lower case in several places; names hardly ever do. Run by hand on SQuAD's
training articles: ``python -m bot.evaluation.common_words squad-train.jsonl.gz > bot/answering/data/common_words.txt``.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bot.reader.train.squad import read
from index.terms import fold, stem, stop_words

#: A word that stands in lower case fewer times than this may be a typing error of its own.
FEWEST = 4

_LOWER = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])")


def common_words(texts: Iterable[str]) -> list[str]:
    """The stems of the common words, in alphabetical order."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_LOWER.findall(text))
    return sorted({stem(fold(word)) for word, count in counts.items() if count >= FEWEST} - stop_words())


def main(path: Path) -> None:
    """Print the list for the articles of a SQuAD file."""
    texts = (paragraph.context for article in read(path) for paragraph in article.paragraphs)
    print("# Stems of words that stand in lower case at least four times in SQuAD's training articles (CC BY-SA 4.0).")
    print("\n".join(common_words(texts)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
