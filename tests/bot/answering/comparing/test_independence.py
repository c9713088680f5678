import pytest

from bot.answering.comparing.independence import agencies, grouped, independent_sources, near_identical
from bot.models import Attribution
from tests.bot.answering.comparing.cited import cited

ONE, TWO, THREE = (
    "Rebels took the airport of Goma before dawn.",
    "The airport fell to fighters, a colonel conceded.",
    "By noon Goma's runway was in the hands of the insurgents.",
)


def count(*items: dict[str, object]) -> int:
    quotes = (ONE, TWO, THREE)
    return independent_sources(
        [cited(str(item.pop("quote", quotes[n])), None, f"article {n}", **item) for n, item in enumerate(items)]
    )


def test_unknown_publishers_count_by_article() -> None:
    assert count({}, {}, {}) == 3
    assert independent_sources([cited(ONE, None, "a"), cited(TWO, None, "a")]) == 1
    assert independent_sources([]) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"publisher": "The Daily News"}, {"publisher": "Daily News"}),
        ({"publisher": "Dawn"}, {"url": "https://www.dawn.com/news/1"}),
        ({"url": "https://a.example.co.uk/1"}, {"url": "https://example.co.uk/2"}),
        ({"publisher": "Reuters"}, {"quote": "The airport fell, Reuters reported."}),
        ({"quote": "GOMA (AP) — Rebels took it."}, {"quote": "It fell, a colonel told the Associated Press."}),
        ({"attribution": Attribution(speaker="Xinhua")}, {"quote": "It fell, according to Xinhua."}),
        ({"publisher": "The Express Tribune"}, {"quote": "It fell, as reported by The Express Tribune."}),
    ],
)
def test_one_publisher_or_agency_counts_once(one: dict[str, object], other: dict[str, object]) -> None:
    assert count(one, other) == 1


def test_different_publishers_count_each() -> None:
    assert count({"publisher": "Dawn"}, {"publisher": "Le Parisien"}, {"url": "http://[broken"}) == 3


def test_near_identical_sentences_count_once_unless_a_figure_differs() -> None:
    assert near_identical("Rebels took the airport of Goma before dawn today.", ONE)
    assert not near_identical(
        "The quake killed 10 people in the old town.", "The quake killed 50 people in the old town."
    )
    assert not near_identical("It fell.", "He fell ill.")


def test_what_shares_with_either_of_two_joins_both() -> None:
    citations = [
        cited(ONE, None, "a", publisher="Dawn"),
        cited(THREE, None, "b"),
        cited("It fell, police told AFP.", None, "c", publisher="Dawn"),
        cited("AFP reported heavy fire.", None, "d"),
    ]
    assert grouped(citations) == [[0, 2, 3], [1]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ten died, PTI reported", {"Press Trust of India"}),
        ("the Associated Press of Pakistan said", {"Associated Press of Pakistan"}),
        ("an AP course", set()),
        ("the ANSAR group", set()),
        ("", set()),
    ],
)
def test_an_agency_is_known_by_its_byline(text: str, found: set[str]) -> None:
    assert agencies(text) == found
