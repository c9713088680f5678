"""The cards of moderators over plain values; ``words`` stand wherever somebody else's words may stand."""

from datetime import UTC, date, datetime

import discord

from bot.adapters.discord.cards import Card
from bot.adapters.discord.cards.layout import Row
from bot.adapters.discord.moderating.cards.articles import article_card, articles_card, preview_card
from bot.adapters.discord.moderating.cards.corrections import affected_card, superseded_card, tools_card
from bot.adapters.discord.moderating.cards.feeds import feeds_card, polled_card, waiting_card
from bot.adapters.discord.moderating.cards.gaps import gap_card, gaps_card
from bot.adapters.discord.moderating.cards.histories import history_card, status_card, verified_card
from bot.adapters.discord.moderating.cards.names import aliases_card, variants_card
from bot.adapters.discord.moderating.cards.pages import sure_card
from bot.adapters.discord.moderating.cards.questions import golden_card
from bot.adapters.discord.moderating.cards.reports import outcome_card
from bot.adapters.discord.moderating.cards.trail import trail_card
from bot.adapters.discord.moderating.ids import button, danger
from bot.adapters.discord.phrases import Phrases
from bot.evaluation.gold import Evidence, GoldQuestion
from bot.models import Question
from bot.moderation.corrections import Change, Correction
from bot.moderation.gaps import GapGroup
from bot.moderation.golden import GateChange, GateReport, Given
from bot.moderation.refreshing import Held, Kept, Outcome
from bot.moderation.sourcing.feeds import Polled
from bot.moderation.sourcing.models import Duplicate, Page, Preview, Source
from bot.moderation.variants import Example, Suggestion
from bot.reports import Status
from bot.store import AuditEntry, Place, Shown, StoredAnswer, Votes
from bot.store.feeding import Feed, FeedItem
from bot.store.received import Received
from index.aliases import AliasEntries, AliasGroup
from index.comparing import RefreshReport
from index.copies import Copy as NearCopy
from index.files import Problem
from index.models import Duplicate as Copy
from index.models import Fault, MediaType, Statistics
from tests.discord import samples

NOW = datetime(2024, 1, 20, 21, 30, tzinfo=UTC)
BEFORE, AFTER = "0123456789ab", "ba9876543210"
KEY = "0123456789abcdef"
GREEN = discord.ButtonStyle.success

REPORT = RefreshReport(
    added=("added/bridge-gone.txt",),
    changed=("relief.html",),
    removed=("storm-reaches-korvath.txt", "evening-edition.md"),
    unchanged=("harbour.txt",) * 3,
    faults=(Fault(source="scan.pdf", reason="holds no text, only pictures", advice="Add it as text."),),
    duplicates=(Copy(source="storm (copy).txt", kept="storm.txt"),),
    copies=(NearCopy(source="added/bridge-gone.txt", of="wire-friday.txt", share=0.84),),
    sentences_before=1_204,
    sentences_after=893,
    sentences_lost=340,
    generation_before=BEFORE,
    generation_after=AFTER,
)
GATE = GateReport(
    asked=12,
    right_before=12,
    right_after=11,
    changed=(
        GateChange(
            id="g-1",
            question="what was the storm called?",
            before=Given(status="answered", short_answer="Edda", quote="The storm was named Edda.", right=True),
            after=Given(status="declined", right=False),
            broken=True,
        ),
        GateChange(
            id="g-2",
            question="how many boats stayed out?",
            before=Given(status="answered", short_answer="nine", quote="Nine boats stayed out.", right=True),
            after=Given(status="answered", short_answer="Nine boats", quote="Nine boats stayed out.", right=True),
            broken=False,
        ),
    ),
)
REASONS = (
    "340 of 1,204 sentences (28 %) would go; more than 20 % is held.",
    "A golden question that was right would break: “what was the storm called?” (declined).",
)


def outcome(words: str | None = None) -> Outcome:
    """A refresh that waits."""
    if words is None:
        return Outcome(report=REPORT, gate=GATE, held=REASONS, seconds=2.4)
    report = REPORT.model_copy(
        update={
            "added": (words,) * 40,
            "removed": (words, "x"),
            "faults": (Fault(source=words, reason=words, advice=words),) * 30,
            "duplicates": (Copy(source=words, kept=words),),
            "copies": (NearCopy(source=words, of=words, share=0.9),),
            "notice": words,
        }
    )
    given = Given(status="answered", short_answer=words, quote=words, right=True)
    change = GateChange(id=words, question=words, before=given, after=given, broken=True)
    return Outcome(report=report, gate=GateReport(asked=1, changed=(change,) * 9), held=(words,) * 12, seconds=1)


