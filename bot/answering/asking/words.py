"""Tell a correctly spelt common English word from a typing error.

A question may hold a real word that no article contains ("president"); reading it as a typing error of one that they
do ("resident") would answer another question. The list was counted from running text by
``python -m bot.evaluation.common_words``. Refuses to judge names.

>>> is_common_word("presid"), is_common_word("codenmae")
(True, False)
"""

from functools import lru_cache

from bot.answering.word_lists import lines as lines_of


def is_common_word(term: str) -> bool:
    """Whether a term is the stem of a common English word."""
    return term in _common_words()


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(lines_of("common_words.txt"))
