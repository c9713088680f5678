"""What the cards of answers and declines say, and in which order."""

from bot.adapters.discord.cards import Card, answer_card, context_card, evidence_card
from bot.adapters.discord.cards.items import context_page, parse
from bot.adapters.discord.escaping import escaped, length
from bot.adapters.discord.phrases import phrases_for
from bot.models import Answer, Attribution
from tests.discord import samples
from tests.discord.bodies import body
from tests.discord.limits import walk
from tests.discord.markdown import read

ENGLISH = phrases_for("en")
LONG = "word " * 200 + "the answer is Marg Bar Sarmachar " + "more " * 200


def card(answer: Answer, **how: bool) -> Card:
    return answer_card(samples.KEY, answer, samples.AS_OF, phrases=ENGLISH, **how)


def seen(card: Card) -> str:
    return "\n".join(read(part).seen.strip() for part in card.texts)


def pressed(card: Card) -> list[str]:
    ids = [each.get("custom_id") for each in walk(body(card)["components"])]
    return [found.verb for each in ids if each and (found := parse(each))]


def test_the_short_answer_stands_first_and_the_quotation_below_it() -> None:
    lines = seen(card(samples.THE_ANSWER)).split("\n")
    assert lines[:3] == ["Asked: who offered to mediate?", "China", f"“{samples.CHINA}”"]


def test_the_answer_is_bold_inside_its_quotation() -> None:
    assert "> “On Thursday, **China** offered to mediate between the two neighbours.”" in card(samples.THE_ANSWER).texts


def test_a_source_is_told_with_all_that_is_known_and_nothing_else() -> None:
    text = seen(card(samples.THE_ANSWER))
    known = "Islamabad, Tehran seek to de-escalate tensions · The Express Tribune · 18 January 2024 · first.txt, line 3"
    assert f"[1] {known}" in text
    assert "[2] second.txt, line 3" in text


def test_only_a_source_with_an_address_has_a_button() -> None:
    links = [each["url"] for each in walk(body(card(samples.THE_ANSWER))["components"]) if each.get("url")]
    assert links == ["https://example.com/a?b=1"]


def test_who_says_so_is_named_also_behind_a_pronoun() -> None:
    said = samples.citation(
        "He urged restraint.", "restraint", attribution=Attribution(speaker="Guterres", pronoun="He")
    )
    assert "“He”: Guterres, previous sentence" in seen(card(samples.answered(said)))


def test_agreement_confidence_and_freshness_are_in_words() -> None:
    text = seen(card(samples.THE_ANSWER))
    assert "2 independent sources agree [1][2]" in text
    assert "Confidence: high (93 %)" in text
    assert "As of 20 January 2024, 21:30 UTC · newest dated article 18 January 2024" in text
    assert f"answer {samples.KEY}" in text


def test_where_sources_differ_both_sides_stand_at_the_top() -> None:
    nine, ten = samples.citation("Nine were killed.", "Nine"), samples.citation("10 died.", "10", supports=False)
    differing = samples.agreement("disagree", ("10", (1,), 2), ("Nine", (0,), 1))
    lines = seen(card(samples.answered(nine, ten, agreement=differing))).split("\n")
    assert lines[1:3] == ["10 · Nine", "The sources differ: 10 [2] (2 sources) · Nine [1] (1 source)"]
    assert "“10 died.”" in lines


def test_other_figures_are_told_without_the_one_that_is_answered_with() -> None:
    nine, ten = samples.citation("Nine were killed.", "Nine"), samples.citation("10 died.", "10")
    other = samples.agreement("other", ("Nine", (0,), 1), ("10", (1,), 1))
    text = seen(card(samples.answered(nine, ten, agreement=other, type="quantity")))
    assert "Other figures in the sources: 10 [2] (1 source)" in text


def test_further_evidence_is_behind_its_button_alone() -> None:
    further = samples.citation("A sentence nearby.", supports=False)
    answer = samples.answered(samples.citation(samples.CHINA, "China"), further)
    assert "nearby" not in seen(card(answer))
    assert "more" in pressed(card(answer))
    assert "“A sentence nearby.”" in seen(evidence_card(samples.KEY, answer, phrases=ENGLISH))
    assert "more" not in pressed(card(samples.THE_ANSWER))


