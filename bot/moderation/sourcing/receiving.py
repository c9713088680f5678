"""Tell by its content what was received: an article as text, Markdown, HTML or PDF, or something else.

A name or a declared type only decides between text and Markdown. Refuses archives, images, other documents and feeds,
each with what to do instead, and whatever is larger than an article.
"""

import re

from bot.errors import SourceRefused
from bot.moderation.sourcing.naming import ENDINGS
from index.extract import decode
from index.files import MEDIA_TYPES, Problem
from index.models import MediaType

#: Bytes; what is larger is no article.
LARGEST = 10_000_000

_UNPACK = "Unpack it and add the articles one by one"
_SAVE = "Add the article as .txt, .md, .html or .pdf"
#: What files of other kinds begin with.
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "an archive or an office document", f"{_UNPACK}, or save it as PDF"),
    (b"PK\x05\x06", "an archive", _UNPACK),
    (b"PK\x07\x08", "an archive", _UNPACK),
    (b"\x1f\x8b", "an archive", _UNPACK),
    (b"BZh", "an archive", _UNPACK),
    (b"\xfd7zXZ", "an archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "an archive", _UNPACK),
    (b"Rar!\x1a\x07", "an archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "an archive", _UNPACK),
    (b"\x04\x22\x4d\x18", "an archive", _UNPACK),
    (b"MSCF", "an archive", _UNPACK),
    (b"!<arch>\n", "an archive", _UNPACK),
    (b"\xd0\xcf\x11\xe0", "an office document", "Save it as PDF or as text"),
    (b"{\\rtf", "an office document", "Save it as PDF or as text"),
    (b"\x89PNG", "an image", _SAVE),
    (b"\xff\xd8\xff", "an image", _SAVE),
    (b"GIF8", "an image", _SAVE),
    (b"RIFF", "an image, a sound or a film", _SAVE),
    (b"ID3", "a sound", _SAVE),
    (b"OggS", "a sound or a film", _SAVE),
    (b"\x1a\x45\xdf\xa3", "a film", _SAVE),
    (b"%!PS", "a PostScript document", "Save it as PDF"),
    (b"\x7fELF", "a program", _SAVE),
    (b"MZ\x90", "a program", _SAVE),
    (b"#!", "a script", _SAVE),
)
_TAR_AT = slice(257, 262)
_PDF_WITHIN = 1_024
_HEAD = 4_096
_PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h1)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[\s]", re.IGNORECASE)
_TAGS = re.compile(rb"<(?:p|div|article|body|h1)[\s>]", re.IGNORECASE)


def media_type_of(content: bytes, name: str = "", *, where: str = "") -> MediaType:
    """What kind of article the bytes are; ``name`` is a file's name, if it has one. Raises SourceRefused."""
    where = where or name or "the text"
    if not content:
        raise SourceRefused("This is empty", where=where, advice=_SAVE)
    if len(content) > LARGEST:
        raise too_large(where)
    for opening, what, advice in _OTHERS:
        if content.startswith(opening):
            raise SourceRefused(f"This is {what}, not an article", where=where, advice=advice)
    if content[_TAR_AT] == b"ustar":
        raise SourceRefused("This is an archive, not an article", where=where, advice=_UNPACK)
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return MediaType.PDF
    return _of_text(content, name, where)


def ending_of(name: str) -> str:
    """The ending of a file's name in lower case: "a.b.TXT" → "txt"."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def check_ending(name: str) -> None:
    """Refuse a file whose name says that it is no article. Raises SourceRefused."""
    ending = ending_of(name)
    if ending and ending not in MEDIA_TYPES and len(ending) <= 5 and ending.isalnum():
        allowed = ", ".join(f".{each}" for each in ENDINGS.values())
        raise SourceRefused(
            "Files of this kind are not taken as articles", where=name, advice=f"Save it as one of {allowed}"
        )


def too_large(where: str) -> SourceRefused:
    """The refusal of what is larger than an article."""
    what = f"This is larger than {LARGEST // 1_000_000} MB"
    return SourceRefused(what, where=where, advice="Add only the article's text")


def _of_text(content: bytes, name: str, where: str) -> MediaType:
    named = MEDIA_TYPES.get(ending_of(name))
    beginning = _PROLOGUE.match(content)
    head = content[beginning.end() if beginning else 0 :][:_HEAD]
    if _FEED.match(head):
        advice = "Add it with: onrecord feed add, or name one of its articles"
        raise SourceRefused("This is a feed, not an article", where=where, advice=advice)
    if _HTML.match(head) or (named is MediaType.HTML and _TAGS.search(content)):
        return MediaType.HTML
    if _XML.match(content):
        raise SourceRefused("This is XML, not an article", where=where, advice=_SAVE)
    text = decode(content)
    if isinstance(text, Problem):
        if named is MediaType.HTML:
            return MediaType.HTML
        raise SourceRefused(f"This {text.reason}", where=where, advice=text.advice.replace(" and refresh again", ""))
    return MediaType.MARKDOWN if named is MediaType.MARKDOWN else MediaType.TEXT
