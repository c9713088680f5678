"""Build citations for tests from a sentence and the short answer in it."""

from typing import Any

from bot.models import Citation


def cited(quote: str, answer: str | None, source: str, **stated: Any) -> Citation:
    """A citation of the sentence, with the first place of the answer in it marked."""
    at = quote.index(answer) if answer else 0
    span = (at, at + len(answer)) if answer else None
    return Citation(source=source, start=0, end=len(quote), quote=quote, answer_span=span, **stated)


def numbered(*items: tuple[str, str | None]) -> list[Citation]:
    """Citations from articles of their own."""
    return [cited(quote, answer, f"article {number}") for number, (quote, answer) in enumerate(items)]