def preview(words: str | None = None) -> Preview:
    """An article that is not kept yet."""
    title = "The bridge at Vashan is gone" if words is None else words
    return Preview(
        name=words or "the-bridge-at-vashan-is-gone.html",
        origin="url",
        place=words or "https://vashanpost.example/bridge",
        address=words or "https://vashanpost.example/2024/bridge",
        received_at=NOW,
        sha256="5" * 64,
        size=48_211,
        media_type=MediaType.HTML,
        title=title,
        publisher=words or "The Vashan Post",
        published=date(2024, 1, 19),
        dated="found",
        url=words or "https://vashanpost.example/2024/bridge",
        excerpt=words
        or "The bridge at Vashan was destroyed on Friday night. Engineer Lena Torvik inspected the ruins and said that "
        "nobody had been on it. The road to Korvath stays closed until Monday at least …",
        sentences=23,
        furniture=(words,) * 12
        if words
        else ("Skip to content", "Share this article:", "Most popular", "Advertisment"),
        problems=(words,) * 6 if words else (),
        duplicates=(
            Duplicate(
                source=words or "storm.txt", title=words or "Storm reaches Korvath", likeness="near copy", share=0.61
            ),
        ),
        content=b"",
    )


def source(words: str | None = None, standing: str = "answering") -> Source:
    """An article that was added."""
    received = Received(
        source=words or "added/bridge.html",
        state="kept",
        origin="url",
        place=words or "https://vashanpost.example/bridge",
        received_at=NOW,
        by_name=words or "Amina",
        by_kind="discord",
        sha256="5" * 64,
        size=48_211,
    )
    return Source.model_validate(
        {
            "source": words or "added/bridge.html",
            "title": words or "The bridge at Vashan is gone",
            "publisher": words or "The Vashan Post",
            "published": date(2024, 1, 19),
            "url": words or "https://vashanpost.example/2024/bridge",
            "sentences": 23,
            "standing": standing,
            "why": words,
            "excerpt": words or "The bridge at Vashan was destroyed on Friday night.",
            "received": received,
        }
    )


def entries(words: str | None = None) -> list[AuditEntry]:
    """What was done."""
    done = [
        ("source.withdrawn", "Amina", {"source": "relief.txt", "before": "answering", "after": "withdrawn"}),
        ("refresh.held", "Jonas", {"added": 1, "removed": 2, "before": BEFORE, "after": AFTER}),
        ("refused", "Mallory", {"what": "/source purge", "why": "no_moderator"}),
    ]
    if words is not None:
        done = [(words, words, {words: [words] * 9, "before": {words: words}})] * 30
    return [
        AuditEntry(number=at, at=NOW, action=action, details={"by": by, "from": "discord", **details})
        for at, (action, by, details) in enumerate(done, 1)
    ]


def correction(words: str | None = None) -> Correction:
    """An answer that no longer stands."""
    changes = (
        Change(kind="withdrawn", source=words or "relief.txt", title=words or "Tents for Korvath"),
        Change(kind="disagreement", values=(words or "forty", words or "sixty")),
    )
    question = words or "how many tents were sent?"
    then = samples.answered(samples.citation(words or "The Red Cross sent forty tents.", None), question=question)
    now = samples.declined(words or "No article says that.", question=question)
    shown = (Shown(123456789012345678, 123456789012345679),)
    return Correction(
        key=KEY, question=question, asked_at=NOW, guild_id=1, changes=changes, messages=shown, then=then, now=now
    )


def gap(words: str | None = None) -> GapGroup:
    """A question that was asked in vain."""
    return GapGroup(
        key="a1b2c3d4",
        question=words or "when will the bridge be rebuilt?",
        wordings=(words,) * 10 if words else ("when will the bridge be rebuilt?", "bridge rebuild date?"),
        declined=7,
        voted_down=2,
        latest=NOW,
        missing=(words,) * 10 if words else ("rebuilt",),
        nearest=(samples.citation(words or "The road to Korvath stays closed until Monday at least."),) * 3,
    )


def feed(words: str | None = None) -> Feed:
    """A feed that is followed."""
    known = {"number": 3, "url": words or "https://vashanpost.example/feed.xml", "title": words or "The Vashan Post"}
    more = {"added_at": NOW, "added_by": words or "Amina", "next_at": NOW, "checked_at": NOW, "waiting": 2}
    return Feed.model_validate({**known, **more, "problem": words})


