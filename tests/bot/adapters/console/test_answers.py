import io
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.adapters.console.answers import answer_rows, confidence_words, shown_citations
from bot.adapters.console.screen import Screen
from bot.models import Agreement, AliasUse, Attribution, Reason, Value
from bot.reports import AsOf
from tests.bot.answers import answered, citation, declined

AS_OF = AsOf(generation="abc", built_at=datetime(2024, 1, 20, 8, 5, tzinfo=UTC))
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


def plain(answer, as_of=AS_OF, **options):
    """What a pipe gets."""
    out = io.StringIO()
    Screen(Console(file=out, markup=False, highlight=False, emoji=False, force_terminal=False)).show(
        answer_rows(answer, as_of, marks=False, **options)
    )
    return out.getvalue()


def on_terminal(answer, width):
    out = io.StringIO()
    console = Console(
        file=out, markup=False, highlight=False, emoji=False, force_terminal=True, color_system="standard", width=width
    )
    Screen(console).show(answer_rows(answer, AS_OF, marks=True))
    return out.getvalue()


def test_a_pipe_gets_the_answer_the_sentence_and_its_source_as_plain_text():
    cited = citation(title="A truce", publisher="The Paper", published=date(2024, 1, 18))
    assert plain(answered(cited)).splitlines() == [
        "China",
        "Confidence: high (93 %).",
        "",
        "  1 China offered to mediate.",
        "    answer: China",
        "    A truce · The Paper · 18 January 2024 · truce.txt, line 3",
        "",
        "As of generation abc, built 20 January 2024 08:05 UTC.",
    ]


def test_what_no_source_states_is_left_out():
    assert "    truce.txt, line 3\n" in plain(answered())


def test_names_that_were_taken_for_one_are_told():
    uses = (
        AliasUse(name="Jilani", other="Geelani", kind="spellings", citations=(0, 2)),
        AliasUse(name="Daesh", other="Islamic\x1b State", kind="equivalents", effect="grouped", citations=(0, 1)),
    )
    assert plain(answered(aliases=uses)).splitlines()[:2] == [
        "“Jilani” was taken for “Geelani” [1][3] (alias table).",
        "“Daesh” and “Islamic\ufffd State” [1][2] count as one (alias table).",
    ]


def test_the_newest_date_is_told_where_one_is_known():
    told = plain(answered(), AS_OF.model_copy(update={"newest": date(2024, 1, 19)}))
    assert "newest dated article 19 January 2024" in told


def test_a_terminal_marks_the_answer_inside_the_sentence_and_repeats_nothing():
    shown = on_terminal(answered(), 80)
    assert "\x1b[1;4mChina\x1b[0m offered to mediate." in shown
    assert "answer:" not in shown


@pytest.mark.parametrize("width", [40, 60, 200])
def test_no_line_is_wider_than_the_terminal_or_a_hundred_characters(width):
    quote = "China offered to mediate " + "between the two neighbours " * 20 + "on Thursday."
    shown = on_terminal(answered(citation(quote, title="A truce " * 20)), width)
    bare = [_without_styles(line) for line in shown.splitlines()]
    assert max(map(len, bare)) <= min(width, 100)
    assert quote in " ".join(" ".join(bare).split())


def test_a_pipe_never_breaks_a_quotation_into_lines():
    quote = "China offered to mediate " + "between the two neighbours " * 20
    assert f"  1 {quote}\n" in plain(answered(citation(quote)))


def test_the_speaker_is_named_with_what_they_did():
    cited = citation(attribution=Attribution(speaker="the Foreign Office", act="denied", direct=True))
    assert "    denied by the Foreign Office, in their own words\n" in plain(answered(cited))


def test_a_speaker_from_the_sentence_before_is_shown_as_such():
    cited = citation(attribution=Attribution(speaker="Antonio Guterres", pronoun="he"))
    assert "said by Antonio Guterres (“he”; the name is from the sentence before)" in plain(answered(cited))


def value(text, *citations, sources):
    return Value(text=text, citations=citations, articles=sources, sources=sources)


