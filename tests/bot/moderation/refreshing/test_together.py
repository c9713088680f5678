"""Questions without a pause while the index is refreshed again and again: none fails, none mixes generations."""

import asyncio
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.models import Answer, Question
from bot.service import Service
from index.generation import Generation
from tests.bot.moderation.moderating import AMINA

HOW_MANY = Question(text="how many convoys crossed the border?")
ASIDE = 100 if os.environ.get("ONRECORD_LONG_TESTS") else 4


class Asking:
    """Asks without a pause from several threads, and keeps what was answered or went wrong."""

    def __init__(self, service: Service) -> None:
        self.answers: list[Answer] = []
        self.failures: list[BaseException] = []
        self._service = service
        self._ended = threading.Event()

    @contextmanager
    def going_on(self, threads: int = 2) -> Iterator[None]:
        asking = [threading.Thread(target=self._ask) for _ in range(threads)]
        for thread in asking:
            thread.start()
        try:
            yield
        finally:
            self._ended.set()
            for thread in asking:
                thread.join()

    def _ask(self) -> None:
        while not self._ended.is_set():
            try:
                self.answers.append(self._service.ask(HOW_MANY))
            except BaseException as error:
                self.failures.append(error)
                return


def write_round(corpus: Path, number: int) -> None:
    """Articles that all speak of the same number: an answer with two of them is from two generations."""
    for name in ("dawn", "noon", "dusk"):
        text = f"The {name} report said that {number} convoys crossed the border on Friday.\n"
        aside = corpus / f".{name}"
        aside.write_text(text, "utf-8")
        aside.replace(corpus / f"{name}.txt")


def held_together(answers: list[Answer], known: dict[str, Generation]) -> None:
    for answer in answers:
        generation = known[answer.generation]
        for cited in (*answer.citations, *answer.nearest):
            assert generation.document(cited.source).text[cited.start : cited.end] == cited.quote
        numbers = {found for cited in answer.citations for found in re.findall(r"\b\d{3}\b", cited.quote)}
        assert len(numbers) <= 1, answer


@pytest.fixture
def known(service: Service, corpus: Path) -> dict[str, Generation]:
    write_round(corpus, 100)
    service.ask(HOW_MANY)
    return {service.generation.name: service.generation}


async def test_questions_go_on_through_refreshes_by_another_process(refreshes, service, corpus, known):
    asking = Asking(service)
    with asking.going_on():
        for number in range(ASIDE):
            write_round(corpus, 101 + number)
            outcome = await refreshes.refresh(AMINA, confirmed=True)
            assert outcome.report.switched
            known[service.generation.name] = service.generation
            answer = await asyncio.to_thread(service.ask, HOW_MANY)
            assert answer.generation == outcome.report.generation_after, "refreshed is said when it answers"
    assert asking.failures == []
    held_together(asking.answers, known)
    assert len({answer.generation for answer in asking.answers}) > 1


def test_questions_go_on_through_a_hundred_switches(service, corpus, known, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    asking = Asking(service)
    with asking.going_on(1):
        for number in range(100):
            write_round(corpus, 101 + number)
            assert service.refresh().switched
            known[service.generation.name] = service.generation
    assert asking.failures == []
    held_together(asking.answers, known)
    assert len({answer.generation for answer in asking.answers}) > 1


async def test_what_is_withdrawn_between_two_questions_is_in_no_later_answer(service, corpus, known):
    asking = Asking(service)
    with asking.going_on():
        for name in ("dawn", "noon"):
            service.snapshots.withdrawals.add(f"{name}.txt")
            answer = await asyncio.to_thread(service.ask, HOW_MANY)
            assert f"{name}.txt" not in {cited.source for cited in (*answer.citations, *answer.nearest)}
    assert asking.failures == []
