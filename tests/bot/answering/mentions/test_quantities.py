import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.mentions.quantities import Quantity, same_quantity
from bot.answering.mentions.scanning import mentions


def quantity(text: str) -> tuple[str, Quantity]:
    (found,) = [m for m in mentions(text) if m.kind == "quantity"]
    assert isinstance(found.key, Quantity)
    return text[found.start : found.end], found.key


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("a 1,000-mile border", "1,000-mile", Quantity(1000, 1000, "mile")),
        ("killed two children here", "two children", Quantity(2, 2, "child")),
        ("two hundred and fifty people fled", "two hundred and fifty people", Quantity(250, 250, "person")),
        ("nearly three thousand five hundred homes", None, Quantity(3500, 3500, "home", "about")),
        ("twenty-five soldiers left", "twenty-five soldiers", Quantity(25, 25, "soldier")),
        ("a dozen rebels died", "a dozen rebels", Quantity(12, 12, "rebel")),
        ("it cost $5 million", "$5 million", Quantity(5e6, 5e6, "dollar")),
        ("a US$2.5bn deal", "US$2.5bn", Quantity(2.5e9, 2.5e9, "dollar")),
        ("5 million dollars", None, Quantity(5e6, 5e6, "dollar")),
        ("a wall 5m high", "5m", Quantity(5, 5, "meter")),
        ("up to 30 per cent of it", "up to 30 per cent", Quantity(30, 30, "%", "at most")),
        ("a 7.2 magnitude quake", "7.2 magnitude", Quantity(7.2, 7.2, "magnitud")),
        ("a magnitude of 7.2", "magnitude of 7.2", Quantity(7.2, 7.2, "magnitud")),
        ("10-15 militants", None, Quantity(10, 15, "milit")),
        ("between 10 and 15 people", "10 and 15 people", Quantity(10, 15, "person")),
        ("at least 10 more people died", "at least 10 more people", Quantity(10, 10, "person", "at least")),
        ("the toll was 11, mostly women", "11", Quantity(11, 11)),
        ("claimed 312 lives", "312 lives", Quantity(312, 312, "person")),
        ("a total of 20 rescue workers were", "20 rescue workers", Quantity(20, 20, "worker")),
        ("1,00,000 voters", None, Quantity(1e5, 1e5, "voter")),
    ],
)
def test_a_quantity_is_read_with_unit_and_qualifier(text: str, words: str | None, expected: Quantity) -> None:
    assert quantity(text) == (words or text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "an F-16 crashed",
        "COVID-19 spread",
        "the 54th meeting",
        "lost 2-1 to them",
        "Flight 370 vanished",
        "No. 5 came",
        "on January 18, 2024",
        "one of them",
        "a S400 battery",
    ],
)
def test_ordinals_and_the_figures_of_names_and_dates_are_no_quantities(text: str) -> None:
    assert not [m for m in mentions(text) if m.kind == "quantity"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ten", "10 people", True),
        ("10 people", "11 people", False),
        ("10 people", "two children", None),
        ("10 people", "10 villagers", True),
        ("two girls", "two soldiers", None),
        ("1,000-mile", "1,000 miles", True),
        ("1,000 miles", "1,600 km", None),
        ("at least 10 people", "11 people", None),
        ("at least 10 people", "9 people", False),
        ("more than 10 people", "fewer than 10 people", None),
        ("about 100 people", "104 people", True),
        ("about 100 people", "200 people", False),
        ("1,000 people", "1,012 people", None),
        ("dozens of people", "40 people", None),
        ("dozens of people", "2,000 people", False),
        ("$5 million", "5 million dollars", True),
    ],
)
def test_two_quantities_are_one_exclude_each_other_or_stay_open(one: str, other: str, same: bool | None) -> None:
    first, second = quantity(one)[1], quantity(other)[1]
    assert same_quantity(first, second) is same
    assert same_quantity(second, first) is same


@given(st.integers(2, 10**12))
def test_grouping_never_changes_a_number(number: int) -> None:
    grouped, plain = quantity(f"killed {number:,} people"), quantity(f"killed {number} people")
    assert grouped[1] == plain[1] == Quantity(number, number, "person")
