"""Golden questions: a server's own questions with right answers, asked of every generation before it may answer.

They stand in ``golden.jsonl`` in the corpus folder if there is one, else beside the generations, in the format of
``bot/evaluation/gold.py``. A question that was right and is no longer right breaks the gate; any other difference is
shown and stops nothing. Refuses to change a line that it was not asked to change.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import QuestionsFault
from bot.evaluation.gold import Evidence, GoldQuestion
from bot.models import Answer
from bot.moderation.actors import Actor
from bot.moderation.gate import GateChange, GateReport, Given, gate, golden_path, golden_questions, plain
from bot.moderation.trail import record
from bot.service import Service
from index.durable import replace, storage_faults
from index.locking import alone

if TYPE_CHECKING:
    from bot.store import Store

__all__ = ["GateChange", "GateReport", "Given", "Golden", "gate"]

_Change = Callable[[list[GoldQuestion]], list[GoldQuestion]]


class Golden:
    """The golden questions of one corpus."""

    def __init__(self, service: Service, store: "Store") -> None:
        self._service = service
        self._store = store

    @property
    def path(self) -> Path:
        """Where the questions stand, or will when there is one."""
        return golden_path(self._service.settings.corpus, self._service.snapshots)

    def questions(self) -> list[GoldQuestion]:
        """All of them, in the order of the file. Raises QuestionsFault naming the line that is none."""
        return golden_questions(self._service.settings.corpus, self._service.snapshots)

    async def add(
        self,
        actor: Actor,
        question: str,
        evidence: Sequence[Evidence] = (),
        *,
        answers: Sequence[str] = (),
        answerable: bool = True,
    ) -> GoldQuestion:
        """Add a question, in place of an earlier one of the same words; without evidence it is one to be declined."""
        text = " ".join(question.split())
        if not text:
            raise QuestionsFault("A golden question needs words", where="the question", advice="Write it out.")
        added = GoldQuestion(
            id=_id_of(text),
            question=text,
            answerable=answerable and bool(evidence or answers),
            answers=tuple(answers),
            evidence=tuple(evidence),
        )
        self._change(lambda kept: [*(each for each in kept if each.id != added.id), added])
        await record(self._store, actor, "golden.added", after=added.model_dump(mode="json"))
        return added

    async def add_from(self, answer: Answer, actor: Actor) -> GoldQuestion:
        """Add a question as it was answered: what it cites is right from now on, or declining it is."""
        cited = [citation for citation in answer.citations if citation.supports] or list(answer.citations[:1])
        evidence = [Evidence(source=each.source, contains=each.quote) for each in cited]
        answers = [answer.short_answer] if answer.short_answer else []
        question = answer.understood or answer.question
        return await self.add(actor, question, evidence, answers=answers, answerable=answer.status == "answered")

    async def remove(self, question_id: str, actor: Actor) -> GoldQuestion:
        """Take a question away. Raises QuestionsFault where there is none of that id."""
        found = next((each for each in self.questions() if each.id == question_id), None)
        if found is None:
            advice = "See them with `onrecord golden list`."
            raise QuestionsFault("There is no golden question of this id", where=question_id, advice=advice)
        self._change(lambda kept: [each for each in kept if each.id != question_id])
        await record(self._store, actor, "golden.removed", before=found.model_dump(mode="json"))
        return found

    def _change(self, changed: _Change) -> None:
        path, folder = self.path, self._service.snapshots.folder
        with storage_faults(path), alone(folder / "golden.lock"):
            lines = [each.model_dump_json(exclude_defaults=True) for each in changed(self.questions())]
            replace(path, "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))


def _id_of(text: str) -> str:
    return "g-" + hashlib.sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]
