"""Open a page in a real browser, headless and cut off from every network: its sizes, what it asks for, a picture.

Needs ``playwright`` and a Chromium on the path; ``ABSENT`` says which is missing.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from playwright.async_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_MISSING = [] if find_spec("playwright") else ["playwright"]
_MISSING += [] if CHROMIUM else ["Chromium"]
ABSENT = f"no browser without {', '.join(_MISSING)}" if _MISSING else ""

#: As root Chromium runs without its sandbox only; no name may be resolved but this machine's.
_OPTIONS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"]
#: What sticks out of the window, or out of its own box, at the right.
_STICKING_OUT = """() => [...document.querySelectorAll("body *")]
    .filter(each => !each.closest("details:not([open]) > :not(summary)"))
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
    .map(each => each.tagName + "." + each.getAttribute("class"))"""
_SMALLEST = """() => Math.min(...[...document.querySelectorAll("body *:not(title)")]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(each => parseFloat(getComputedStyle(each).fontSize) * (each.getScreenCTM ? each.getScreenCTM().a : 1)))"""
_WIDTH = "() => document.documentElement.scrollWidth"
_BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"


class Seen(NamedTuple):
    """A page as a browser shows it."""

    width: int
    sticking_out: list[str]
    smallest_text: float
    background: str
    requests: list[str]
    complaints: list[str]
    dialogs: list[str]


@asynccontextmanager
async def browser() -> AsyncIterator["Browser"]:
    """A Chromium without a window."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=_OPTIONS)
        try:
            yield started
        finally:
            await started.close()


async def look(
    started: "Browser",
    page: Path,
    *,
    width: int,
    scheme: Literal["light", "dark"],
    picture: Path,
    open_details: bool = False,
) -> Seen:
    """Open a file as somebody would, and take a picture of all of it."""
    requests: list[str] = []
    complaints: list[str] = []
    dialogs: list[str] = []
    sharpness = 2 if width < 600 else 1
    window = {"width": width, "height": 900}
    tab = await started.new_page(viewport=window, color_scheme=scheme, device_scale_factor=sharpness)
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: dialogs.append(dialog.message))
    await tab.goto(page.as_uri())
    if open_details:
        await tab.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
    await tab.screenshot(path=picture, full_page=True)
    found = [await tab.evaluate(each) for each in (_WIDTH, _STICKING_OUT, _SMALLEST, _BACKGROUND)]
    await tab.close()
    return Seen(*found, requests, complaints, dialogs)
