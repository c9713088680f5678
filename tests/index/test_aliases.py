import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.aliases import LONGEST_NAME, MOST_GROUPS, MOST_NAMES, read_aliases

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))


def groups(text):
    return [(group.kind, group.names, group.line) for group in read_aliases(text).groups]


def problems(text):
    return [problem.reason for problem in read_aliases(text).problems]


def test_an_entry_names_what_is_one_and_the_same():
    text = '# who is who\n[spellings]\nJilani = ["Geelani"]  # the minister\n\n[equivalents]\n"BLA" = "Baloch Army"\n'
    assert groups(text) == [("spellings", ("Jilani", "Geelani"), 3), ("equivalents", ("BLA", "Baloch Army"), 6)]
    assert not problems(text)


def test_a_list_may_run_over_several_lines_and_the_entry_is_where_it_begins():
    text = '[spellings]\nA1 = ["B1"]\nJilani = [\n  "Geelani",  # as one paper writes it\n  "Gilani",\n]\nC1 = ["D1"]\n'
    assert groups(text)[1:] == [("spellings", ("Jilani", "Geelani", "Gilani"), 3), ("spellings", ("C1", "D1"), 7)]


def test_names_of_other_scripts_stand_in_quotes():
    assert groups('[spellings]\n"جیلانی" = ["گیلانی", "Jilani"]') == [("spellings", ("جیلانی", "گیلانی", "Jilani"), 2)]


def test_a_byte_order_mark_and_line_ends_of_windows_are_read():
    assert groups('\ufeff[spellings]\r\nJilani = ["Geelani"]\r\n') == [("spellings", ("Jilani", "Geelani"), 2)]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('Jilani = "Jilani"', "has no other name"),
        ('Jilani = ["jilani"]', "has no other name"),
        ("Jilani = []", "has no other name"),
        ("Jilani = 3", "no list of texts"),
        ('Jilani = ["Geelani", 3]', "no list of texts"),
        ('U.N = "United Nations"', "no list of texts"),
        ('Jilani = ["the"]', "no word to match"),
        ('Jilani = ["  "]', "no word to match"),
        ('"…" = ["Geelani"]', "no word to match"),
        (f'Jilani = ["{"g" * (LONGEST_NAME + 1)}"]', "too long"),
        (f"Jilani = {[f'Name{number}' for number in range(MOST_NAMES)]}", "more than"),
    ],
)
def test_an_entry_that_cannot_be_understood_is_named_with_its_line_and_costs_no_other(entry, said):
    text = f'[spellings]\nKhan = ["Chan"]\n{entry}\nOmar = ["Umar"]\n'
    (problem,) = problems(text)
    assert problem.startswith("line 3: ")
    assert said in problem
    assert [names for _, names, _ in groups(text)] == [("Khan", "Chan"), ("Omar", "Umar")]


def test_an_entry_outside_of_the_sections_is_named_with_its_line():
    assert problems('Jilani = ["Geelani"]\n[names]\nKhan = ["Chan"]') == [
        "line 1: “Jilani” stands in no section",
        "line 3: “Khan” stands in [names]",
    ]


def test_a_name_that_stands_in_two_entries_is_named_with_both_lines():
    text = '[spellings]\nJilani = ["Geelani"]\nGilani = ["geelani"]\n[equivalents]\nJilani = ["the minister"]'
    assert problems(text) == [
        "line 3: “geelani” stands in line 2 too",
        "line 5: “Jilani” stands in line 2 too",
    ]
    assert groups(text) == [("spellings", ("Jilani", "Geelani"), 2)]


@pytest.mark.parametrize(
    ("text", "line"),
    [('[spellings]\nJilani = "Geelani', 2), ('[spellings]\n\nJilání = ["x"]', 3), (f"# {'x' * 6000}\n", 1)],
)
def test_a_file_that_is_no_toml_says_where(text, line):
    entries = read_aliases(text)
    assert not entries.whole
    assert entries.groups == ()
    (problem,) = entries.problems
    assert problem.reason.startswith(f"line {line}: ")
    assert problem.advice


def test_more_entries_than_a_table_may_have_are_left_out_and_named():
    text = "[spellings]\n" + "".join(f'N{n}a = ["N{n}b"]\n' for n in range(MOST_GROUPS + 2))
    entries = read_aliases(text)
    assert len(entries.groups) == MOST_GROUPS
    assert entries.problems[0].reason == f"line {MOST_GROUPS + 2}: more than {MOST_GROUPS} entries"


def test_control_characters_of_a_name_are_not_passed_on():
    assert groups('[spellings]\nJilani = ["Gee\\u001blani\\n"]')[0][1] == ("Jilani", "Gee lani")


@given(ANY_TEXT)
def test_any_text_is_read_or_named(text):
    for name in (text, f"[spellings]\n{text}", f'[spellings]\n"x" = """{text}"""'):
        entries = read_aliases(name)
        assert entries.whole or entries.problems
        for group in entries.groups:
            assert len(group.names) > 1
            assert 1 <= group.line <= len(name.splitlines())
