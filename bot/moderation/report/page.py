"""The report as one page of HTML: nothing is loaded from elsewhere, no script runs, and every word is escaped.

A template fills in values; each word on its way to the page is made harmless and escaped, wherever it comes from. The
page's own content policy allows nothing but its style sheet, known by its hash. Refuses to gather anything.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.moderation.report import charts
from bot.moderation.report.models import Publisher, Report
from bot.moderation.wording import shortened, told, who
from bot.store import AskedOnDay
from bot.text import harmless

if TYPE_CHECKING:
    from jinja2 import Template

_A_DAY = timedelta(days=1)
OUTCOMES = ("answered", "declined")
#: Publishers that are named; the rest is summed up.
MOST_PUBLISHERS = 12
#: Faults and duplicates that are named.
MOST_SKIPPED = 10
#: Golden questions that are shown one by one, the wrong ones first.
MOST_GOLDEN = 40
#: No title, question or value on the page is longer.
LONGEST = 240


class Rates(NamedTuple):
    """Counts over the whole period, and the divided bars that show them."""

    asked: int
    answered: int
    outcome: tuple[charts.Share, ...]
    agreement: tuple[charts.Share, ...]
    disagree: int
    up: int
    down: int


def page(report: Report) -> str:
    """The report as HTML."""
    style = _part("report.css")
    view = {
        "report": report,
        "style": style,
        "policy": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "held": _held(report),
        "publishers": _named(report.publishers),
        "asked": _asked(report),
        "rates": _rates(report.days),
        "outcomes": OUTCOMES,
        "most_skipped": MOST_SKIPPED,
        "most_golden": MOST_GOLDEN,
        "geometry": charts,
    }
    return _template().render(view)


def _held(report: Report) -> list[tuple[str, charts.Steps]]:
    """The plots of what the index held; articles only where they were written down."""
    sentences = [(each.at, each.sentences) for each in report.holdings]
    articles = [(each.at, each.articles) for each in report.holdings if each.articles is not None]
    plots = []
    for name, points in (("Sentences", sentences), ("Articles", articles)):
        if points:
            since = max(report.since, min(points[0][0], report.made_at - _A_DAY))
            plots.append((name, charts.steps(points, since, report.made_at)))
    return plots


def _named(publishers: Sequence[Publisher]) -> list[tuple[Publisher, float]]:
    """Publishers with the length of their bars (0 to 100); those beyond the first few summed up as one."""
    first, rest = list(publishers[:MOST_PUBLISHERS]), publishers[MOST_PUBLISHERS:]
    if rest:
        dates = [each.newest for each in rest if each.newest]
        articles, sentences = sum(each.articles for each in rest), sum(each.sentences for each in rest)
        first.append(Publisher(f"{len(rest):,} others", articles, sentences, max(dates, default=None)))
    most = max((each.sentences for each in first), default=0) or 1
    return [(each, round(100 * each.sentences / most, 1)) for each in first]


def _asked(report: Report) -> charts.Bars | None:
    if not report.days:
        return None
    counts = [(each.day, (each.answered, each.declined)) for each in report.days]
    return charts.bars(counts, report.since.date(), report.made_at.date(), OUTCOMES)


def _rates(days: Sequence[AskedOnDay]) -> Rates:
    answered, declined = sum(each.answered for each in days), sum(each.declined for each in days)
    agree, disagree = sum(each.agree for each in days), sum(each.disagree for each in days)
    single = sum(each.single for each in days)
    up, down = sum(each.up for each in days), sum(each.down for each in days)
    relations = (
        ("sources agree", agree, 4),
        ("one source alone", single, 0),
        ("several answers, or none marked", answered - agree - disagree - single, 2),
        ("sources disagree", disagree, 3),
    )
    outcome = charts.shares((("answered", answered, 0), ("declined", declined, 1)))
    return Rates(answered + declined, answered, outcome, charts.shares(relations), disagree, up, down)


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True)
    environment.lstrip_blocks = True
    environment.filters |= {
        "number": lambda value: f"{value:,}",
        "day": _day,
        "short_day": lambda value: f"{value.day} {value:%b %Y}",
        "moment": _moment,
        "short": lambda words: shortened(str(words), LONGEST),
        "count": _count,
        "percent": charts.percent,
        "who": who,
        "told": lambda row: list(told(row)),
    }
    return environment.from_string(_part("report.html"))


def _shown(value: Any) -> Any:
    """The last thing that happens to every value before it is escaped."""
    return harmless(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _moment(value: datetime) -> str:
    return f"{_day(value)}, {value:%H:%M} UTC"


def _count(value: int, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 → "1 article", 5 → "5 articles"."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"