def item(words: str | None = None, number: int = 1) -> FeedItem:
    """Something that a feed announced."""
    link, title = words or "https://vashanpost.example/ferry", words or "Ferry sails again"
    return FeedItem(number=number, link=link, title=title, found_at=NOW, state="waiting", problem=words)


def stored(words: str | None = None) -> StoredAnswer:
    """An answer that was given."""
    answer = samples.THE_ANSWER if words is None else correction(words).then
    question = Question(text=words or answer.question)
    return StoredAnswer(key=KEY, answer=answer, question=question, asked_at=NOW, place=Place(channel_id=1))


def cards(phrases: Phrases, words: str | None = None, *, page: int = 2) -> dict[str, Card]:
    """Every card of moderators, by name."""
    held = Held(generation=AFTER, since=NOW, by=words or "Jonas (discord)", reasons=REASONS, report=REPORT)
    status = Status(
        generation=BEFORE,
        built_at=NOW,
        corpus="x",
        data="x",
        statistics=Statistics(documents=31, sentences=1_204),
        newest=date(2024, 1, 19),
        current=False,
    )
    kept = [
        Kept(name=BEFORE, built_at=NOW, articles=31, sentences=1_204, current=True),
        Kept(name=AFTER, built_at=NOW, articles=30, sentences=1_180),
    ]
    many = 30 if words else 1
    gold = GoldQuestion(
        id=words or "g-1a2b3c4d",
        question=words or "what was the storm called?",
        answers=(words or "Edda",),
        evidence=(Evidence(source=words or "storm.txt", contains="Edda"),),
    )
    group = AliasGroup("spellings", (words or "Jilani", words or "Geelani"), 2)
    example = Example(source=words or "one.txt", line=3, quote=words or "Foreign Minister Jilani spoke on Thursday.")
    pair = Suggestion(
        one=words or "Jilani", other=words or "Geelani", kind="spellings", why="spelt alike", one_in=4, other_in=2,
        examples=(example,),
    )  # fmt: skip
    problem = Problem(words or "line 4: it is empty", words or "Write a name.")

    def waiting(_: int) -> list[Row]:
        return [Row(lambda: [button("confirm", phrases, AFTER, style=GREEN), danger("discard", phrases, AFTER)])]

    several = [source(words, standing) for standing in ("answering", "withdrawn", "waiting")]
    named = [each.model_copy(update={"source": f"{each.source}{at}"}) for at, each in enumerate(several)]
    listed = Page(tuple(named), 1, 3, 27)
    name = words or "Tents for Korvath"
    made = {
        "held": outcome_card(outcome(words), page, phrases=phrases, verb="held", key=AFTER, rows=waiting),
        "history": history_card(kept, page, phrases=phrases),
        "status": status_card(status, held, 2, phrases=phrases),
        "verified": verified_card([Fault(source=name, reason=name, advice="")] * many, page, key=KEY, phrases=phrases),
        "preview": preview_card(preview(words), KEY, phrases=phrases),
        "articles": articles_card(listed, KEY, filter=words or "", phrases=phrases),
        "article": article_card(source(words), phrases=phrases),
        "sure": sure_card(phrases.get("sure.withdraw", name="x"), "withdraw", KEY, phrases=phrases, label="x"),
        "trail": trail_card(entries(words), page, key="30", phrases=phrases),
        "affected": affected_card([correction(words)] * many, page, key=KEY, phrases=phrases),
        "superseded": superseded_card(name, "https://discord.com/channels/1/2/3", KEY, phrases=phrases),
        "superseded-unlinked": superseded_card(name, None, KEY, phrases=phrases),
        "tools": tools_card(stored(words), Votes(3, 1), phrases=phrases),
        "gap": gap_card(gap(words), phrases=phrases),
        "feeds": feeds_card([feed(words)] * many, page, phrases=phrases),
        "polled": polled_card([Polled(feed(words), 2, (), words)] * many, phrases=phrases),
        "waiting": waiting_card([item(words, at) for at in range(many)], page, phrases=phrases),
        "golden": golden_card([gold] * many, page, phrases=phrases),
        "aliases": aliases_card(AliasEntries((group,) * many, (problem,)), page, phrases=phrases),
        "variants": variants_card([pair] * many, page, key=KEY, phrases=phrases),
    }
    gaps = [gap(words).model_copy(update={"key": f"k{at}"}) for at in range(many)]
    return made | {"gaps": gaps_card(gaps, page, days=30, phrases=phrases)}
