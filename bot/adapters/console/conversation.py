"""A conversation at the prompt: a line in, rows out. Remembers the last answer for follow-ups and commands.

Refuses to read or print: that is the prompt's and the screen's work, so a conversation is tested with plain values.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from rich.text import Text

from bot.adapters.console.answers import answer_rows, shown_citations
from bot.adapters.console.listings import explanation_rows, source_rows
from bot.adapters.console.screen import Row
from bot.models import Answer, Citation, Question, Turn
from bot.reports import AsOf, Explanation, Listing
from bot.text import harmless, whole
from index.models import Sentence

HELP = {
    "any question": "answers it; a follow-up (“and when?”) may lean on the question before",
    "/context N": "the sentences around quotation N of the last answer",
    "/more": "every sentence that was found for the last question",
    "/why": "how the sentences for the last question were ranked",
    "/sources": "the articles",
    "/help": "this list",
    "/quit": "leave (so does Ctrl-D)",
}
COMMANDS = tuple(usage.split()[0] for usage in HELP if usage.startswith("/"))
_SENTENCES_AROUND = 2
_ASK_FIRST = "Ask a question first."


class Service(Protocol):
    """What a conversation needs of the service."""

    def freshen(self) -> str | None:
        """Take in articles that have changed; a sentence where there is news."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""

    def context(self, citation: Citation, sentences: int = 2) -> list[Sentence]:
        """The sentences around a citation."""

    def explain(self, question: Question) -> Explanation:
        """How the sentences for a question were ranked."""

    def sources(self) -> Listing:
        """The articles."""

    def as_of(self) -> AsOf:
        """What answers are drawn from."""


class Conversation:
    """Questions and commands of one person, one after the other."""

    def __init__(self, service: Service, *, marks: bool) -> None:
        self._service = service
        self._marks = marks
        self._question: Question | None = None
        self._answer: Answer | None = None
        self._commands: dict[str, Callable[[str], Iterator[Row]]] = {
            "/context": self._context,
            "/more": self._more,
            "/why": self._why,
            "/sources": lambda _: source_rows(self._service.sources()),
            "/help": lambda _: help_rows(),
        }

    def reply(self, line: str) -> Iterator[Row]:
        """What to show for a line; nothing for an empty one."""
        line = whole(line).strip()
        if not line.startswith("/"):
            return self._ask(line) if line else iter(())
        name, _, argument = line.partition(" ")
        command = self._commands.get(name.lower())
        return command(argument.strip()) if command else _says(f"{name} is no command; /help lists them.")

    def _ask(self, text: str) -> Iterator[Row]:
        if news := self._service.freshen():
            yield Row(Text(harmless(news), style="yellow"))
        self._question = Question(text=text, previous=self._turn())
        self._answer = self._service.ask(self._question)
        yield from answer_rows(self._answer, self._service.as_of(), marks=self._marks)

    def _turn(self) -> Turn | None:
        """The last question as it was understood, so that a third question can lean on the first."""
        if self._answer is None:
            return None
        return Turn(question=self._answer.understood or self._answer.question, short_answer=self._answer.short_answer)

    def _context(self, argument: str) -> Iterator[Row]:
        if self._answer is None:
            yield from _says(_ASK_FIRST)
            return
        numbered = shown_citations(self._answer, everything=True)
        citation = numbered.get(int(argument)) if argument.isdecimal() and len(argument) < 4 else None
        if citation is None:
            yield from _says(_which(numbered))
            return
        for sentence in self._service.context(citation, _SENTENCES_AROUND):
            is_cited = sentence.start == citation.start
            yield Row(Text(harmless(sentence.text), style="bold" if is_cited else ""), label="›" if is_cited else " ")
        yield Row(Text(harmless(f"{citation.source}, line {citation.line}"), style="dim"), indent=True)

    def _more(self, _: str) -> Iterator[Row]:
        if self._answer is None:
            return _says(_ASK_FIRST)
        return answer_rows(self._answer, self._service.as_of(), marks=self._marks, everything=True)

    def _why(self, _: str) -> Iterator[Row]:
        if self._question is None:
            return _says(_ASK_FIRST)
        return explanation_rows(self._service.explain(self._question))


def help_rows() -> Iterator[Row]:
    """What can be typed."""
    width = max(map(len, HELP))
    for usage, meaning in HELP.items():
        yield Row(Text.assemble((f"{usage:<{width}}  ", "cyan"), meaning))


def _says(words: str) -> Iterator[Row]:
    yield Row(Text(harmless(words)))


def _which(numbered: dict[int, Citation]) -> str:
    if not numbered:
        return "The last answer quotes no sentence."
    return f"Name a quotation: /context 1 to /context {max(numbered)}."
