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
from bot.evaluation.gold import Evidence, GoldQuestion, read_gold
from bot.models import Answer, Question
from bot.moderation.actors import Actor
from bot.moderation.trail import record
from bot.service import Service
from index.durable import replace, storage_faults
from index.locking import alone
from index.models import Frozen

if TYPE_CHECKING:
    from bot.answering import Answerer
    from bot.store import Store

FILE = "golden.jsonl"

_Change = Callable[[list[GoldQuestion]], list[GoldQuestion]]


class Given(Frozen):
    """What a generation answers to a golden question, as far as people compare it; ``right`` by the golden answer."""

    status: str
    short_answer: str | None = None
    quote: str | None = None
    source: str | None = None
    right: bool

    def __str__(self) -> str:
        """The answer in a few words, as people compare it."""
        if self.status == "declined":
            return "declined"
        return self.short_answer or self.quote or ""


class GateChange(Frozen):
    """A golden question that two generations answer differently; ``broken`` where it was right and no longer is."""

    id: str
    question: str
    before: Given
    after: Given
    broken: bool


class GateReport(Frozen):
    """How the golden questions fared: how many were asked, how many were right before and after, and what changed."""

    asked: int = 0
    right_before: int = 0
    right_after: int = 0
    changed: tuple[GateChange, ...] = ()

    @property
    def broken(self) -> tuple[GateChange, ...]:
        """The questions that were right and no longer are."""
        return tuple(change for change in self.changed if change.broken)


class Golden:
    """The golden questions of one corpus."""

    def __init__(self, service: Service, store: "Store") -> None:
        self._service = service
        self._store = store

    @property
    def path(self) -> Path:
        """Where the questions stand, or will when there is one."""
        return golden_path(self._service)

    def questions(self) -> list[GoldQuestion]:
        """All of them, in the order of the file. Raises QuestionsFault naming the line that is none."""
        return golden_questions(self._service)

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


def golden_path(service: Service) -> Path:
    """The file in the corpus folder if there is one, else the one beside the generations."""
    beside = service.settings.corpus / FILE
    return beside if beside.is_file() else service.snapshots.folder / FILE


def golden_questions(service: Service) -> list[GoldQuestion]:
    """The golden questions of a service's corpus. Raises QuestionsFault."""
    path = golden_path(service)
    return read_gold(path) if path.is_file() else []


def gate(old: "Answerer | None", new: "Answerer", questions: Sequence[GoldQuestion]) -> GateReport:
    """Ask the golden questions of two generations and compare; without an old one nothing can break."""
    changes = []
    right_before = right_after = 0
    for gold in questions:
        after = given(new.answer(Question(text=gold.question)), gold)
        before = given(old.answer(Question(text=gold.question)), gold) if old else after
        right_before += before.right
        right_after += after.right
        if before != after:
            broken = before.right and not after.right
            changes.append(GateChange(id=gold.id, question=gold.question, before=before, after=after, broken=broken))
    return GateReport(asked=len(questions), right_before=right_before, right_after=right_after, changed=tuple(changes))


def given(answer: Answer, gold: GoldQuestion) -> Given:
    """What was answered, and whether it is right: from the right sentence, or in the right words."""
    if answer.status == "declined":
        return Given(status="declined", right=not gold.answerable)
    first = answer.citations[0]
    words = {_plain(each) for each in gold.answers}
    is_right = gold.right_rank(answer.citations[:1]) == 1 or _plain(answer.short_answer or "") in words
    return Given(
        status="answered",
        short_answer=answer.short_answer,
        quote=first.quote,
        source=first.source,
        right=gold.answerable and is_right,
    )


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _id_of(text: str) -> str:
    return "g-" + hashlib.sha256(_plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]
