"""Every kind of card can be drawn at both widths, and nothing runs out of the picture.

The pictures stay in the folder that ``ONRECORD_PICTURES`` names, for whoever wants to look at them.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.discord.cards import (
    Card,
    answer_card,
    claim_check_card,
    context_card,
    help_card,
    privacy_card,
    settings_card,
    sources_card,
)
from bot.adapters.discord.phrases import phrases_for
from bot.models import Attribution
from bot.store import ServerSettings
from tests.discord import samples
from tests.discord.moderating import samples as moderating
from tests.visual.pictures import ABSENT, DESKTOP, PHONE, photograph, use_system_chromium

_IN_URDU = ("held", "preview")
_FOLDER = os.environ.get("ONRECORD_PICTURES")
ENGLISH, URDU = phrases_for("en"), phrases_for("ur")

OPERATION = (
    "“A number of terrorists were killed during the intelligence-based operation "
    "codenamed “Marg Bar Sarmachar,” it said."
)
ANSWER = samples.answered(
    samples.citation(
        OPERATION,
        "Marg Bar Sarmachar",
        title="Two neighbours seek to calm the border",
        publisher="The Daily Record",
        published=date(2024, 1, 18),
        url="https://example.com/two-neighbours",
        source="two-neighbours.txt",
        line=14,
        attribution=Attribution(speaker="Ministry of Foreign Affairs", direct=True),
    ),
    samples.citation(
        "In response, Pakistan on Thursday launched missile strikes into Iran and codenamed it "
        "Operation ‘Marg Bar Sarmachar’.",
        "Marg Bar Sarmachar",
        title="Strikes answered with strikes",
        publisher="Border Times",
        published=date(2024, 1, 18),
        source="strikes-answered.html",
        line=9,
    ),
    samples.citation("A third sentence with Marg Bar Sarmachar in it.", supports=False),
    question="what was the codename of the operation?",
    agreement=samples.agreement("agree", ("Marg Bar Sarmachar", (0, 1), 2)),
)
DISAGREEMENT = samples.answered(
    samples.citation(
        "At least nine people, all of them foreign nationals, were killed in the strikes on a border village.",
        "nine",
        title="Nine killed near the border",
        publisher="Northern Wire",
        published=date(2024, 1, 18),
        url="https://example.com/northern-wire",
        source="nine-killed.txt",
        attribution=Attribution(speaker="the deputy governor", act="claimed"),
    ),
    samples.citation(
        "He said that the number of the dead had risen to 10, two of them children.",
        "10",
        title="Death toll rises",
        publisher="Morning Gazette",
        source="toll-rises.txt",
        line=21,
        attribution=Attribution(speaker="Antonio Guterres", pronoun="He"),
    ),
    question="how many people died in the strikes?",
    type="quantity",
    confidence=0.64,
    spellings={"straikes": "strikes"},
    agreement=samples.agreement("disagree", ("nine", (0,), 1), ("10", (1,), 2)),
)
DECLINE = samples.declined(
    "No article mentions “aircraft”.",
    samples.citation(
        "Pakistan used killer drones, rockets, loitering munitions and stand-off weapons in the strikes.",
        title="Strikes answered with strikes",
        publisher="Border Times",
        source="strikes-answered.html",
        line=11,
    ),
    samples.citation(
        "Iran’s strikes in Pakistan came after missiles were launched into Iraq.", source="two-neighbours.txt"
    ),
    missing=("aircraft",),
)
CHECK = samples.checked(
    (
        "On Tuesday, 11 people were killed in Tehran by Pakistani missiles.",
        (
            samples.compared(
                samples.citation(
                    "On Thursday, nine people were killed in Sistan-Baluchestan.", title="Iran says nine killed"
                ),
                ("number", "11", "nine"),
                ("date", "Tuesday", "Thursday"),
                ("name", "Tehran", "Sistan-Baluchestan"),
            ),
            samples.compared(
                samples.citation("The ministry denied having killed any civilians.", title="Denial"),
                ("negation", None, "denied"),
            ),
        ),
    ),
    ("Penguins can fly.", ()),
)
SETTINGS = ServerSettings(answer_channels=(), private=True, threads=False, card="components", language="ur")


def cards() -> dict[str, Card]:
    """The cards to look at."""

    def shown(answer: object, **how: object) -> Card:
        return answer_card(samples.KEY, answer, samples.AS_OF, **{"phrases": ENGLISH, **how})  # type: ignore[arg-type]

    around = [
        samples.sentence("They met on Thursday.", 1),
        samples.sentence(OPERATION),
        samples.sentence("It said no more.", 200),
    ]
    listed = [
        samples.article("first.txt", title="Iran and Pakistan", url="https://example.com/x", publisher="Border Times")
    ]
    return {
        "answer": shown(ANSWER),
        "answer-embed": shown(ANSWER, style="embed"),
        "answer-urdu": shown(ANSWER, phrases=URDU, shared=False),
        "disagreement": shown(DISAGREEMENT),
        "decline": shown(DECLINE),
        "check": claim_check_card(samples.KEY, CHECK, samples.AS_OF, phrases=ENGLISH),
        "settings": settings_card(SETTINGS, phrases=ENGLISH, controls=True),
        "context": context_card(samples.KEY, ANSWER, around, phrases=ENGLISH),
        "sources": sources_card(samples.listing(*listed, samples.article("second.txt")), phrases=ENGLISH),
        "help": help_card(["who mediated?", "how many people died?"], phrases=ENGLISH),
        "privacy": privacy_card(90, phrases=ENGLISH, controls=True),
    }


@pytest.mark.skipif(bool(ABSENT), reason=ABSENT)
@pytest.mark.filterwarnings("default")
async def test_every_card_can_be_drawn_for_a_desktop_and_a_phone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    use_system_chromium(monkeypatch)
    folder = Path(_FOLDER) if _FOLDER else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    moderators = {f"moderators-{name}": card for name, card in moderating.cards(ENGLISH).items()}
    urdu = {f"moderators-{name}-urdu": card for name, card in moderating.cards(URDU).items() if name in _IN_URDU}
    files = await photograph(cards() | moderators | urdu, folder)
    for file in files:
        with Image.open(file) as picture:
            widest = PHONE[0] if file.stem.endswith("phone") else DESKTOP[0]
            assert 100 < picture.width <= widest * 2
            assert picture.height > 60
