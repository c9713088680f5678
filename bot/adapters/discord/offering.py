"""Find the questions to suggest: made from the articles of each generation, and asked while nobody else asks.

Only what the index answered from the sentence it came from is offered. Refuses to hold anybody up: one question at a
time, beside the queue, and only while that is empty.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from bot.adapters.discord.logs import facts
from bot.models import Question
from bot.suggesting import Suggestions, answers_well, candidates

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

_MOST = 60
#: Seconds between looks for another generation.
_LOOK_AGAIN = 60.0


async def keep_offering(made: "Parts", *, pause: Pause = asyncio.sleep) -> None:
    """Keep the suggestions up with the generation in use, until it is cancelled."""
    known: str | None = None
    while True:
        try:
            generation = await made.desk.look_up(lambda: cast(Any, made.service).generation)
            if generation.name != known:
                known = generation.name
                await _offer(made, generation)
        except Exception:
            # Suggestions are a kindness; without them everything else works.
            log.exception("no suggestions", extra=facts(generation=known))
        await pause(_LOOK_AGAIN)


async def _offer(made: "Parts", generation: Any) -> None:
    tried = await made.desk.look_up(lambda: candidates(generation, _MOST))
    good: list[str] = []
    for candidate in tried:
        await made.desk.idle()
        question = Question(text=candidate.question)
        answer = await made.desk.look_up(partial(made.service.ask, question))
        if answer.generation != generation.name:
            return
        if answers_well(candidate, answer):
            good.append(candidate.question)
            made.suggestions = Suggestions(good)
    made.suggestions = Suggestions(good)
    log.info("suggestions ready", extra=facts(generation=generation.name, offered=len(good), tried=len(tried)))
