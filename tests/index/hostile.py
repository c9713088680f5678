"""Text that breaks tokenisers: strategies for hypothesis, and stretches on which careless patterns turn quadratic."""

from hypothesis import strategies as st

_LATIN = "The two sides agreed|Lt. |Gen. |No. |5 p.m. |U.N. |US|1,000.5|S-400|a|A|. and |Skip to content|ß|İ|ﬁ|²"
_MARKS = ". |.|…|! |?|؟ |۔ |。|“|”|\"|’|‘|'|-|–|([|{|\\|# |- |* |```\n|*|[a](b)"
_BLANKS = "\n|\r\n|\r|\f|\u2028|\u00a0|\u200b|\u200c|\u200d|\ufeff|\u0301|\u202e| |\t|\x00|\x1b[31m"
_SCRIPTS = "پاکستان|中国提出|Россия|हिन्दी|ไทย|한국|👨\u200d👩\u200d👧|ﷺ|٣"
_PIECES = st.sampled_from(f"{_LATIN}|{_MARKS}|{_BLANKS}|{_SCRIPTS}".split("|"))
texts = st.lists(_PIECES | st.text(max_size=6), max_size=60).map("".join)

#: Each is repeated up to a million characters.
STRETCHES = [
    "“““", ". ", "a.a.a.", "\n", "\r\n", "\u0301", " ", "\u00a0", "A. ", "1. ", "No. 1 ", "a-", "a'", "1,", "100,",
    "漢", "ا", "He left.\n", "!", '."', "“a. ", "'\"'\" ", "- ", "#", "|", "[", "![", "```\n", "😀", "U.N. ", "a’",
    "5 p.m. ",
]  # fmt: skip
