"""Snowflakes: ids that carry the time at which they were made, as Discord's do. The library reads the time off them."""

import itertools
import time

_EPOCH = 1_420_070_400_000
_counter = itertools.count()


def snowflake() -> int:
    """A new id, unique in this process: 42 bits of milliseconds, 22 bits of a counter."""
    return (int(time.time() * 1000) - _EPOCH) << 22 | next(_counter) & 0x3FFFFF


def on_shard(shard: int, shards: int) -> int:
    """A new guild id that Discord would give to this shard: its time, taken modulo, decides."""
    made = snowflake()
    moment = made >> 22
    return (moment - (moment - shard) % shards) << 22 | made & 0x3FFFFF
