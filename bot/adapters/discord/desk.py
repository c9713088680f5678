"""Where questions queue: answered in threads, a bounded number at a time, in order of arrival, each question once;
the answers of one channel are delivered in that order too.

Whoever arrives takes a ticket before anything else happens, so that its place is kept while Discord is told to wait.
Knows no Discord. Refuses a question that would wait too long, and every question once it is closing.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, contextmanager
from functools import partial
from typing import Protocol, TypeVar

from bot.adapters.discord.calm import Calm
from bot.adapters.discord.slots import Slots
from bot.adapters.discord.tickets import Reply, Ticket
from bot.models import Answer, ClaimCheck, Question
from bot.reports import AsOf

T = TypeVar("T")

#: Answers kept for whoever asks the same again: a burst about one event asks the same few questions.
_KEPT = 512


class Service(Protocol):
    """What the desk needs of the service."""

    @property
    def edition(self) -> str:
        """What answers depend on: the generation in use, what is withdrawn from it."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""

    def check(self, text: str) -> ClaimCheck:
        """Hold a message's claims against the articles."""

    def as_of(self) -> AsOf:
        """What answers are drawn from."""


class Desk:
    """The queue and the threads behind it; made and used within one event loop."""

    def __init__(self, service: Service, *, workers: int, waiting: int) -> None:
        self._service = service
        self._workers = workers
        self._waiting = waiting
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="answering")
        # Buttons and lists wait for no question.
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="looking-up")
        self._tickets: OrderedDict[Ticket, None] = OrderedDict()
        self._under_way: OrderedDict[tuple[str, ...], asyncio.Future[Reply]] = OrderedDict()
        self._as_of: AsOf | None = None
        self._warm: asyncio.Future[object] | None = None
        self._closed = False
        self._last: dict[int, Ticket] = {}
        self._joined = 0
        self._slots = Slots(workers)
        self._beside = 0
        self._calm = Calm()
        self._empty = asyncio.Event()
        self._empty.set()

    async def warm_up(self, work: Callable[[], object]) -> None:
        """Do what takes time before the first answer; questions wait for it."""
        self._warm = asyncio.ensure_future(asyncio.to_thread(work))
        await asyncio.shield(self._warm)

    async def warm(self) -> None:
        """Return when what takes time before the first answer is done."""
        # Opening holds a lock for seconds: asking for as much as the edition would stop the event loop.
        if self._warm is not None and not self._warm.done():
            await asyncio.shield(self._warm)

    def join(self, channel: int) -> Ticket:
        """Take a place behind everybody who is there; whoever calls has looked whether there is one."""
        self._joined += 1
        ticket = Ticket(self, self._joined, channel, self._last.get(channel))
        self._tickets[ticket] = None
        self._last[channel] = ticket
        self._empty.clear()
        return ticket

    @property
    def closed(self) -> bool:
        """Whether the desk takes no further question."""
        return self._closed

    @property
    def full(self) -> bool:
        """Whether as many wait as may."""
        return len(self._tickets) >= self._waiting + self._workers

    @property
    def calm(self) -> bool:
        """Whether nobody is being told that an answer is coming."""
        return self._calm.calm

    @property
    def empty(self) -> bool:
        """Whether nobody waits or is being answered."""
        return self._empty.is_set()

    async def idle(self) -> None:
        """Wait until nobody waits or is being answered."""
        await self._empty.wait()

    def ahead_of(self, ticket: Ticket) -> int:
        """How many unserved tickets are before one, less those that the threads are busy with."""
        ahead = 0
        for each in self._tickets:
            if each is ticket:
                break
            ahead += not each.answered
        return max(0, ahead - self._workers + 1)

    def leave(self, ticket: Ticket) -> None:
        """Give a place up."""
        self._tickets.pop(ticket, None)
        if self._last.get(ticket.channel) is ticket:
            del self._last[ticket.channel]
        self._look_whether_empty()

    def acknowledging(self, ticket: Ticket) -> AbstractAsyncContextManager[None]:
        """Within this somebody is told that an answer is coming; it ends when everybody has been told."""
        return self._calm.telling(ticket.number)

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Work that needs no place in the queue (a button), but is to be finished before the bot stops."""
        self._beside += 1
        self._empty.clear()
        try:
            yield
        finally:
            self._beside -= 1
            self._look_whether_empty()

    def _look_whether_empty(self) -> None:
        if not self._tickets and not self._beside:
            self._empty.set()

    async def once(self, question: Question, number: int) -> Reply:
        """Answer a question, or share the answer to the same question over the same edition of the index."""
        await self.warm()
        key = (question.model_dump_json(exclude={"id"}), self._service.edition)
        future = self._under_way.get(key)
        if future is None:
            future = asyncio.ensure_future(self._computed(partial(self._reply, question), number))
            self._under_way[key] = future
            future.add_done_callback(lambda done: self._keep(key, done))
        self._under_way.move_to_end(key)
        return await asyncio.shield(future)

    async def check(self, text: str, number: int) -> ClaimCheck:
        """Hold a message against the articles."""
        await self.warm()
        return await self._computed(partial(self._service.check, text), number)

    async def look_up(self, work: Callable[[], T]) -> T:
        """Run a short piece of work of the service's beside the queue."""
        await self.warm()
        return await asyncio.wrap_future(self._aside.submit(work))

    async def close(self, deadline: float) -> bool:
        """Take no more, wait until everybody has been answered; whether that was in time."""
        self._closed = True
        try:
            async with asyncio.timeout(deadline):
                await self.idle()
        except TimeoutError:
            return False
        finally:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._aside.shutdown(wait=False, cancel_futures=True)
        return True

    async def _computed(self, work: Callable[[], T], number: int) -> T:
        """Do it in a thread, after those who came before."""
        async with self._slots.slot(number):
            return await asyncio.wrap_future(self._threads.submit(work))

    def _reply(self, question: Question) -> Reply:
        answer = self._service.ask(question)
        if self._as_of is None or self._as_of.generation != answer.generation:
            found = self._service.as_of()
            self._as_of = found if found.generation == answer.generation else AsOf(generation=answer.generation)
        return Reply(answer, self._as_of)

    def _keep(self, key: tuple[str, ...], done: "asyncio.Future[Reply]") -> None:
        if done.cancelled() or done.exception() is not None:
            self._under_way.pop(key, None)
        while len(self._under_way) > _KEPT:
            self._under_way.popitem(last=False)
