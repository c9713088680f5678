"""Lay blocks out on pages that Discord takes, in order, none lost; and the buttons that turn them. Pure.

Refuses to cut a block: text comes in portions that fit.
"""

from collections.abc import Iterable

from bot.adapters.discord.cards.items import Verb, item
from bot.adapters.discord.cards.layout import Block, Linked, Row, Rule, Text
from bot.adapters.discord.escaping import length
from bot.adapters.discord.phrases import Phrases

#: Characters of text on a page: Discord takes 4,000 in components and 4,096 in an embed; the rest is for head and foot.
ROOM = 3_000
#: Components on a page: Discord takes 40; the rest is for head, foot and buttons.
MOST_COMPONENTS = 24
#: Link buttons on a page: an embed has five rows of five, two of them for the other buttons.
MOST_LINKS = 15


def paged(blocks: Iterable[Text | Linked | Rule]) -> list[tuple[Block, ...]]:
    """The blocks in pages, as many on each as fit; at least one page."""
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if pages[-1] and not _fits([*pages[-1], block]):
            pages.append([])
        if pages[-1] or not isinstance(block, Rule):
            pages[-1].append(block)
    return [tuple(page[:-1] if page and isinstance(page[-1], Rule) else page) for page in pages]


def chosen(page: int, pages: int) -> int:
    """The nearest page that there is."""
    return max(0, min(page, pages - 1))


def turning(verb: Verb, key: str, page: int, pages: int, phrases: Phrases) -> list[Row]:
    """A row with the buttons to the pages before and after, where there are any."""
    steps = [(page - 1, "button.previous"), (page + 1, "button.next")]
    there = [(to, label) for to, label in steps if 0 <= to < pages]
    if not there:
        return []
    return [Row(lambda: [item(verb, key, to, phrases, label=phrases.get(label)) for to, label in there])]


def page_words(page: int, pages: int, phrases: Phrases) -> str:
    """ "page 2 of 3", or nothing where there is only one."""
    return phrases.get("page.of", page=page + 1, pages=pages) if pages > 1 else ""


def _fits(page: list[Block]) -> bool:
    texts = [block.content for block in page if isinstance(block, Text | Linked)]
    links = sum(isinstance(block, Linked) for block in page)
    return (
        sum(length(text) + 1 for text in texts) <= ROOM
        and len(page) + 2 * links <= MOST_COMPONENTS
        and links <= MOST_LINKS
    )
