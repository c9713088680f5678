"""How often something was asked, answered, agreed on and voted for, day by day. Counts alone: no user, no question.

An answer that took another one's place is no further question. Refuses to judge what the counts mean.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Select, and_, case, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.models import AskedOnDay
from bot.store.tables import answers, superseded, votes

_MICROSECONDS_A_DAY = 86_400_000_000
_EPOCH = date(1970, 1, 1)
_DAY = (type_coerce(answers.c.asked_at, BigInteger) // _MICROSECONDS_A_DAY).label("day")


async def by_day(connection: AsyncConnection, since: datetime, guild_id: int | None) -> list[AskedOnDay]:
    """The days on which something was asked, in their order; of one server where it is named."""
    asked = {day: counts for day, *counts in await connection.execute(_asked(since, guild_id))}
    voted = {day: counts for day, *counts in await connection.execute(_voted(since, guild_id))}
    return [AskedOnDay(_day(number), *asked[number], *voted.get(number, (0, 0))) for number in sorted(asked)]


def _asked(since: datetime, guild_id: int | None) -> Select[Any]:
    relation = func.json_extract(answers.c.answer, "$.agreement.relation")
    counts = [_sum(answers.c.status == status) for status in ("answered", "declined")]
    relations = [_sum(relation == each) for each in ("agree", "disagree", "single")]
    return _of(select(_DAY, *counts, *relations), since, guild_id)


def _voted(since: datetime, guild_id: int | None) -> Select[Any]:
    up, down = (_sum(votes.c.value == value) for value in (1, -1))
    return _of(select(_DAY, up, down).join(votes, votes.c.key == answers.c.key), since, guild_id)


def _of(query: Select[Any], since: datetime, guild_id: int | None) -> Select[Any]:
    asked = and_(answers.c.asked_at >= since, answers.c.key.not_in(select(superseded.c.new_key)))
    query = query.where(asked).group_by(_DAY)
    return query if guild_id is None else query.where(answers.c.guild_id == guild_id)


def _sum(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=number)
