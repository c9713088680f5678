"""A place in the queue, from a question's arrival to the delivery of its answer. Refuses to compute: the desk does."""

import asyncio
import time
from contextlib import suppress
from typing import NamedTuple, Protocol, Self

from bot.models import Answer, ClaimCheck, Question
from bot.reports import AsOf

#: Nobody waits longer for an answer that is stuck before theirs.
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

    @property
    def ahead(self) -> int:
        """How many of those before it nobody has begun to answer yet."""
        return self._desk.ahead_of(self)

    async def answer(self, question: Question) -> Reply:
        """The answer, computed in order of arrival."""
        try:
            return await self._desk.once(question, self.number)
        finally:
            self.answered = True

    async def check(self, text: str) -> ClaimCheck:
        """A message held against the articles, in order of arrival."""
        try:
            return await self._desk.check(text, self.number)
        finally:
            self.answered = True

    async def turn(self) -> None:
        """Wait until the question before this one, in the same channel, has its answer there."""
        if self._before is not None:
            with suppress(TimeoutError):  # an answer that is stuck holds up itself alone
                await asyncio.wait_for(self._before.delivered.wait(), _PATIENCE)
            self._before = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.answered = True
        self.delivered.set()
        self._desk.leave(self)
