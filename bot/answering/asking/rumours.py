"""Put a rumour that is asked about the way a question is put: "is it true that they fled?", "they fled, is that true?".

The reader knows questions, not hearsay, and the words around a rumour are in no article. What is claimed stays word for
word; what comes out is for reading and nobody is shown it. Refuses to judge whether it is true.

>>> as_question("is it true that the bridge fell?"), as_question("I heard the bridge fell, is that true?")
('did the bridge fell?', 'did the bridge fell?')
"""

import re

_TRUE = r"(?:true|a fact|right|correct|confirmed|real|the case)"
_PLAINLY_TRUE = r"(?:true|a fact|the case)(?! (?:to|by|in|of|when|or|for|about)\b)"
_SURELY = r"(?:(?:really|actually|even|still|now|also) )?"
_SOMEBODY = r"(?:any(?:one|body)|some(?:one|body)|you)"
_THIS = r"(?:that|this|it)"
_OPENING = re.compile(
    rf"\A\W*(?:so |and )?(?:(?:is|was|isn['’]?t|wasn['’]?t) it {_SURELY}(?:{_TRUE},? that|{_PLAINLY_TRUE})"
    rf"|(?:is|are) (?:the|these|those) (?:rumou?rs?|reports?|stor(?:y|ies)) {_TRUE} that"
    r"|(?:is there|are there) (?:any )?(?:truth (?:to|in) (?:the (?:rumou?rs?|reports?|claims?) )?|confirmation )that"
    rf"|(?:can|could|would) {_SOMEBODY} (?:please )?(?:confirm|verify) (?:that|if|whether))"
    r"\s+(?=\w+\s+\w)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"(?:\s*[,;.?!–—]+|\s-+)\s*"
    rf"(?:(?:is|was|isn['’]?t) {_THIS} {_SURELY}{_TRUE}|true or (?:not|false)|true)\s*[?!.]*\Z",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\A\W*(?:so )?(?:i|we|people|they|some|everyone)(?:['’]?ve|['’]?re|['’]?m)? (?:are |have |just |keep )*"
    r"(?:(?:hear|heard|hearing|say|says|saying)(?: that)?|(?:read|reading|saw|seen|claim|claiming) that)"
    r"\s+(?=\w+\s+\w)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+\W+\w")
_ASKS = re.compile(r"\A\W*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b", re.IGNORECASE)


def as_question(text: str) -> str:
    """The rumour in a text as a question, or the text as it is where it asks about none."""
    if opening := _OPENING.match(text):
        return _asked(text[opening.end() :])
    if closing := _CLOSING.search(text):
        claim = text[: closing.start()]
        heard = _HEARD.match(claim)
        claim = claim[heard.end() :] if heard else claim.lstrip()
        return _asked(f"{claim}?") if _WORDS.search(claim) else text
    return text


def _asked(claim: str) -> str:
    return claim if _ASKS.match(claim) else f"did {claim}"
