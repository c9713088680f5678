"""Ask gold questions and count: the report behind ``onrecord eval``.

The ranking is judged on every question, served or not; declining is judged by the threshold that is in force. It
measures and refuses to tune.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

from pydantic import Field

from bot.answering.answerer import Answerer, Stages
from bot.evaluation.gold import GoldQuestion
from bot.evaluation.metrics import Bin, auroc, calibration_error, exact_match, f1, matches, reliability
from bot.models import Answer, Question
from index.models import Frozen

Clock = Callable[[], float]


class Outcome(NamedTuple):
    """One question as it went: where the right sentence stood, how the short answer compares, how long it took."""

    gold: GoldQuestion
    answer: Answer
    rank: int | None
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether the first sentence is a right one."""
        return self.rank == 1


class Figures(Frozen):
    """What is counted over a set of questions; shares between 0 and 1, times in milliseconds."""

    questions: int
    answerable: int
    first: float
    within_three: float
    within_five: float
    mrr: float
    exact_match: float
    f1: float
    match: float
    answered_and_right: float
    false_answers: int
    auroc: float
    calibration_error: float
    milliseconds: float


class Report(Frozen):
    """The figures over all questions and by type, the reliability table, and the figures without each stage."""

    threshold: float
    overall: Figures
    by_type: dict[str, Figures]
    reliability: tuple[Bin, ...]
    without: dict[str, Figures] = Field(default_factory=dict)


def ask(answerer: Answerer, questions: Iterable[GoldQuestion], *, clock: Clock = perf_counter) -> list[Outcome]:
    """Ask every question with nothing declined, so that ranking and confidence can be judged apart."""
    candid = answerer.without_threshold()
    outcomes = []
    for gold in questions:
        started = clock()
        answer = candid.answer(Question(text=gold.question, id=gold.id))
        outcomes.append(Outcome(gold, answer, gold.right_rank(answer.citations), clock() - started))
    return outcomes


def report(outcomes: Sequence[Outcome], threshold: float) -> Report:
    """Sum up outcomes at a threshold."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.gold.type].append(outcome)
    return Report(
        threshold=threshold,
        overall=_figures(outcomes, threshold),
        by_type={kind: _figures(group, threshold) for kind, group in sorted(groups.items())},
        reliability=tuple(reliability(*_calibration(outcomes))),
    )


def _figures(outcomes: Sequence[Outcome], threshold: float) -> Figures:
    asked = [outcome for outcome in outcomes if outcome.gold.answerable]
    silent = [outcome for outcome in outcomes if not outcome.gold.answerable]
    short = [(outcome.answer.short_answer or "", outcome.gold.answers) for outcome in asked]
    return Figures(
        questions=len(outcomes),
        answerable=len(asked),
        first=_mean(o.is_right for o in asked),
        within_three=_mean(o.rank is not None and o.rank <= 3 for o in asked),
        within_five=_mean(o.rank is not None and o.rank <= 5 for o in asked),
        mrr=_mean(1 / o.rank if o.rank else 0.0 for o in asked),
        exact_match=_mean(exact_match(*each) for each in short),
        f1=_mean(f1(*each) for each in short),
        match=_mean(matches(*each) for each in short),
        answered_and_right=_mean(o.is_right and o.answer.confidence >= threshold for o in asked),
        false_answers=sum(o.answer.confidence >= threshold for o in silent),
        auroc=auroc([o.answer.confidence for o in asked], [o.answer.confidence for o in silent]),
        calibration_error=calibration_error(*_calibration(outcomes)),
        milliseconds=1000 * _mean(o.seconds for o in outcomes),
    )


def _calibration(outcomes: Sequence[Outcome]) -> tuple[list[float], list[bool]]:
    return [outcome.answer.confidence for outcome in outcomes], [outcome.is_right for outcome in outcomes]


def _mean(values: Iterable[float]) -> float:
    collected = list(values)
    return sum(collected) / len(collected) if collected else 0.0


def ablated(answerer: Answerer) -> Iterator[tuple[str, Answerer]]:
    """The answerer with each stage switched off in turn: what it is called, and what is left."""
    generation, reader, weights = answerer.generation, answerer.reader, answerer.weights
    yield "nothing", answerer
    if reader is not None:
        yield "the reader", Answerer(generation, weights=weights)
    for stage in Stages._fields:
        yield stage, Answerer(generation, reader=reader, weights=weights, stages=Stages()._replace(**{stage: False}))
    for feature in (name for name, weight in answerer.model.ranking.items() if weight):
        yield f"feature {feature}", Answerer(generation, reader=reader, weights=weights.without(feature))
