"""The report in a real browser: readable on a phone and on a desktop, light and dark, and nothing in it runs.

The pictures stay in the folder that ``ONRECORD_PICTURES`` names, for whoever wants to look at them.
"""

import os
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Literal

import pytest

from bot.moderation.report.models import Report
from bot.moderation.report.page import page
from tests.bot.moderation.report import samples
from tests.visual.browser import ABSENT, browser, look

_FOLDER = os.environ.get("ONRECORD_PICTURES")
_HOSTILE = "<img src=http://example.org/x onerror=alert(1)><script>alert(2)</script>" + "W" * 400
#: CSS pixels: a phone and a desktop, and the smallest letters.
WIDTHS = (390, 1280)
SMALLEST = 11
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
REPORTS: dict[str, Callable[[], Report]] = {
    "report": samples.full,
    "report-empty": samples.empty,
    "report-hostile": lambda: samples.full(_HOSTILE),
}


@pytest.mark.skipif(bool(ABSENT), reason=ABSENT)
@pytest.mark.filterwarnings("default")
async def test_the_report_fits_on_a_phone_and_a_desktop_and_stays_silent(tmp_path: Path) -> None:
    folder = Path(_FOLDER) if _FOLDER else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    async with browser() as started:  # starting it takes far longer than looking
        for (name, made), width, scheme in product(REPORTS.items(), WIDTHS, SCHEMES):
            file, picture = tmp_path / f"{name}.html", folder / f"{name}-{width}-{scheme}.png"
            file.write_text(page(made()), "utf-8")
            seen = await look(
                started, file, width=width, scheme=scheme, picture=picture, open_details=name == "report-hostile"
            )
            said = f"{name} at {width}, {scheme}"
            assert seen.width == width, said
            assert seen.sticking_out == [], said
            assert seen.smallest_text >= SMALLEST, said
            assert seen.requests == [file.as_uri()], said
            assert seen.complaints == seen.dialogs == [], said
            light = sum(map(int, seen.background.strip("rgb()").split(", "))) > 3 * 127
            assert light == (scheme == "light"), said
