"""Decide whether another generation may answer, or must wait for a moderator.

It waits where it would lose too much, and where a golden question that was right is right no longer; any other answer
that changes is shown and stops nothing. Pure but for reading the questions. Refuses to switch, and to know who asks.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import QuestionsFault
from bot.models import Answer, Question
from index.comparing import RefreshReport
from index.models import Frozen
from index.snapshot import Snapshots

if TYPE_CHECKING:
    from bot.answering import Answerer
    from bot.evaluation.gold import GoldQuestion

FILE = "golden.jsonl"


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


def reasons(report: RefreshReport, gate: GateReport | None, *, most_lost: int) -> tuple[str, ...]:
    """Why a generation must wait, in sentences for people; none where it may answer.

    ``most_lost`` is the percentage of sentences that may go without anybody being asked.
    """
    found = []
    if not report.sentences_after:
        found.append("No sentence would be left that can be quoted.")
    elif report.sentences_before and 100 * report.sentences_lost > most_lost * report.sentences_before:
        share = 100 * report.sentences_lost / report.sentences_before
        found.append(
            f"{report.sentences_lost:,} of {report.sentences_before:,} sentences ({share:.0f} %) would go; "
            f"more than {most_lost} % is held."
        )
    for change in gate.broken if gate else ():
        found.append(f"A golden question that was right would break: “{change.question}” ({change.after}).")
    return tuple(found)


def asked_of(
    corpus: Path, snapshots: Snapshots, answerers: "Callable[[], tuple[Answerer | None, Answerer]]"
) -> tuple[GateReport | None, tuple[str, ...]]:
    """Ask the golden questions, where there are any; where they cannot be read, say so as a reason to wait."""
    try:
        questions = golden_questions(corpus, snapshots)
    except QuestionsFault as fault:
        return None, (f"The golden questions cannot be asked. {fault}",)
    return (gate(*answerers(), questions), ()) if questions else (None, ())


def golden_path(corpus: Path, snapshots: Snapshots) -> Path:
    """The file in the corpus folder if there is one, else the one beside the generations."""
    beside = corpus / FILE
    return beside if beside.is_file() else snapshots.folder / FILE


def golden_questions(corpus: Path, snapshots: Snapshots) -> "list[GoldQuestion]":
    """The golden questions of a corpus. Raises QuestionsFault naming the line that is none."""
    path = golden_path(corpus, snapshots)
    if not path.is_file():
        return []
    from bot.evaluation.gold import read_gold

    return read_gold(path)


def gate(old: "Answerer | None", new: "Answerer", questions: "Sequence[GoldQuestion]") -> GateReport:
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


def given(answer: Answer, gold: "GoldQuestion") -> Given:
    """What was answered, and whether it is right: from the right sentence, or in the right words."""
    if answer.status == "declined":
        return Given(status="declined", right=not gold.answerable)
    first = answer.citations[0]
    words = {plain(each) for each in gold.answers}
    is_right = gold.right_rank(answer.citations[:1]) == 1 or plain(answer.short_answer or "") in words
    return Given(
        status="answered",
        short_answer=answer.short_answer,
        quote=first.quote,
        source=first.source,
        right=gold.answerable and is_right,
    )


def plain(words: str) -> str:
    """Words as they are compared: in one case, with single spaces."""
    return " ".join(words.casefold().split())