def test_a_long_quotation_is_cut_around_the_answer_and_whole_behind_the_button() -> None:
    answer = samples.answered(samples.citation(LONG.strip(), "Marg Bar Sarmachar"))
    line = next(part for part in card(answer).texts if part.startswith("> "))
    assert line.startswith("> … “")
    assert line.endswith("” …")
    assert "**Marg Bar Sarmachar**" in line
    assert f"“{LONG.strip()}”" in seen(evidence_card(samples.KEY, answer, phrases=ENGLISH)).replace("” …\n… “", " ")


def test_a_quotation_that_opens_with_a_mark_keeps_its_distance() -> None:
    answer = samples.answered(samples.citation("“We hope”, he said."))
    assert "> “\u200a“We hope”, he said.”" in card(answer).texts


def test_a_private_card_can_be_shared_and_a_public_one_dismissed() -> None:
    assert pressed(card(samples.THE_ANSWER)) == ["ctx", "up", "down", "gone"]
    assert pressed(card(samples.THE_ANSWER, shared=False)) == ["ctx", "up", "down", "share"]


def test_a_decline_says_what_is_missing_and_marks_what_is_near_as_no_answer() -> None:
    near = samples.citation("Drones were used.", "Drones")
    declined = card(samples.declined("No article mentions “aircraft”.", near, missing=("aircraft",)))
    lines = seen(declined).split("\n")
    assert lines[1:3] == ["No article mentions “aircraft”.", "Nearest sentences. They do not answer the question:"]
    assert "> “Drones were used.”" in declined.texts


def test_small_talk_gets_its_sentence_and_nothing_else() -> None:
    hello = card(samples.declined("Hello. Ask me who.", type=None))
    assert hello.texts == ["Hello. Ask me who."]
    assert pressed(hello) == []


def test_a_context_shows_the_sentences_in_order_with_the_quotation_among_them() -> None:
    around = [samples.sentence("Before.", 1), samples.sentence(samples.CHINA, 10), samples.sentence("After.", 90)]
    lines = seen(context_card(samples.KEY, samples.THE_ANSWER, around, phrases=ENGLISH)).split("\n")
    assert lines[:4] == ["Around sentence [1]", "Before.", f"“{samples.CHINA}”", "After."]


def test_a_context_whose_article_is_gone_says_so_and_keeps_the_quotation() -> None:
    lines = seen(context_card(samples.KEY, samples.THE_ANSWER, [], context_page(1), phrases=ENGLISH)).split("\n")
    assert "no longer in the index" in lines[1]
    assert lines[2].startswith("“Beijing said")


def test_an_embed_says_the_same_as_the_components() -> None:
    components = card(samples.THE_ANSWER)
    embed = body(components.styled("embed"))["embeds"][0]["description"]
    assert read(embed).seen.split() == seen(components).split()


def test_urdu_phrases_do_not_turn_a_latin_quotation_around() -> None:
    urdu = answer_card(samples.KEY, samples.THE_ANSWER, samples.AS_OF, phrases=phrases_for("ur"))
    quoted = next(part for part in urdu.texts if part.startswith("> "))
    assert quoted == "> “\u2068On Thursday, **China** offered to mediate between the two neighbours.\u2069”"
    assert "2 آزاد ماخذ متفق ہیں" in seen(urdu)


def test_the_sentences_of_a_decline_are_shown_without_an_answer_and_whole_on_the_pages_where_the_card_cuts_them() -> (
    None
):
    # The span cuts "@here" in two, so that nothing there is made harmless and the marked quotation is shorter.
    # Unmarked it is one character longer than what a card shows of a quotation.
    quote = "@here " * 80 + "e" * 36 + " done"
    assert length(escaped(quote)) == 601
    at = quote.index("@here", 400) + 1
    near = samples.citation(quote).model_copy(update={"answer_span": (at, at + 4)})
    answer = samples.declined("The articles do not say.", near)
    shown = "".join([*card(answer).texts, *evidence_card(samples.KEY, answer, phrases=ENGLISH).texts])
    assert "done" in shown
    assert "**here**" not in shown
