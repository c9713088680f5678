"""Search an HTML page that states no date of publication for one. What is found is a proposal, never a statement.

Markup, addresses and known page templates are searched, not the running text: a date in a sentence is some other day's.
The library is loaded when the first such page is met. Refuses days to come.
"""

import logging
from datetime import UTC, date, datetime

#: A day further back than the web.
_EARLIEST = "1990-01-01"


def date_of_page(page: bytes, address: str | None = None) -> date | None:
    """The day on which a page was probably published first; ``None`` where nothing tells."""
    from htmldate import find_date

    _quiet()
    today = datetime.now(UTC).date()
    try:
        found = find_date(
            page.decode("utf-8", "replace"),
            extensive_search=False,
            original_date=True,
            url=address,
            min_date=_EARLIEST,
            max_date=today.isoformat(),
        )
        return date.fromisoformat(found) if found else None
    except Exception:  # whatever a hostile page does to the search, it is only a proposal
        return None


def _quiet() -> None:
    """Keep the library's grumbling, which names no page, out of everybody's log."""
    logger = logging.getLogger("htmldate")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = False
