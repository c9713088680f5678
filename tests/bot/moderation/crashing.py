"""Kill moderators' work in the middle and say what is left: ``python -m tests.bot.moderation.crashing FOLDER KILLS``.

Each kill hits a fork of this process that refreshes, withdraws, restores and rolls back, with a store and a building
process of its own. Half of them end themselves at their n-th touch of the file system; the others are killed from
outside together with what they have started. Then a start must find a whole generation, the lists must be readable,
nothing that was acknowledged may be lost, and nobody may be locked out. Prints one line a kill.
"""

import asyncio
import json
import os
import random
import select
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bot.memory import utc_now
from bot.moderation.refreshing import Refreshes
from bot.moderation.refreshing.turns import turn
from bot.moderation.trail import audit_rows
from bot.service import Service
from bot.settings import Settings
from bot.store import Store
from tests.bot.moderation.moderating import AMINA, BORDER, ENVOYS, NOON, TRUCE

_TOUCHES = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "shutil.rmtree"})
#: Touches of the file system within which a process kills itself: some two rounds of work.
_WITHIN = 600
_SECONDS = 4.0

Tell = Callable[[str, str], None]


class Told(NamedTuple):
    """What a process said before it was killed: begun or done, what, and what came of it."""

    state: str
    what: str
    result: str


def settings_in(folder: Path) -> Settings:
    """Settings that keep everything in a folder, with a corpus that is there."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for name, text in {"truce": TRUCE, "envoys": ENVOYS, "border": BORDER}.items():
        (corpus / f"{name}.txt").write_text(text, "utf-8")
    return Settings(corpus=corpus, data=folder / "data", reader=False, refresh=False)


async def moderate(settings: Settings, randomly: random.Random, tell: Tell) -> None:
    """Do what moderators do, one thing after the other, until killed."""
    service = Service(settings)
    store = await Store.open(settings.data / "store.sqlite", clock=utc_now, key=b"k" * 32)
    refreshes = Refreshes(service, store, settings)
    for _ in count():
        what = randomly.choice(["refresh", "refresh", "withdraw", "restore", "rollback"])
        tell("begun", what)
        if what == "refresh":
            text = f"Report {randomly.randrange(10**6)} came from the border on Friday.\n"
            (settings.corpus / "report.txt").write_text(text, "utf-8")
            outcome = await refreshes.refresh(AMINA, confirmed=True)
            tell("done", f"refresh {outcome.report.generation_after}")
        elif what == "rollback":
            others = [kept.name for kept in refreshes.history() if not kept.current]
            if others:
                await refreshes.rollback(randomly.choice(others), AMINA)
            tell("done", f"rollback {service.generation.name}")
        else:
            change = service.snapshots.withdrawals.add if what == "withdraw" else service.snapshots.withdrawals.remove
            change("border.txt")
            tell("done", f"{what} border.txt")


def killed(settings: Settings, randomly: random.Random) -> list[Told]:
    """Moderate in a fork, kill it, and return what it had told."""
    at_touch = randomly.randrange(_WITHIN) if randomly.random() < 0.5 else None
    reader, writer = os.pipe()
    seed = randomly.random()
    process = os.fork()
    if process == 0:
        os.close(reader)
        try:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            if at_touch is not None:
                _die_at(at_touch)
            told = random.Random(seed)
            asyncio.run(moderate(settings, told, lambda *what: _write(writer, " ".join(what))))
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as lines:
        if at_touch is None:
            select.select([lines], [], [], 60)
            select.select([], [], [], randomly.uniform(0, _SECONDS))
            os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
        said = lines.read().decode().splitlines()
    return [Told(*(*line.split(), "")[:3]) for line in said]


def _die_at(touch: int) -> None:
    seen = count()

    def hook(event: str, _arguments: object) -> None:
        if event in _TOUCHES and next(seen) == touch:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _write(writer: int, line: str) -> None:
    os.write(writer, f"{line}\n".encode())


def look(settings: Settings, told: list[Told]) -> str:
    """What a start finds; raises where something is broken, lost or locked."""
    service = Service(settings)
    generation = service.generation
    if generation.broken_sentences():
        raise AssertionError(f"generation {generation.name} is not whole")
    withdrawn = service.withdrawn()
    last = told[-1] if told else Told("", "", "")
    if last.state == "done" and last.what in ("refresh", "rollback") and generation.name != last.result:
        raise AssertionError(f"{last} was acknowledged, but {generation.name} answers")
    lists = [each for each in told if each.what in ("withdraw", "restore")]
    if lists and lists[-1].state == "done" and (lists[-1].what == "withdraw") != ("border.txt" in withdrawn):
        raise AssertionError(f"{lists[-1]} was acknowledged, but withdrawn are {sorted(withdrawn)}")
    for path in service.snapshots.folder.glob("*.json"):
        json.loads(path.read_bytes())
    with turn(service.snapshots.folder, AMINA, utc_now):
        pass
    asyncio.run(_store_is_sound(settings, told))
    return f"{generation!r}, withdrawn: {sorted(withdrawn)}"


async def _store_is_sound(settings: Settings, told: list[Told]) -> None:
    store = await Store.open(settings.data / "store.sqlite", clock=utc_now, key=b"k" * 32)
    try:
        if store.notice:
            raise AssertionError(store.notice)
        switched = {row.after for row in await audit_rows(store, NOON) if row.after}
        lost = {each.result for each in told if each.state == "done" and each.what == "refresh"} - switched
        if lost and not lost <= {row.before for row in await audit_rows(store, NOON)}:
            raise AssertionError(f"switched to {lost} without a word in the trail")
    finally:
        await store.close()


def main() -> None:
    """Kill, look, and report."""
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0
    randomly = random.Random(seed)
    settings = settings_in(folder)
    Service(settings).build()
    for _ in range(kills):
        told = killed(settings, randomly)
        done = sum(each.state == "done" for each in told)
        print(f"killed after {done} acknowledged, in {told[-1].what if told else 'opening'}: {look(settings, told)}")


if __name__ == "__main__":
    main()