@pytest.mark.parametrize(
    ("relation", "values", "line"),
    [
        ("single", [value("10", 0, sources=1)], "One source says so."),
        ("agree", [value("10", 0, 1, sources=2)], "2 independent sources agree."),
        (
            "disagree",
            [value("10", 0, sources=1), value("11", 1, sources=2)],
            "The sources differ: 10 [1] (1 source) · 11 [2] (2 sources).",
        ),
        (
            "several",
            [value("Russia", 0, sources=1), value("Turkey", 1, sources=1)],
            "Several answers: Russia [1] (1 source) · Turkey [2] (1 source).",
        ),
        (
            "other",
            [value("10", 0, sources=1), value("11", 4, sources=1)],
            "Other values stand in the sources: 10 [1] (1 source) · 11 [5] (1 source).",
        ),
    ],
)
def test_how_the_sources_stand_to_one_another_is_one_line(relation, values, line):
    answer = answered(*[citation()] * 5, agreement=Agreement(relation=relation, values=tuple(values)))
    assert plain(answer).splitlines()[1] in {line, f"{line} Confidence: high (93 %)."}


def test_only_sentences_that_answer_by_themselves_are_shown_unless_all_are_asked_for():
    answer = answered(citation(), citation("Talks had stalled.", None, supports=False), citation("China’s envoy came."))
    assert list(shown_citations(answer)) == [1, 3]
    assert list(shown_citations(answer, everything=True)) == [1, 2, 3]
    assert "Talks had stalled." not in plain(answer)
    assert "Talks had stalled." in plain(answer, everything=True)


def test_every_side_is_shown_where_the_sources_differ():
    values = tuple(value(str(n), n, sources=1) for n in (0, 3, 1, 4))
    answer = answered(*[citation()] * 5, agreement=Agreement(relation="disagree", values=values))
    assert list(shown_citations(answer)) == [1, 2, 4, 5]


def test_a_decline_says_why_and_shows_the_nearest_sentences_as_no_answer():
    reason = Reason(missing_terms=("volcano", "ash"), message="No article speaks of a “volcano”.")
    shown = plain(declined(citation("A mountain stands there.", None), reason=reason))
    assert shown.splitlines() == [
        "No article speaks of a “volcano”.",
        "In no article: ash.",
        "",
        "The nearest sentences, which do not answer the question:",
        "",
        "  1 A mountain stands there.",
        "    truce.txt, line 3",
        "",
        "As of generation abc, built 20 January 2024 08:05 UTC.",
    ]


def test_what_was_read_otherwise_than_typed_is_told():
    shown = plain(answered(understood="who mediated in Iran?", spellings={"Geelani": "Jilani"}))
    assert shown.startswith("Understood as: who mediated in Iran?\n“Geelani” was read as “Jilani”.\n")


@pytest.mark.parametrize(("confidence", "words"), [(0.97, "high (97 %)"), (0.7, "fair (70 %)"), (0.1, "low (10 %)")])
def test_confidence_is_a_word_and_a_number(confidence, words):
    assert confidence_words(confidence) == words


@given(quote=ANY_TEXT, title=ANY_TEXT, speaker=ANY_TEXT, typed=ANY_TEXT)
def test_hostile_text_never_acts_on_a_terminal(quote, title, speaker, typed):
    cited = citation(quote, None, title=title, attribution=Attribution(speaker=speaker))
    shown = _without_styles(on_terminal(answered(cited, understood=typed, spellings={typed: title}), 80))
    assert not {unicodedata.category(c) for c in shown.replace("\n", "")} & {"Cc", "Zl", "Zp", "Cs"}
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


@given(ANY_TEXT)
def test_brackets_of_an_article_are_no_markup(text):
    assert "[bold]x[/bold] :smile:" in plain(answered(citation(f"[bold]x[/bold] :smile: {text}", None)))


def _without_styles(text: str) -> str:
    """The text without the sequences that the screen itself writes; whatever else escapes stays to be found."""
    for style in ("\x1b[0m", "\x1b[1m", "\x1b[1;4m", "\x1b[2m", "\x1b[3m", "\x1b[36m", "\x1b[33m"):
        text = text.replace(style, "")
    return text
