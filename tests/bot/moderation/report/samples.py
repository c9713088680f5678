"""Reports to draw: one with everything in it, one about nothing. ``words`` stands wherever people write."""

from datetime import UTC, date, datetime, timedelta

from bot.moderation.report.models import GoldenResult, Holding, OpenQuestion, Publisher, Report, Waiting
from bot.moderation.trail import AuditRow
from bot.reports import AsOf
from bot.store import AskedOnDay
from index.models import Fault

NOW = datetime(2024, 1, 31, 12, 40, tzinfo=UTC)
SINCE = NOW - timedelta(days=30)


def full(words: str | None = None) -> Report:
    """A report with every part; ``words`` in place of everything that comes from outside."""
    return Report(
        made_at=NOW,
        since=SINCE,
        corpus=words or "seeds",
        as_of=AsOf(generation="be3ada383cfb", built_at=NOW),
        holdings=tuple(
            Holding(SINCE + timedelta(days=day), 113 + 12 * day, 5 + day // 4) for day in (0, 3, 4, 9, 16, 22, 28)
        ),
        publishers=(
            Publisher(words or "Border Times", 12, 210, date(2024, 1, 20)),
            Publisher(None, 5, 113),
            Publisher(words or "اخبارِ شمال", 2, 40),
        ),
        withdrawn=2,
        faults=(Fault(source=words or "a.pdf", reason=words or "is encrypted", advice=words or "Save it anew."),),
        days=(
            AskedOnDay(date(2024, 1, 3), 20, 4, agree=8, disagree=2, single=9, up=2, down=1),
            AskedOnDay(date(2024, 1, 30), 10, 6, agree=4, disagree=1, single=3, up=1),
        ),
        gaps=(
            OpenQuestion(words or "Which aircraft were used?", 12, 0, NOW, (words or "aircraft",), 3),
            OpenQuestion(words or "کس نے ثالثی کی؟", 1, 3, NOW),
        ),
        golden=(
            GoldenResult(words or "who mediated?", right=True, answer=words or "China"),
            GoldenResult(words or "when was it?", right=False, answer=words or "declined"),
        ),
        waiting=Waiting(NOW, words or "Amina (discord)", (words or "40 of 113 sentences (35 %) would go.",)),
        changes=(
            AuditRow(
                number=9,
                at=NOW,
                by=words or "Amina",
                origin="discord",
                guild_id=42,
                action=words or "source.withdrawn",
                before=words or "answers",
                after=words or "withdrawn",
                details={words or "source": words or "added/2024-01-18.txt"},
            ),
            AuditRow(
                number=8,
                at=NOW - timedelta(hours=5),
                by="Onrecord",
                origin="schedule",
                action="refresh.switched",
                before="be3ada383cfb",
                after="12345abcdef0",
                details={"added": 2, "changed": 0, "removed": 1, "sentences_before": 113, "sentences_after": 160},
            ),
        ),
    )


def empty() -> Report:
    """A report about an index of which nobody has asked anything yet."""
    held = (Holding(NOW, 113, 5),)
    as_of = AsOf(generation="be3ada383cfb", built_at=NOW)
    publishers = (Publisher(None, 5, 113),)
    return Report(made_at=NOW, since=SINCE, corpus="seeds", as_of=as_of, holdings=held, publishers=publishers)
