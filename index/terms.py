"""Turn text into terms: the one tokeniser, for articles and questions alike.

Folds case, quotes, dashes and diacritics; drops English function words, but not "US" or "WHO" written in capitals;
stems English words (Snowball, with a small map of irregular forms) and keeps every other script searchable: Arabic,
Persian and Urdu spellings folded together, scripts without spaces as overlapping pairs of characters. Refuses to
know any corpus: variants of names are found elsewhere.

>>> terms("The US struck back; two children’s lives were lost in counter-terrorism raids.")
['us§', 'strike', 'back', '2', 'child', 'life', 'lose', 'counterterror', 'counter', 'terror', 'raid']
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import Stemmer

#: Changes whenever the same text may give other terms; a saved index with another version is built anew.
TERMS_VERSION = "2"

#: Stands at the end of a term whose letters are a stop word but which was written in capitals ("US", "WHO", "IT").
CAPITALS = "§"

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
_LETTER = rf"(?:(?![{_UNSPACED}_])[^\W\d]|[{_MARKS}]|[\u0900-\u0963\u0971-\u0dff])"


def _pattern(letter: str, unspaced: str) -> re.Pattern[str]:
    """A word, in this order: a run without spaces, "U.N.", "S400", "1,000.5", then letters with ' and - inside."""
    return re.compile(
        rf"{unspaced}(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?"
        r"|\d+(?:[.,٫٬]\d+)*(?![^\W_])"
        rf"|{letter}++(?!\d)(?:[’'ʼ`´]{letter}+)*(?:[-‐‑]{letter}+(?:[’'ʼ]{letter}+)*)*"
        r"|[^\W_]+"
    )


_PLAIN = _pattern(r"[^\W\d_]", "")  # several times faster; right wherever no letter needs special care


@cache
def _any_script() -> re.Pattern[str]:
    """Compiled when a text needs it: it takes longer than answering a question by word matching does."""
    return _pattern(_LETTER, rf"[{_UNSPACED}]+|")


@cache
def _needs_care() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}{_MARKS}\u0900-\u0dff]")


@cache
def _is_unspaced() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]")


_LETTERS_THAT_DO_NOT_DECOMPOSE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ي": "ی", "ى": "ی", "ك": "ک"}
    | {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ۀ": "ه",
        "ـ": "",
        "\u200c": "",
        "\u200d": "",
    }
)
_FOLDED_MARKS = re.compile(rf"[{_MARKS}]")
_POSSESSIVE = re.compile(r"[’'ʼ`´]s\Z|(?<=s)[’'ʼ`´]\Z", re.IGNORECASE)
_APOSTROPHES = re.compile(r"[’'ʼ`´]")
_HYPHENS = re.compile(r"[-‐‑]")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_HAS_LOWER = re.compile(r"[a-zß-öø-ÿ]")


class Token(NamedTuple):
    """A word of a text: ``text[start:end]`` and the terms it is matched by, none for a function word."""

    start: int
    end: int
    terms: tuple[str, ...]


def terms(text: str) -> list[str]:
    """The terms of a text in reading order, function words left out."""
    shouting = not _HAS_LOWER.search(text)
    found: list[str] = []
    for word in _pattern_for(text).findall(text):
        found += _terms_of(word, shouting)
    return found


def tokenize(text: str) -> list[Token]:
    """The words of a text with their offsets, function words included."""
    shouting = not _HAS_LOWER.search(text)
    words = _pattern_for(text).finditer(text)
    return [Token(m.start(), m.end(), _terms_of(m.group(), shouting)) for m in words]


def forms(term: str, text: str) -> list[str]:
    """The words of a text that are one term, folded and without possessives: "killed" and "kills" for "kill"."""
    words = (text[token.start : token.end] for token in tokenize(text) if token.terms == (term,))
    return [fold(without_possessive(word)) for word in words]


def fold(text: str) -> str:
    """Fold case, diacritics and the variant letters of one script: "Geelání" and "geelani" are one.

    The result may differ in length from the text; never use it for offsets.
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = _FOLDED_MARKS.sub("", decomposed)
    return unicodedata.normalize("NFKC", bare).translate(_LETTERS_THAT_DO_NOT_DECOMPOSE)


def stop_words() -> frozenset[str]:
    """The English function words, folded, that are not matched on."""
    return _STOP_WORDS


def stem(word: str) -> str:
    """The stem of one folded word: irregular forms by table, the rest by Snowball's English stemmer."""
    regular = _IRREGULAR.get(word)
    return _stemmer().stemWord(regular or word) if word.isascii() else word


def _pattern_for(text: str) -> re.Pattern[str]:
    return _PLAIN if text.isascii() or not _needs_care().search(text) else _any_script()


@lru_cache(maxsize=1 << 17)
def _terms_of(token: str, shouting: bool) -> tuple[str, ...]:
    if not token.isascii() and _is_unspaced().match(token):
        token = unicodedata.normalize("NFKC", token)  # one syllable may be typed as three letters, one kana as two
        return tuple(token[i : i + 2] for i in range(max(1, len(token) - 1)))
    if token[0].isdigit():
        return (_number(token) if not _HAS_LETTER.search(token) else _solid(token),)
    if token[-1].isdigit():
        return (_solid(token),)
    token = token.replace(".", "")
    parts = [_word(part, shouting) for part in _HYPHENS.split(token)]
    if len(parts) == 1:
        return (parts[0],) if parts[0] else ()
    joined = stem("".join(_letters(part) for part in _HYPHENS.split(token)))
    return (joined, *(part for part in parts if len(part) > 2))


def _word(word: str, shouting: bool) -> str:
    letters = _letters(word)
    if letters not in _STOP_WORDS:
        return stem(letters)
    is_acronym = not shouting and word.isupper() and len(letters) > 1
    return letters + CAPITALS if is_acronym else ""


def without_possessive(word: str) -> str:
    """A word without the ending of possession: "Iran's" and "sailors'" are Iran and sailors."""
    return _POSSESSIVE.sub("", word)


def _letters(word: str) -> str:
    return _solid(_APOSTROPHES.sub("", without_possessive(word)))


def _solid(word: str) -> str:
    """The folded word without spaces: some ligatures unfold to a whole phrase."""
    return "".join(fold(word).split())


def _number(digits: str) -> str:
    """ASCII digits without grouping: "1,000" is 1000; a last group that is not of three digits is a fraction."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else "." if c in ".٫" else "," for c in digits)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    return plain.replace(",", ".")


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)


def _lines(name: str) -> list[str]:
    content = resources.files(__package__).joinpath("data", name).read_text("utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]


_STOP_WORDS = frozenset(word for line in _lines("stop_words.txt") for word in line.split())
_IRREGULAR = {form: base for line in _lines("irregular_forms.txt") for base, *forms in [line.split()] for form in forms}
