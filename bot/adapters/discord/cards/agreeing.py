"""Put into a line how the sources stand to one another: who agrees, who says otherwise. Pure; counts nothing itself."""

from collections.abc import Container, Iterator

from bot.adapters.discord.cards.sourcing import reference
from bot.adapters.discord.escaping import escaped, fits, portions, shown, visible
from bot.adapters.discord.phrases import Phrases
from bot.models import Agreement, Answer, AnswerType, Value

_VALUE = 70
_MOST_VALUES = 4


def agreement_line(answer: Answer, numbers: Container[int], phrases: Phrases) -> str:
    """The line below the quotations; references only to those that are on the card, by their ``numbers``."""
    agreement = answer.agreement
    if agreement is None or not agreement.values:
        return ""
    if agreement.relation == "single":
        return phrases.get("agreement.single")
    if agreement.relation == "agree":
        first = agreement.values[0]
        return f"{phrases.get('agreement.agree', count=first.sources)} {_references(first, numbers)}".rstrip()
    values = [_value(value, numbers, phrases) for value in _told(agreement)]
    if len(values) > _MOST_VALUES:
        values[_MOST_VALUES:] = [phrases.get("agreement.more", count=len(values) - _MOST_VALUES)]
    return phrases.get(_key(answer, agreement), values=phrases.listed(values))


def long_values(answer: Answer, phrases: Phrases, *, limit: int) -> Iterator[str]:
    """Every value in full, in portions, where the line has no room for all of them."""
    agreement = answer.agreement
    if agreement is None or agreement.relation in ("single", "agree"):
        return
    told = _told(agreement)
    if len(told) > _MOST_VALUES or not all(fits(value.text, _VALUE) for value in told):
        for value in told:
            *most, last = list(portions(visible(value.text), limit)) or [""]
            yield from (phrases.isolated(escaped(part)) for part in most)
            yield f"{phrases.isolated(escaped(last))} ({phrases.get('sources.count', count=value.sources)})"


def _told(agreement: Agreement) -> list[Value]:
    """The values to name: of other values in the sources, not the one that the card already answers with."""
    if agreement.relation != "other":
        return list(agreement.values)
    return [value for value in agreement.values if 0 not in value.citations] or list(agreement.values)


def _key(answer: Answer, agreement: Agreement) -> str:
    if agreement.relation == "other":
        return "agreement.other" if answer.type is AnswerType.QUANTITY else "agreement.other_values"
    return f"agreement.{agreement.relation}"


def _value(value: Value, numbers: Container[int], phrases: Phrases) -> str:
    text = phrases.isolated(shown(value.text, limit=_VALUE))
    count = phrases.get("sources.count", count=value.sources)
    return " ".join(part for part in (text, _references(value, numbers), f"({count})") if part)


def _references(value: Value, numbers: Container[int]) -> str:
    return "".join(reference(at + 1) for at in value.citations if at + 1 in numbers)
