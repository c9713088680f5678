"""Between values and rows, both ways. Pure."""

import json
import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from bot.errors import StoreDamaged
from bot.models import Answer, Citation, Question
from bot.store.models import AuditEntry, Gap, Place, ServerSettings, StoredAnswer
from bot.text import whole

_log = logging.getLogger(__name__)

#: Sentences that are told of a question without a good answer.
_NEAREST = 3
_BLANKS = re.compile(r"[\s\0]+")


def row_of(stored: StoredAnswer) -> dict[str, Any]:
    """The row that keeps an answer."""
    return {
        "key": stored.key,
        "asked_at": stored.asked_at,
        "question": stored.question.model_dump(mode="json"),
        "answer": stored.answer.model_dump(mode="json"),
        "status": stored.answer.status,
        "generation": stored.answer.generation,
        "alike": alike(stored.answer.understood or stored.question.text),
        **stored.place.model_dump(),
        "asker": stored.asker_hash,
    }


def stored_from(row: Any) -> StoredAnswer:
    """The answer that a row keeps. Raises StoreDamaged where this version cannot read it."""
    try:
        return StoredAnswer(
            key=row.key,
            answer=Answer.model_validate(row.answer),
            question=Question.model_validate(row.question),
            asked_at=row.asked_at,
            place=Place(guild_id=row.guild_id, channel_id=row.channel_id, message_id=row.message_id),
            asker_hash=row.asker,
        )
    except ValidationError as error:
        advice = "Another version of Onrecord kept it; ask the question again"
        raise StoreDamaged("An answer that is kept cannot be read", where=row.key, advice=advice) from error


def readable(rows: Iterable[Any]) -> Iterator[StoredAnswer]:
    """The answers that rows keep, without those that this version cannot read."""
    for row in rows:
        try:
            yield stored_from(row)
        except StoreDamaged as fault:
            _log.warning("passed over: %s", fault)


def settings_from(kept: Mapping[str, Any] | None) -> ServerSettings:
    """A server's settings; what another version added is passed over, what is missing has its default."""
    known = {name: value for name, value in (kept or {}).items() if name in ServerSettings.model_fields}
    try:
        return ServerSettings.model_validate(known)
    except ValidationError as error:
        advice = "Another version of Onrecord kept them; choose them again"
        raise StoreDamaged("A server's settings cannot be read", where="/settings", advice=advice) from error


def gap_from(row: Any) -> Gap:
    """A group of questions without a good answer."""
    reason = row.answer.get("reason") or {}
    shown = row.answer.get("citations") or row.answer.get("nearest") or []
    return Gap(
        question=row.answer.get("understood") or row.question["text"],
        alike=row.alike,
        declined=row.declined,
        voted_down=row.voted_down,
        missing=tuple(reason.get("missing_terms", ())),
        nearest=tuple(_citations(shown[:_NEAREST])),
        latest=row.latest,
    )


def _citations(kept: Sequence[Any]) -> Iterator[Citation]:
    """The citations that this version can read; a gap is worth counting without the others."""
    for each in kept:
        with suppress(ValidationError):
            yield Citation.model_validate(each)


def entry_from(row: Any) -> AuditEntry:
    """One entry of the audit trail."""
    return AuditEntry(
        number=row.number,
        at=row.at,
        action=row.action,
        actor_hash=row.actor,
        guild_id=row.guild_id,
        details=row.details,
    )


def changes(before: ServerSettings, after: ServerSettings) -> dict[str, Any]:
    """What differs between two settings: name → [before, after]."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {name: [old[name], new[name]] for name in new if old[name] != new[name]}


def alike(question: str) -> str:
    """The same text for questions that differ in case, blanks or closing marks: " WHO  mediated ?" → "who mediated"."""
    folded = unicodedata.normalize("NFKC", whole(question)).casefold()
    return _BLANKS.sub(" ", folded).strip(" ?!.…؟")


def plain(value: Any) -> Any:
    """A value as JSON can say it, for whoever exports; moments in ISO 8601."""
    return json.loads(json.dumps(value, default=datetime.isoformat))
