"""A place in the queue, from a question's arrival to the delivery of its answer. Refuses to compute: the desk does."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol, Self

from bot.models import Answer, ClaimCheck, Question
from bot.reports import AsOf

#: Seconds without any progress after which an answer counts as stuck: it holds up nobody any longer.
_PATIENCE = 30.0


class Reply(NamedTuple):
    """An answer, and what it was drawn from."""

    answer: Answer
    as_of: AsOf


class Desk(Protocol):
    """What a ticket needs of the desk that gave it out."""

    def ahead_of(self, ticket: "Ticket") -> int:
        """How many are before a ticket."""

    def leave(self, ticket: "Ticket") -> None:
        """Give a place up."""

    async def once(self, question: Question, number: int) -> Reply:
        """Answer a question."""

    async def check(self, text: str, number: int) -> ClaimCheck:
        """Hold a message against the articles."""


class Ticket:
    """A place in the queue, from arrival to delivery: ``async with desk.join(channel) as ticket``."""

    def __init__(self, desk: Desk, number: int, channel: int, before: "Ticket | None") -> None:
        self.arrived = time.monotonic()
        self.number = number
        self.channel = channel
        self.answered = False
        self.delivered = asyncio.Event()
        self._desk = desk
        self._before = before
        #: Being in a line is no sign of being stuck, however long it takes.
        self._in_line = False
        self._steps = 0

    @property
    def ahead(self) -> int:
        """How many of those before it nobody has begun to answer yet."""
        return self._desk.ahead_of(self)

    async def answer(self, question: Question) -> Reply:
        """The answer, computed in order of arrival."""
        with self._line():
            try:
                return await self._desk.once(question, self.number)
            finally:
                self.answered = True

    async def check(self, text: str) -> ClaimCheck:
        """A message held against the articles, in order of arrival."""
        with self._line():
            try:
                return await self._desk.check(text, self.number)
            finally:
                self.answered = True

    async def turn(self) -> None:
        """Wait until the question before this one, in the same channel, has its answer there, or is stuck."""
        before, self._before = self._before, None
        with self._line():
            while before is not None and not before.delivered.is_set():
                if not await before.goes_on(_PATIENCE):
                    return

    async def goes_on(self, patience: float) -> bool:
        """Wait until this is delivered, or for a time; whether it waits in a line or has made any progress."""
        steps = self._steps
        with suppress(TimeoutError):
            await asyncio.wait_for(self.delivered.wait(), patience)
        return self._in_line or self._steps != steps

    @contextmanager
    def _line(self) -> Iterator[None]:
        self._in_line = True
        try:
            yield
        finally:
            self._in_line = False
            self._steps += 1

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.answered = True
        self.delivered.set()
        self._desk.leave(self)
