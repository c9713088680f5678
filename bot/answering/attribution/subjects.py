"""Find whose verb a reporting verb is: the phrase before it, the one after it ("said the mayor"), or one it shares.

A verb that is negated, future, passive or asked for reports nothing. A subject that two verbs share is taken over the
"and" only where no other subject stands between them. Refuses every subject that cannot speak.
"""

from typing import NamedTuple

from bot.answering.attribution.clauses import Words, clause_words, is_adverb, is_finite, without_adjuncts
from bot.answering.attribution.phrases import phrase_after, phrase_before
from bot.answering.attribution.reporting_verbs import Form
from bot.answering.attribution.speakers import PRONOUNS, can_speak, is_plural, nouns, tidy

_CLOSING = frozenset("”\"’»'")
_AFTER_ANY_QUOTATION = frozenset(
    "said says added wrote reported announced warned explained replied declared insisted continued claimed confirmed "
    "noted tweeted recalled concluded stressed asserted argued quipped remarked observed".split()
)
_AFTER_A_COMMA = frozenset({"said", "says"})
_STANDS_ALONE = frozenset({"some", "many", "others", "all", "both", "several", "two", "three"})
_STOPS_A_NAME = frozenset({"in", "at", "on", "to", "during", "after", "before", "late", "early", "yesterday", "today"})


class Subject(NamedTuple):
    """A speaker, as offsets; ``first`` is the word its phrase begins with, none where the subject is shared."""

    speaker: tuple[int, int]
    first: int | None
    inverted_until: int | None = None


def subject(w: Words, at: int, form: Form, shared_with: tuple[int, int] | None) -> Subject | None:
    """The speaker of the verb at word ``at``; ``shared_with`` is who an "and" or a participle would continue."""
    last = _past_auxiliaries(w, at - 1, form)
    if last is None:
        return None
    inverted = _inverted(w, at) if last == at - 1 else None
    if inverted is not None:
        return inverted
    if last < 0:
        return None
    if _continues(w, last, form):
        speaker = shared_with or _first_subject(w, last)
        return Subject(speaker, None) if speaker and _fits(w, speaker, form, surely=True) else None
    if form.kind == "ing" and last == at - 1:
        return None
    return _before(w, last, form)


def _before(w: Words, last: int, form: Form) -> Subject | None:
    related = w.low[last] == "who"
    if related:
        last -= 2 if last and w.words[last - 1] == "," else 1
    if last < 0 or w.low[last] in ("which", "that", "whom", "what"):
        return None
    lists = clause_words()
    if w.low[last] in lists.preposition or w.low[last] in lists.determiner - _STANDS_ALONE:
        return None
    phrase = phrase_before(w, without_adjuncts(w, last))
    speaker = tidy(w, *phrase) if phrase else None
    if phrase is None or speaker is None or not _fits(w, speaker, form, surely=related or form.verb.may("w")):
        return None
    return Subject(speaker, phrase[0])


def _past_auxiliaries(w: Words, last: int, form: Form) -> int | None:
    """Step left over "has also repeatedly"; nothing where the verb is negated, future or passive."""
    lists = clause_words()
    while last >= 0:
        word = w.low[last]
        if word in lists.blocking or word == "having" or word in ("if", "whether"):
            return None
        if word in lists.being:
            if form.kind != "ing":
                return None
        elif word not in lists.auxiliary and not is_adverb(w, last):
            break
        last -= 1
    return last


def _continues(w: Words, last: int, form: Form) -> bool:
    """Whether a verb takes its subject from an earlier one: "… and added", "…, saying"."""
    if form.kind == "ing":
        return w.words[last] == "," or w.low[last] in nouns().document
    return w.low[last] in ("and", "but", "or", "then")


def _inverted(w: Words, at: int) -> Subject | None:
    """A speaker after the verb: "“…,” said the mayor", "…, said the mayor"."""
    before = w.words[at - 1] if at else ""
    quoted = before in _CLOSING
    if not (quoted and w.low[at] in _AFTER_ANY_QUOTATION) and not (before == "," and w.low[at] in _AFTER_A_COMMA):
        return None
    phrase = phrase_after(w, at + 1)
    if phrase is None or w.low[at + 1] in ("that", "in", "on", "at", "to"):
        return None
    end = _end_of_name(w, *phrase)
    if phrase[1] < len(w.low) and is_finite(w, phrase[1]):
        return None
    speaker = tidy(w, at + 1, end)
    closes = phrase[1] >= len(w.low) or w.words[phrase[1]] == "."
    if speaker is None or not can_speak(w.text[slice(*speaker)], surely=not quoted and not closes):
        return None
    return Subject(speaker, None, phrase[1])


def _end_of_name(w: Words, begin: int, end: int) -> int:
    """ "Ann Lee in Geneva" is the name alone; "the head of police in Geneva" stays whole."""
    for at in range(begin + 1, end):
        if w.low[at] in _STOPS_A_NAME and w.words[at - 1][0].isupper():
            return at
    return end


def leading_subject(w: Words, last: int) -> tuple[tuple[int, int], int] | None:
    """The subject of a sentence's first verb before word ``last``, as offsets, and that verb's word."""
    for verb in [i for i in range(1, last) if is_finite(w, i)][:3]:
        if any(w.words[i] in '“”"' for i in range(verb)):
            return None
        phrase = _subject_of(w, verb)
        speaker = tidy(w, *phrase) if phrase else None
        if speaker is not None:
            return speaker, verb
    return None


def _first_subject(w: Words, last: int) -> tuple[int, int] | None:
    """The sentence's first subject, where no clause between it and word ``last`` has another."""
    found, lists = leading_subject(w, last), clause_words()
    if found is None or any(word in lists.relative or word in lists.subordinator for word in w.low[found[1] : last]):
        return None
    return found[0]


def _subject_of(w: Words, verb: int) -> tuple[int, int] | None:
    """The phrase before a verb, with what stands between them left out: "Chad after the raid sent" → "Chad"."""
    end = next((i for i in range(1, verb) if w.low[i] in _LEAVES_A_SUBJECT and w.words[i - 1] != ","), verb)
    return phrase_before(w, without_adjuncts(w, _past_adverbs(w, end - 1)))


_LEAVES_A_SUBJECT = frozenset({"after", "before", "during", "following", "while", "when", "amid", "despite", "since"})


def _past_adverbs(w: Words, last: int) -> int:
    lists = clause_words()
    while last > 0 and (w.low[last] in lists.auxiliary or is_adverb(w, last)):
        last -= 1
    return last


def _fits(w: Words, speaker: tuple[int, int], form: Form, *, surely: bool) -> bool:
    text = w.text[slice(*speaker)]
    low = text.lower()
    if low in PRONOUNS:
        return form.kind != "base" or low == "they"
    opens = not w.text[: speaker[0]].strip("“\"‘' \u00a0")
    if not can_speak(text, surely=surely, opens=opens):
        return False
    return form.kind != "base" or is_plural(text)
