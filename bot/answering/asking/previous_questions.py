"""Take a previous question apart for a follow-up: its question phrase, what it states, and whom a pronoun can mean.

"how many people died?" asks with "how many people" and states "people died"; "when did Iran strike?" asks with "when".
Plain patterns over the question's own words and its short answer; refuses to look at any article.

>>> asked = understand("how many people died in Saravan?", "ten")
>>> asked.with_question_word("when"), asked.about("in Panjgur"), asked.place
('when was it that ten people died in Saravan', 'how many people died in Panjgur', 'in Saravan')
"""

import re
from typing import NamedTuple

from bot.answering.attribution.speakers import is_plural

_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must|['’]s)"
_PREPOSITION = (
    r"(?:in|on|at|by|for|from|with|to|under|near|inside|outside|during|after|before|since|until|against|about|of)"
)
_ASKING = re.compile(
    rf"\s*(?P<wh>(?:{_PREPOSITION}\s+)?(?:how\s+(?:many|much|long|far|often|old|big)|who|whom|whose|what|which|when|where|why|how)"
    rf"(?:['’]s\b)?(?:\s+else)?)(?P<noun>(?:\s+(?!{_AUXILIARY}\b)[\w’'-]+)*?)\s*(?P<rest>(?:\b{_AUXILIARY}\b)?.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(r"\b(?:the\s+)?[A-Z][\w’'.-]*(?:\s+(?:of\s+(?:the\s+)?|al-|bin\s+)?[A-Z][\w’'.-]*)*")
_NOT_NAMES = frozenset(
    "who what which when where why how did does do is are was were has have had will would can could should in on at "
    "by for from the a an i and but or so tell please whom whose after before".split()
)
_IN_PLACE = re.compile(r"\b(?:in|at|near|inside|outside)\s+(?:the\s+)?(?P<place>[\w’'-]+(?:\s+[A-Z][\w’'-]*)*)")
_ONLY_A_NUMBER = re.compile(
    r"(?:(?:at least|about|around|over|more than|nearly|up to|some)\s+)?"
    r"(?:[\d,.]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?:tell|inform|ask)\s+(?:me|us)\s+(?:more\s+)?(?:about|of)\s+", re.IGNORECASE)
_LONGEST_ANSWER = 8
_TAKES_SUBJECT = re.compile(
    r"(?P<aux>is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must)\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)


class Asked(NamedTuple):
    """A previous question: ``wh`` the phrase it asks with, ``rest`` what follows, ``answer`` a short answer or none."""

    text: str
    wh: str
    noun: str
    rest: str
    answer: str | None

    @property
    def inverted(self) -> bool:
        """Whether an auxiliary and a subject follow the question phrase ("when did Iran strike"), not a verb."""
        match = _TAKES_SUBJECT.fullmatch(self.rest)
        if match is None:
            return False
        asks_subject = self.wh.lower() in ("who", "what", "which", "whose") or self.noun
        return not (asks_subject and match["aux"].lower() not in ("do", "does", "did") and _is_predicate(match["rest"]))

    @property
    def statement(self) -> str | None:
        """What the question takes for granted, as a clause with its answer in place, where that can be said."""
        if not self.wh:
            return None
        if not self.inverted:
            rest = re.sub(r"\Awas\b", "were", self.rest) if is_plural(self.subject) else self.rest
            return f"{self.subject} {rest}".strip()
        match = _TAKES_SUBJECT.fullmatch(self.rest)
        subject = _first_phrase(match["rest"]) if match else ""
        if match is None or not subject:
            return None
        told = match["rest"][len(subject) :].strip()
        return " ".join(part for part in (subject, match["aux"], told, self.answer if not told else "") if part)

    @property
    def subject(self) -> str:
        """What stands for the question phrase in its statement: the short answer, or the noun it asks about."""
        noun = self.noun.strip()
        if noun and self.wh.lower().endswith(("many", "much")):
            bare = self.answer and _ONLY_A_NUMBER.fullmatch(self.answer)
            return f"{self.answer} {noun}" if bare else self.answer or noun
        return self.answer or (f"the {noun}" if noun else "they")

    @property
    def names(self) -> list[str]:
        """The names of the question, as written."""
        return [
            match.group()
            for match in _NAME.finditer(self.text)
            if match.group().lower().removeprefix("the ") not in _NOT_NAMES and match.start() >= len(self.wh)
        ]

    @property
    def person(self) -> str | None:
        """Whom "he" can mean: the short answer when it is a name, else the question's one name."""
        if self.answer and self.wh.lower() in ("who", "whom") and _opens_name(self.answer):
            return self.answer
        return self.names[0] if len(self.names) == 1 else None

    @property
    def several(self) -> str | None:
        """Whom "they" can mean: the noun that was counted, the short answer, else the question's names."""
        if self.noun and self.wh.lower().endswith("many"):
            return f"the {self.noun.strip()}"
        if self.answer and self.wh.lower() in ("who", "whom", "which", "what"):
            return self.answer
        return " and ".join(self.names) or None

    @property
    def thing(self) -> str | None:
        """What "it" or "that" can mean: the short answer to "what" or "who", else its one name or noun."""
        if self.answer and self.wh.lower().rpartition(" ")[2] in ("what", "which", "who", "whom"):
            return self.answer
        if self.names:
            return self.names[0] if len(self.names) == 1 else None
        match = re.search(r"\b(the\s+[\w’'-]+(?:\s+[\w’'-]+)?)\s*\Z", self.text.rstrip(" ?.!"))
        return match[1] if match else None

    @property
    def place(self) -> str | None:
        """Where "there" is: the short answer to "where", else the place in the question."""
        if self.answer and "where" in self.wh.lower():
            return "in " + re.sub(r"\A(?:in|at|near)\s+", "", self.answer)
        match = _IN_PLACE.search(self.text)
        return match.group() if match else None

    def with_question_word(self, wh: str) -> str | None:
        """The question asked again with another question phrase, its own being answered."""
        low = wh.lower()
        if not self.wh:
            asks = re.match(rf"{_AUXILIARY}\b", self.text, re.IGNORECASE)
            return f"{wh} {self.text}" if asks else f"{wh} was it: {_TOPIC.sub('', self.text, count=1)}"
        counts = re.match(r"(?:how\s+(?:many|much)|which|what|whose)\s+\w|(?:who|what|where)\s+else", low)
        if counts or self.inverted:
            return f"{wh} {self.rest}{self._object()}" if self.rest else None
        if low in ("who", "whom", "what", "which", "how many", "how much"):
            return f"{wh} {self.noun} {self.rest}" if low.startswith("how") and self.noun else f"{wh} {self.rest}"
        return f"{wh} was it that {self.statement}"

    def _object(self) -> str:
        """The answer to "whom did they strike" in its place, when the question asks about something else now."""
        match = _TAKES_SUBJECT.fullmatch(self.rest)
        asks_object = self.wh.lower() in ("who", "whom", "what", "which")
        if match is None or not asks_object or match["aux"].lower() not in ("do", "does", "did"):
            return ""
        return (
            f" {self.answer}"
            if self.answer and _opens_name(self.answer)
            else " that"
            if self.wh.lower() == "what"
            else ""
        )

    def about(self, other: str) -> str | None:
        """The question asked about another name, place or time, put where the first one stood."""
        if match := re.match(rf"({_PREPOSITION})\s+", other, re.IGNORECASE):
            return self._with_phrase(match[1], other)
        if self.names:
            return re.sub(rf"{re.escape(self.names[0])}(['’]s)?", lambda m: other + (m[1] or ""), self.text, count=1)
        match = _TAKES_SUBJECT.fullmatch(self.rest) if self.inverted else None
        subject = _first_phrase(match["rest"]) if match else ""
        if (
            match
            and self.wh.lower() in ("who", "what", "where")
            and match["aux"].lower() in ("is", "are", "was", "were")
        ):
            owned = other.endswith(("’s", "'s")) and match["rest"].lower().startswith("the ")
            return f"{self.wh} {match['aux']} {other}{match['rest'][3:] if owned else ''}"
        if match and subject:
            return f"{self.wh}{self.noun} {match['aux']} {other}{match['rest'][len(subject) :]}"
        if place := _IN_PLACE.search(self.text):
            return self.text[: place.start("place")] + other + self.text[place.end("place") :]
        if self.wh and not self.inverted and self.rest:
            return f"was it {other} that {self.rest}"
        return f"{self.text}, and as for {other}"

    def _with_phrase(self, preposition: str, other: str) -> str:
        """The question with a phrase like "in Iran" in the place of its own, or at its end."""
        pattern = rf"\b{preposition}\s+(?:the\s+)?[\w’'-]+(?:\s+[A-Z][\w’'-]*)*"
        if re.search(pattern, self.text[len(self.wh) :], re.IGNORECASE):
            kept = self.text[len(self.wh) :]
            return self.wh + re.sub(pattern, lambda _: other, kept, count=1)
        return f"{self.text} {other}"


def understand(question: str, answer: str | None) -> Asked:
    """Take a question apart; without a question word it is all text."""
    text = " ".join(question.split()).rstrip(" ?.!…")
    short = " ".join((answer or "").split()).strip(' ?.!…,;“”"') or None
    if short and len(short.split()) > _LONGEST_ANSWER:
        short = None
    match = _ASKING.fullmatch(text)
    if match is None:
        return Asked(text, "", "", text, short)
    wh, noun, rest = match["wh"], match["noun"], match["rest"]
    if not re.match(rf"{_AUXILIARY}\b", rest, re.IGNORECASE):
        noun, rest = _split_noun(wh, f"{noun} {rest}".strip())
    return Asked(text, wh, noun, rest, short)


def _split_noun(wh: str, words: str) -> tuple[str, str]:
    """Part "people died in Oslo" into noun and verb: the noun is one word, or all before a form in -ed."""
    if wh.lower() in ("who", "whom", "when", "where", "why", "how"):
        return "", words
    parts = words.split()
    verb = next(
        (
            i
            for i, word in enumerate(parts)
            if i and re.fullmatch(r"\w{2,}ed|\w+ought|struck|fell|won|led|met|broke|hit", word)
        ),
        1,
    )
    return " ".join(parts[:verb]), " ".join(parts[verb:])


def _is_predicate(rest: str) -> bool:
    """Whether what follows "who was" is a verb form or a place, so that "who" is the subject: "who was killed"."""
    first = rest.split()[0].lower()
    return bool(
        re.fullmatch(
            r"\w+(?:ed|ing|en)|in|at|on|to|behind|shot|hit|hurt|held|sent|led|met|made|told|not|also|responsible", first
        )
    )


def _first_phrase(words: str) -> str:
    """The subject after an auxiliary: a name, an article with one noun, or one word."""
    if match := _NAME.match(words):
        return match.group()
    if match := re.match(r"(?:the|a|an|this|that|his|her|their|its)\s+[\w’'-]+", words, re.IGNORECASE):
        return match.group()
    match = re.match(r"[\w’'-]+", words)
    return match.group() if match else ""


def _opens_name(answer: str) -> bool:
    return any(word[0].isupper() for word in answer.split())
