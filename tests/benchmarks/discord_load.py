"""Measure the bot under load: how soon a question is acknowledged and answered, seen from the other end of the wire.

The small Discord runs here, the bot in a process of its own: first over a service that answers at once (what the
adapter costs), then over the real one. Run it by hand: ``python -m tests.benchmarks.discord_load [instant|real …]``;
``--only burst`` and ``--burst 100`` make it shorter. The bars: acknowledged in 100 ms (p99, also in the burst), 20 ms
for the adapter's part of an answer (p95 at 20 a second), 500 ms with the real answerer (p95 at 5 a second), every
question answered and each channel's in order, 300 MB. "Told by bot" is its own account of the acknowledgements: from a
question's arrival in its queue until Discord had taken note.
"""

import argparse
import asyncio
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from tests.commands import ROOT, environment
from tests.discord.server import Exchange, FakeDiscord, Request
from tests.discord.server.pointing import pointed_at

TOKEN = "token"
CHANNELS = 25
#: Questions a second, and how many of them; the burst comes all at once.
RATES = ((1, 20), (5, 60), (20, 200))
_LONGEST_WAIT = 600.0


class Scenario(NamedTuple):
    """So many questions at a rate; rate 0 is all at once, ``same`` is one question over and over."""

    name: str
    rate: float
    count: int
    same: bool = False


class Timing(NamedTuple):
    """One question: milliseconds from its sending to its acknowledgement, and to its answer."""

    acknowledged: float
    answered: float


def scenarios(burst: int) -> Iterator[Scenario]:
    """What is measured, from quiet to loud."""
    for rate, count in RATES:
        yield Scenario(f"{rate} a second", rate, count)
    yield Scenario(f"burst of {burst}", 0, burst)
    yield Scenario(f"burst of {burst}, one question", 0, burst, same=True)


def chosen() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", default=["instant", "real"], metavar="instant|real")
    parser.add_argument("--only", default="", help="scenarios whose name contains this")
    parser.add_argument("--burst", type=int, default=500, help="questions in a burst")
    return parser.parse_args()


async def main() -> None:
    """Print a table for each kind of service."""
    asked = chosen()
    # The pauses of this process must not be taken for the bot's.
    gc.disable()
    for kind in asked.kinds:
        wanted = [each for each in scenarios(asked.burst) if asked.only in each.name]
        with tempfile.TemporaryDirectory() as folder:
            async with FakeDiscord(token=TOKEN) as discord:
                await _measure(kind, discord, Path(folder), wanted)


async def _measure(kind: str, discord: FakeDiscord, data: Path, wanted: list[Scenario]) -> None:
    guild = discord.guild()
    channels = [discord.world.add_channel(guild, f"channel-{number}") for number in range(CHANNELS)]
    begun = time.monotonic()
    async with _bot(kind, discord, data) as process:
        await discord.connected()
        print(f"\n{kind} service: connected after {time.monotonic() - begun:.2f} s")
        heads = ("acknowledged p50", "p95", "p99", "told by bot p99", "answered p50", "p95", "p99", "processor each")
        columns = "".join(f"{head:>17}" for head in heads)
        print(f"{'':<28}{'answered':>12}{'in order':>10}{columns}")
        for scenario in (Scenario("warming up", 5, 20), *wanted):
            before = _processor_seconds(process.pid)
            timings, order = await _run(scenario, discord, channels)
            each = (_processor_seconds(process.pid) - before) * 1000 / scenario.count
            _print(scenario, timings, order, _told_by_the_bot(data, scenario.count), each)
        print(f"peak memory of the bot: {_peak_memory(process.pid):.0f} MB")


async def _run(scenario: Scenario, discord: FakeDiscord, channels: list[dict]) -> tuple[list[Timing], bool]:
    people = [discord.person(f"Person {number}") for number in range(50)]
    sent: list[tuple[Exchange, float]] = []
    discord.recording.requests.clear()
    start = time.monotonic()
    for number in range(scenario.count):
        if scenario.rate:
            await asyncio.sleep(max(0.0, start + number / scenario.rate - time.monotonic()))
        question = _question(scenario, number)
        at = time.monotonic()
        sent.append((await people[number % 50].asks(channels[number % CHANNELS], question), at))
        await asyncio.sleep(0)  # what the bot says meanwhile is heard when it comes
    await _all_answered(discord, scenario.count)
    return _timings(discord, sent)


