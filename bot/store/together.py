"""Write together what arrives together: whoever's turn it is writes for all who wait, with one commit.

A commit waits for the disk, whether it holds one answer or a hundred. Nobody is told "done" before the commit. Refuses
to let one entry that cannot be written spoil the others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.errors import StoreFault

Entry = TypeVar("Entry")


@dataclass(eq=False)
class _Waiting(Generic[Entry]):
    entry: Entry
    written: bool = False
    error: Exception | None = None


class Together(Generic[Entry]):
    """Entries of one kind; ``write`` writes several of them in one transaction, ``turn`` is shared by all writers."""

    def __init__(self, write: Callable[[Sequence[Entry]], Awaitable[None]], turn: asyncio.Lock) -> None:
        self._write = write
        self._turn = turn
        self._waiting: list[_Waiting[Entry]] = []

    async def add(self, entry: Entry) -> None:
        """Return when the entry is on the disk; raise what kept it from there."""
        mine = _Waiting(entry)
        self._waiting.append(mine)
        try:
            async with self._turn:
                if not mine.written and mine.error is None:
                    await self._write_all_who_wait()
        except asyncio.CancelledError:
            self._waiting = [each for each in self._waiting if each is not mine]
            raise
        if mine.error is not None:
            raise mine.error

    async def _write_all_who_wait(self) -> None:
        batch, self._waiting = self._waiting, []
        try:
            await self._write_or_tell(batch)
        except BaseException:
            # Cancelled half way: the others still wait for their turn and write themselves then.
            self._waiting = [*batch, *self._waiting]
            raise

    async def _write_or_tell(self, batch: Sequence[_Waiting[Entry]]) -> None:
        try:
            await self._write([each.entry for each in batch])
        except Exception as error:
            if len(batch) == 1 or isinstance(error, StoreFault):
                for each in batch:
                    each.error = error
                return
            for each in batch:
                await self._write_or_tell([each])
        else:
            for each in batch:
                each.written = True
