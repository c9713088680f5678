"""Name the file of an article that comes from outside, so that the name can do no harm on any system.

The name says what the article is about, in letters, digits and hyphens; part of its content's hash makes it unique.
Refuses to take over anything else of a name: no folder, no leading dot, no device of Windows, no control character,
no ending but our own.

>>> file_name("../../CON\\x1b.tar.gz", "ab" * 32, MediaType.TEXT)
'con-tar-gz-abababab.txt'
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from index.models import MediaType

ENDINGS = {MediaType.TEXT: "txt", MediaType.MARKDOWN: "md", MediaType.HTML: "html", MediaType.PDF: "pdf"}

#: File systems allow 255 bytes of a name; the hash and the ending stay below this as well.
_LONGEST = 60
_LONGEST_BYTES = 150
_HASH_DIGITS = 8
_NOT_IN_A_NAME = re.compile(r"[\W_]+")
_ENDING = re.compile(r"\.(?:txt|md|markdown|html?|pdf|php|aspx?|jsp)\Z", re.IGNORECASE)
_COMBINING = ("Mn", "Mc")


def file_name(proposed: str, sha256: str, media_type: MediaType) -> str:
    """A safe file name from whatever somebody proposes: a file's name, a title, the last part of an address."""
    return f"{slug(_ENDING.sub('', proposed))}-{sha256[:_HASH_DIGITS]}.{ENDINGS[media_type]}"


def slug(proposed: str) -> str:
    """Letters and digits of any script, joined by hyphens: " Truce: 2nd day! " → "truce-2nd-day"."""
    plain = unicodedata.normalize("NFKC", proposed[: _LONGEST * 20]).casefold()
    words = "".join(c if c.isalnum() or unicodedata.category(c) in _COMBINING else " " for c in plain)
    joined = _NOT_IN_A_NAME.sub("-", unicodedata.normalize("NFC", words).replace(" ", "-")).strip("-")[:_LONGEST]
    while len(joined.encode("utf-8", "ignore")) > _LONGEST_BYTES:
        joined = joined[:-1]
    return joined.strip("-") or "article"


def of_address(address: str) -> str:
    """What an address says its page is about: its last part that holds a letter, or else its host."""
    parts = urlsplit(address)
    names = [unquote(part) for part in parts.path.split("/")]
    lettered = [name for name in names if any(c.isalpha() for c in _ENDING.sub("", name))]
    return lettered[-1] if lettered else parts.hostname or "article"


def numbered(name: str) -> Iterator[str]:
    """The name itself, then the same with numbers: "a.txt", "a-2.txt", "a-3.txt" … up to 999."""
    stem, _, ending = name.rpartition(".")
    yield name
    yield from (f"{stem}-{number}.{ending}" for number in range(2, 1_000))
