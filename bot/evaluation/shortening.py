"""Shorten a question to what people type in a chat: its question word and a few words that matter.

SQuAD's questions are whole sentences that repeat the article's words; a channel asks "when truce signed". Learning from
both keeps the weights from leaning on long questions. Pure; refuses to choose at random by itself: the generator is
passed in.

>>> shortened("In what year was the treaty of peace finally signed in Paris?", str.__len__, Random(1))
'what year treaty finally'
"""

import re
from collections.abc import Callable
from random import Random

from index.terms import tokenize

#: How many content words are left.
FEWEST, MOST = 2, 4

_ASKING = re.compile(
    r"\b(?:what (?:year|day|date|country|city|percentage|number|name|type|kind)|how (?:many|much|long|old|far|often)|"
    r"who|whom|whose|what|which|when|where|why|how)\b",
    re.IGNORECASE,
)


def shortened(question: str, weight: Callable[[str], float], chance: Random) -> str:
    """The question word and the two to four weightiest words, in their order and in lower case."""
    asking = _ASKING.search(question)
    opening = asking.group() if asking else ""
    words = [token for token in tokenize(question) if token.terms]
    if asking:
        words = [token for token in words if not asking.start() <= token.start < asking.end()]
    by_weight = sorted(words, key=lambda token: -max(map(weight, token.terms)))
    kept = sorted(by_weight[: chance.randint(FEWEST, MOST)])
    return " ".join([opening, *(question[token.start : token.end] for token in kept)]).strip().lower()
