"""Lay out an Answer for people: the short answer, the quotations with their sources, how far to trust it, as of when.

Pure: an answer in, rows out. Refuses to add a word to a quotation; where the look cannot mark the answer in it, a
line of its own repeats it.
"""

from collections.abc import Container, Iterator
from datetime import date

from rich.text import Text

from bot.adapters.console.screen import Row
from bot.models import Agreement, AliasUse, Answer, Attribution, Citation, Value
from bot.reports import AsOf
from bot.text import harmless

#: Sentences shown unless all are asked for.
MOST_CITATIONS = 3
_ACTS = {"said": "said by", "claimed": "claimed by", "denied": "denied by", "confirmed": "confirmed by"}
_CONFIDENCE = ((0.85, "high"), (0.6, "fair"), (0.0, "low"))


def answer_rows(answer: Answer, as_of: AsOf, *, marks: bool, everything: bool = False) -> Iterator[Row]:
    """Everything to show about one answer."""
    yield from _readings(answer)
    if answer.status == "declined":
        yield from _declined(answer)
    else:
        yield from _answered(answer, marks=marks, everything=everything)
    yield Row(Text(as_of_line(as_of), style="dim"), apart=True)


def citation_rows(number: int, citation: Citation, *, marks: bool) -> Iterator[Row]:
    """One quotation with its source below it."""
    yield Row(_quote(citation), label=str(number), apart=True)
    if citation.attribution:
        yield Row(Text(_attribution(citation.attribution), style="italic"), indent=True)
    if citation.short_answer and not marks:
        yield Row(Text(f"answer: {harmless(citation.short_answer)}"), indent=True)
    yield Row(Text(source_line(citation), style="dim"), indent=True)


def source_line(citation: Citation) -> str:
    """Where a quotation comes from: title, publisher, date where known, file and line."""
    known = [citation.title, citation.publisher, citation.published and day(citation.published)]
    place = f"{citation.source}, line {citation.line}"
    return harmless(" · ".join([*(part for part in known if part), place]))


def as_of_line(as_of: AsOf) -> str:
    """From which generation, and how fresh."""
    built = f", built {day(as_of.built_at)} {as_of.built_at:%H:%M} UTC" if as_of.built_at else ""
    newest = f"; newest dated article {day(as_of.newest)}" if as_of.newest else ""
    return f"As of generation {as_of.generation}{built}{newest}."


def day(when: date) -> str:
    """A date for people: 18 January 2024."""
    return f"{when.day} {when:%B} {when.year}"


def confidence_words(confidence: float) -> str:
    """A probability in a word and a number: "high (93 %)"."""
    word = next(word for least, word in _CONFIDENCE if confidence >= least)
    return f"{word} ({confidence:.0%})".replace("%", " %")


def _readings(answer: Answer) -> Iterator[Row]:
    if answer.understood:
        yield Row(Text(f"Understood as: {harmless(answer.understood)}", style="italic"))
    for typed, read in answer.spellings.items():
        yield Row(Text(f"“{harmless(typed)}” was read as “{harmless(read)}”.", style="italic"))
    for use in answer.aliases:
        yield Row(Text(alias_line(use), style="italic"))


def alias_line(use: AliasUse) -> str:
    """Which names were taken for one, where that made the difference, and in which quotations."""
    numbers = "".join(f"[{place + 1}]" for place in use.citations)
    one, other = f"“{harmless(use.name)}”", f"“{harmless(use.other)}”"
    if use.effect == "grouped":
        return f"{one} and {other} {numbers} count as one (alias table)."
    return f"{one} was taken for {other} {numbers} (alias table)."


def _answered(answer: Answer, *, marks: bool, everything: bool) -> Iterator[Row]:
    shown = shown_citations(answer, everything=everything)
    if answer.short_answer:
        yield Row(Text(harmless(answer.short_answer), style="bold"))
    trust = [agreement_line(answer.agreement, shown)] if answer.agreement else []
    confidence = f"Confidence: {confidence_words(answer.confidence)}."
    is_short = answer.agreement is None or len(answer.agreement.values) < 2
    yield from (Row(Text(line)) for line in ([" ".join([*trust, confidence])] if is_short else [*trust, confidence]))
    for number, citation in shown.items():
        yield from citation_rows(number, citation, marks=marks)


def shown_citations(answer: Answer, *, everything: bool = False) -> dict[int, Citation]:
    """The quotations to show, by the numbers that people refer to them with: their places in the answer.

    One for each value that the sources give, so that every side is seen, then the next best that answer by themselves.
    """
    numbered = dict(enumerate(answer.citations or answer.nearest, 1))
    if everything or answer.status == "declined":
        return numbered
    sides = [value.citations[0] + 1 for value in answer.agreement.values if value.citations] if answer.agreement else []
    best = [1, *sides, *(number for number, each in numbered.items() if each.supports)]
    chosen = list(dict.fromkeys(best))[: max(MOST_CITATIONS, len(set(sides)))]
    return {number: each for number, each in numbered.items() if number in chosen}


def _declined(answer: Answer) -> Iterator[Row]:
    assert answer.reason
    yield Row(Text(harmless(answer.reason.message), style="bold"))
    missing = [term for term in answer.reason.missing_terms if term not in answer.reason.message]
    if missing:
        yield Row(Text(f"In no article: {harmless(', '.join(missing))}."))
    if answer.nearest:
        yield Row(Text("The nearest sentences, which do not answer the question:", style="yellow"), apart=True)
    for number, citation in shown_citations(answer).items():
        yield from citation_rows(number, citation.model_copy(update={"answer_span": None}), marks=True)


def agreement_line(agreement: Agreement, shown: Container[int]) -> str:
    """Who else says so, or who says otherwise."""
    values = [_value(value, shown) for value in agreement.values]
    first = agreement.values[0] if agreement.values else None
    match agreement.relation:
        case "agree" if first:
            return f"{_sources(first.sources, 'independent ')} agree{'s' if first.sources == 1 else ''}."
        case "disagree":
            return f"The sources differ: {' · '.join(values)}."
        case "several":
            return f"Several answers: {' · '.join(values)}."
        case "other":
            return f"Other values stand in the sources: {' · '.join(values)}."
        case _:
            return "One source says so."


def _value(value: Value, shown: Container[int]) -> str:
    numbers = "".join(f"[{i + 1}]" for i in value.citations if i + 1 in shown)
    return f"{harmless(value.text)} {numbers} ({_sources(value.sources)})".replace("  ", " ")


def _sources(count: int, kind: str = "") -> str:
    return f"{count} {kind}source{'' if count == 1 else 's'}"


def _quote(citation: Citation) -> Text:
    text = Text(harmless(citation.quote))
    if citation.answer_span:
        text.stylize("bold underline", *citation.answer_span)
    return text


def _attribution(attribution: Attribution) -> str:
    words = f"{_ACTS[attribution.act]} {harmless(attribution.speaker)}"
    if attribution.direct:
        words += ", in their own words"
    if attribution.pronoun:
        words += f" (“{harmless(attribution.pronoun)}”; the name is from the sentence before)"
    return words
