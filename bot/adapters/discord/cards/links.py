"""Addresses that a link button may carry: http or https, a host with a dot, no account, nothing hidden.

An address comes from an article's metadata and is untrusted; one that Discord would refuse would cost the whole card.
Refuses what it does not understand: the source is then shown without a button.

>>> safe_url("HTTPS://Example.com/a b?c=ü"), safe_url("javascript:alert(1)"), safe_url("http://user@example.com")
('https://example.com/a%20b?c=%C3%BC', None, None)
"""

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

#: Discord's own limit for the address of a button.
LONGEST = 512
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\\]")
_KEPT = "%/:=&?~#+!$,;'@()*[]"


def safe_url(text: str | None) -> str | None:
    """The address in the form that a button takes, or nothing where it may not be one."""
    text = (text or "").strip()
    if not text or len(text) > LONGEST or _UNSEEN.search(text):
        return None
    try:
        url = _plain(urlsplit(text))
    except ValueError:
        return None
    return url if url and len(url) <= LONGEST else None


def _plain(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    place = host if parts.port is None else f"{host}:{parts.port}"
    rest = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, place, *rest))
