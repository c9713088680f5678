"""What happens to a question from its arrival to its answer, whichever way it came.

Admitted or kindly refused, acknowledged, answered in its turn, remembered, delivered. Refuses to know whether it came
as a command or as a message: that is the outlet's business.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.adapters.discord.cards import answer_card, notice_card
from bot.adapters.discord.cards.items import NO_KEY
from bot.adapters.discord.cards.layout import Style
from bot.adapters.discord.desk import Desk
from bot.adapters.discord.escaping import shown
from bot.adapters.discord.failing import tell_failure
from bot.adapters.discord.logs import facts
from bot.adapters.discord.outlets import Gone, Outlet, Thread
from bot.adapters.discord.phrases import Phrases
from bot.adapters.discord.rates import Rate, Rates, Wait
from bot.adapters.discord.seen import Seen
from bot.adapters.discord.servers import Servers
from bot.adapters.discord.tickets import Reply, Ticket
from bot.models import LONGEST_QUESTION, Question, Turn
from bot.store import Place, ServerSettings, Shown, Store

log = logging.getLogger(__name__)

#: Seconds after which somebody who waits is told where they stand.
PATIENCE = 1.5
#: An interaction's token lives for 15 minutes; what would come later is not sent.
TOKEN_LIFE = 14 * 60.0
#: Longer questions are declined by the service with a kind sentence; far longer ones are not carried around.
_LONGEST = 2 * LONGEST_QUESTION
_QUESTION_IN_NOTICE = 200
#: Refusals a minute in one channel that everybody reads.
_REFUSALS = 2


@dataclass(frozen=True)
class Asked:
    """One question as it arrived: who, where, what, and what it follows on. ``id`` is Discord's, for the logs."""

    id: int
    text: str
    user: int
    channel: int
    phrases: Phrases
    guild: int | None = None
    message: int | None = None
    previous: Callable[[], Awaitable[Turn | None]] | None = None
    private: bool = False
    style: Style = "components"
    threads: bool = False


class Asking:
    """Answers questions, each within its turn at the desk."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        servers: Servers,
        rates: Rates,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.desk = desk
        self._store, self._servers, self._rates = store, servers, rates
        self._patience, self._clock = patience, clock
        self._withdrawn = Seen()
        self._refusals = Rate(_REFUSALS)

    def refusal(self, asked: Asked) -> str | None:
        """Why a question is not taken now, or nothing; what is not refused counts for the rates."""
        if self.desk.closed:
            return asked.phrases.get("notice.closing")
        if self.desk.full:
            return asked.phrases.get("notice.full")
        wait = self._rates.admit(asked.user, asked.channel)
        return None if wait is None else words_for(wait, asked.phrases)

    def withdraw(self, message: int) -> None:
        """Leave a question unanswered that was deleted before its answer."""
        self._withdrawn.first(message)

    async def ask(self, asked: Asked, outlet: Outlet) -> str | None:
        """Answer a question; the key of the stored answer, or nothing where none was given."""
        # Nothing may be awaited before the ticket is taken: the order of arrival is the order of these calls.
        if (words := self.refusal(asked)) is not None:
            await self._refuse(asked, words, outlet)
            return None
        async with self.desk.join(asked.channel) as ticket:
            try:
                return await self._serve(asked, outlet, ticket)
            except Exception as error:
                await tell_failure(
                    error, lambda card: outlet.tell(card.styled(asked.style)), asked.phrases, id=asked.id
                )
                return None

    async def _refuse(self, asked: Asked, words: str, outlet: Outlet) -> None:
        """Say why not; where everybody reads it only now and then, or refusing would itself fill the channel."""
        log.info("refused", extra=facts(interaction=asked.id))
        if outlet.private or not self._refusals.wait(asked.channel):
            self._refusals.take(asked.channel)
            await outlet.tell(notice_card(words, style=asked.style))

    async def _serve(self, asked: Asked, outlet: Outlet, ticket: Ticket) -> str | None:
        async with self.desk.acknowledging(ticket):
            await outlet.acknowledge(private=asked.private)
            acknowledged = _ms(ticket)
        previous = await asked.previous() if asked.previous else None
        question = Question(text=asked.text[:_LONGEST], previous=previous)
        reply = await self._in_turn(ticket, question, asked, outlet)
        settings = await self._servers.of(asked.guild)
        key = await self._remember(asked, question, reply)
        card = answer_card(
            key, reply.answer, reply.as_of, phrases=asked.phrases, style=asked.style, shared=not asked.private
        )
        await ticket.turn()
        if self._clock() - ticket.arrived > TOKEN_LIFE or asked.message in self._withdrawn:
            raise Gone
        where = await outlet.deliver(card, thread=_thread(asked, settings))
        await self._note_where(key, where, asked.message)
        answer, ms = reply.answer, {"acknowledged_ms": acknowledged, "ms": _ms(ticket)}
        ids = facts(interaction=asked.id, answer=key, generation=answer.generation, status=answer.status, **ms)
        log.info("answered", extra=ids)
        return key

    async def _in_turn(self, ticket: Ticket, question: Question, asked: Asked, outlet: Outlet) -> Reply:
        """The answer; whoever waits long is told once how many are before them."""
        answering = asyncio.ensure_future(ticket.answer(question))
        try:
            done, _ = await asyncio.wait([answering], timeout=self._patience)
            if not done and (ahead := ticket.ahead):
                words = asked.phrases.get("notice.queued", position=ahead + 1)
                await outlet.tell(notice_card(words, style=asked.style))
            return await answering
        finally:
            answering.cancel()

    async def _remember(self, asked: Asked, question: Question, reply: Reply) -> str:
        place = Place(guild_id=asked.guild, channel_id=asked.channel, message_id=asked.message)
        try:
            stored = await self._store.remember(reply.answer, question=question, place=place, asker=asked.user)
        except Exception:
            # An answer that cannot be kept (a full disk) is still an answer; its buttons say that it is gone.
            log.exception("cannot remember", extra=facts(interaction=asked.id))
            return NO_KEY
        return stored.key

    async def _note_where(self, key: str, where: Shown | None, question: int | None) -> None:
        """Let a reply to the answer, or to the question, find the answer, and whoever corrects it find the card."""
        if key == NO_KEY:
            return
        if where is not None:
            await self._store.shown(key, where.message_id, where.channel_id)
        if question is not None:
            await self._store.shown(key, question)


def words_for(wait: Wait, phrases: Phrases) -> str:
    """What to say to somebody who has to wait."""
    key = "notice.slow_down" if wait.whose == "user" else "notice.channel_busy"
    return phrases.get(key, count=max(1, round(wait.seconds)))


def _thread(asked: Asked, settings: ServerSettings) -> Thread | None:
    if not (settings.threads and asked.threads) or asked.private:
        return None
    words = asked.phrases.get("notice.in_thread", question=shown(asked.text, limit=_QUESTION_IN_NOTICE))
    return Thread(asked.phrases.get("thread.name", question=asked.text), notice_card(words, style=asked.style))


def _ms(ticket: Ticket) -> int:
    return round((time.monotonic() - ticket.arrived) * 1000)
