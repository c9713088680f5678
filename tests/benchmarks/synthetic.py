"""Make news-like text of any size from a seed: words drawn by Zipf's law, names, figures, quotations, paragraphs.

Nothing of it means anything; lengths and frequencies are those of news, which is what time and memory depend on.
"""

import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

VOCABULARY = 40_000
SENTENCES_IN_AN_ARTICLE = 25

_ONSETS = "b br c ch cr d dr f fl g gr h j k l m n p pl pr qu r s sh st str t th tr v w z".split()
_VOWELS = "a ai au e ea i ie o oa ou u".split()
_CODAS = ["", "", "", "l", "n", "nd", "r", "rk", "s", "st", "t"]
_FUNCTION_WORDS = "the of to and in a that said on for was by with at from his has its as were it had be are".split()


class Writer:
    """Writes sentences and articles from a seed."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self.words = self._vocabulary()
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(VOCABULARY)))

    def sentence(self) -> str:
        """A sentence of 8 to 34 words, a good third of them function words."""
        words = [self._word() for _ in range(self._random.randint(8, 34))]
        words[0] = words[0].capitalize()
        sentence = " ".join(words)
        return f"“{sentence},” said {self._name()}." if self._random.random() < 0.1 else f"{sentence}."

    def article(self, sentences: int = SENTENCES_IN_AN_ARTICLE) -> str:
        """A title and paragraphs of one to four sentences, between two lines of page furniture."""
        paragraphs = ["Skip to content", " ".join(self._word().capitalize() for _ in range(8))]
        while sentences > 0:
            size = min(sentences, self._random.randint(1, 4))
            paragraphs.append(" ".join(self.sentence() for _ in range(size)))
            sentences -= size
        return "\n\n".join([*paragraphs, "Share this article:", ""])

    def query(self, words: int = 5) -> list[str]:
        """Content words as a question has them: some common, most less so."""
        ranks = (min(VOCABULARY - 1, int(10 ** self._random.uniform(1, 4))) for _ in range(words))
        return [self.words[rank] for rank in ranks]

    def _word(self) -> str:
        kind = self._random.random()
        if kind < 0.4:
            return self._random.choice(_FUNCTION_WORDS)
        if kind < 0.5:
            return self._name()
        if kind < 0.53:
            return str(self._random.randint(1, 3_000))
        word = self._random.choices(self.words, cum_weights=self._weights)[0]
        return f"{word}," if kind > 0.96 else word

    def _name(self) -> str:
        return self.words[min(VOCABULARY - 1, int(self._random.paretovariate(0.7) * 40))].capitalize()

    def _vocabulary(self) -> list[str]:
        syllables = [onset + vowel + coda for onset in _ONSETS for vowel in _VOWELS for coda in _CODAS]
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            words["".join(self._random.choice(syllables) for _ in range(self._random.randint(1, 3)))] = None
        return list(words)


def write_articles(folder: Path, sentences: int, seed: int = 0) -> int:
    """Fill a folder with articles that hold this many sentences; returns how many articles there are."""
    writer = Writer(seed)
    sizes = list(_sizes(sentences))
    for number, size in enumerate(sizes):
        (folder / f"{number:06d}.txt").write_text(writer.article(size), "utf-8")
    return len(sizes)


def _sizes(sentences: int) -> Iterator[int]:
    while sentences > 0:
        yield min(sentences, SENTENCES_IN_AN_ARTICLE)
        sentences -= SENTENCES_IN_AN_ARTICLE