def _question(scenario: Scenario, number: int) -> str:
    if scenario.same:
        return f"who mediated between the two countries at {scenario.name}?"
    words = _WORDS[number * 3 % len(_WORDS) :][:3]
    return f"what is said about {' '.join(words)} {scenario.name} {number}?"


async def _all_answered(discord: FakeDiscord, count: int) -> None:
    async with asyncio.timeout(_LONGEST_WAIT):
        while len(_answers(discord)) < count:
            await asyncio.sleep(0.1)
    await asyncio.sleep(0.2)


def _answers(discord: FakeDiscord) -> list[Request]:
    """The requests that brought an answer; what only told somebody their place in the queue is shorter."""
    edits = discord.recording.of("PATCH", "/messages/{message}")
    return [each for each in edits if len(each.body["components"][0]["components"]) > 1]


def _timings(discord: FakeDiscord, sent: list[tuple[Exchange, float]]) -> tuple[list[Timing], bool]:
    acknowledged = {each.path.split("/")[3]: each.at for each in discord.recording.of("POST", "/callback")}
    answered = {each.path.split("/")[3]: each.at for each in _answers(discord)}
    timings, latest, order = [], dict[str, float](), True
    for exchange, at in sent:
        token, channel = exchange.interaction.token, exchange.interaction.payload["channel_id"]
        timings.append(Timing((acknowledged[token] - at) * 1000, (answered[token] - at) * 1000))
        order = order and answered[token] >= latest.get(channel, 0.0)
        latest[channel] = answered[token]
        del discord.world.interactions[token]
    return timings, order


def _told_by_the_bot(data: Path, count: int) -> list[float]:
    """Milliseconds until the latest questions were acknowledged, as the bot's own log has them."""
    lines = (json.loads(line) for line in (data / "log").read_text("utf-8").splitlines() if line.startswith("{"))
    return [line["acknowledged_ms"] for line in lines if line["event"] == "answered"][-count:]


def _print(scenario: Scenario, timings: list[Timing], order: bool, told: list[float], processor: float) -> None:
    acknowledged, answered = (_cuts([each[column] for each in timings]) for column in range(2))
    figures = (*acknowledged, _cuts(told)[-1], *answered, processor)
    shown = "".join(f"{figure:>14.1f} ms" for figure in figures)
    print(f"{scenario.name:<28}{len(timings):>8}/{scenario.count:<3}{'yes' if order else 'NO':>10}{shown}", flush=True)


def _cuts(values: list[float]) -> tuple[float, float, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


@asynccontextmanager
async def _bot(kind: str, discord: FakeDiscord, data: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    unlimited = {"ONRECORD_DISCORD_USER_RATE": "0", "ONRECORD_DISCORD_CHANNEL_RATE": "0"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __spec__.name, "bot", kind, discord.url),
        cwd=ROOT,
        env=environment(data, ONRECORD_DISCORD_TOKEN=TOKEN, **unlimited),
        stderr=(data / "log").open("wb"),
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


def _processor_seconds(pid: int) -> float:
    """What the bot has used of the processor, its own and the system's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def bot(kind: str, url: str) -> None:
    """The bot's process: the command line itself, over the real service or one that answers at once."""
    from bot.commands import running

    if kind == "instant":
        from tests.discord.stand_ins import StandInService

        running.Run.opened = property(lambda _: StandInService())  # type: ignore[assignment]
    sys.argv = ["onrecord", "discord"]
    from bot.__main__ import main as onrecord

    with pointed_at(url):
        onrecord()


def _words() -> list[str]:
    """Words of the articles, so that every question finds something."""
    text = " ".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    return [word for word in text.split() if word.isalpha() and len(word) > 5]


_WORDS = _words()

if __name__ == "__main__":
    if sys.argv[1:2] == ["bot"]:
        bot(*sys.argv[2:4])
    else:
        asyncio.run(main())
