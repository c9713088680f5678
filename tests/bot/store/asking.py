"""Remember answers in few words, for tests of the store."""

from bot.models import Answer, Question
from bot.store import Place, Store, StoredAnswer
from tests.bot.answers import answered

ASKER = 205_000_000_000_000_001
SOMEBODY_ELSE = 205_000_000_000_000_002
SERVER = 105_000_000_000_000_001
HERE = Place(guild_id=SERVER, channel_id=305_000_000_000_000_001, message_id=405_000_000_000_000_001)


async def asked(
    store: Store,
    text: str = "who mediated?",
    answer: Answer | None = None,
    *,
    asker: int | None = ASKER,
    place: Place = HERE,
) -> StoredAnswer:
    return await store.remember(answer or answered(), question=Question(text=text), place=place, asker=asker)
