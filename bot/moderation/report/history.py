"""What the index held when: from the switches in the audit trail and the cards of the generations on disk. Pure.

An index that changed while nobody wrote it down (a build at the console) shows from the moment it was built. Refuses
to guess what lies between two entries: the index held what it held until the next one.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.moderation.report.models import Holding
from bot.moderation.trail import AuditRow
from index.models import Manifest

#: Entries after which another generation answers.
SWITCHES = ("refresh.switched", "refresh.confirmed", "index.rollback", "index.repaired")


def holdings(
    rows: Sequence[AuditRow], manifests: Iterable[Manifest], current: Manifest, *, corpus: str, since: datetime
) -> tuple[Holding, ...]:
    """What was held from when on, in order, beginning with what was held at ``since``.

    ``corpus`` is the name of the folder that the entries must be about, where they say so.
    """
    ours = [row for row in rows if row.action in SWITCHES and row.details.get("corpus", corpus) == corpus]
    told = [held for held in map(_from_entry, ours) if held]
    named = {row.after for row in ours if isinstance(row.after, str)}
    built = [_from_card(card) for card in (*manifests, current) if card.generation not in named]
    return _within(sorted({*told, *built}, key=lambda held: held.at), since)


def _from_entry(row: AuditRow) -> Holding | None:
    sentences, articles = row.details.get("sentences_after"), row.details.get("articles_after")
    if not isinstance(sentences, int):
        return None
    return Holding(row.at, sentences, articles if isinstance(articles, int) else None)


def _from_card(card: Manifest) -> Holding:
    return Holding(card.built_at, card.statistics.sentences, card.statistics.documents)


def _within(held: Sequence[Holding], since: datetime) -> tuple[Holding, ...]:
    """Those that held since a moment: what was held then begins with that moment."""
    before = [each for each in held if each.at <= since]
    at_the_beginning = (before[-1]._replace(at=since),) if before else ()
    return (*at_the_beginning, *(each for each in held if each.at > since))
