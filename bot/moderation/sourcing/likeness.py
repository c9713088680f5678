"""Find the articles of the index that a new one repeats: the same text, the same address, or most of its sentences.

Sentences are held against each other as answers hold them (``near_identical``), each against what the engine ranks
first for its words, so that the cost grows with the new article and not with the corpus. Refuses to judge which of two
copies is better.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from bot.answering.comparing.independence import near_identical
from bot.moderation.sourcing.models import Duplicate, Likeness
from bot.moderation.sourcing.reading import Read
from index.corpus import folded
from index.engine import WeightedTerm
from index.generation import Generation

#: An article that shares this much of its sentences with another is shown as a copy of it.
NEAR_COPY = 0.5
#: Sentences of a long article that are looked up, spread over it.
_LOOKED_UP = 60
_CANDIDATES = 4
_MOST = 5


def duplicates(article: Read, generation: Generation) -> tuple[Duplicate, ...]:
    """The articles that this one repeats, the surest first, each once."""
    shares = shared(article, generation)
    found: dict[str, Likeness] = {}
    for source in shares:
        if _same_text(article, generation, source):
            found[source] = "same text"
    for source in with_address(article.written.url, generation):
        found.setdefault(source, "same address")
    for source, share in shares.items():
        if share >= NEAR_COPY:
            found.setdefault(source, "near copy")
    return tuple(_duplicate(generation, source, kind, shares.get(source, 0.0)) for source, kind in found.items())


def shared(article: Read, generation: Generation) -> Mapping[str, float]:
    """By source, the share of the article's sentences that stand there, nearly word for word; the largest first."""
    sentences = article.sentences
    looked_up = _spread(len(sentences))
    counts: Counter[str] = Counter()
    for order in looked_up:
        counts.update(_holding(sentences[order], article.analysis.terms_of(order), generation))
    return {source: count / len(looked_up) for source, count in counts.most_common(_MOST)}


def with_address(url: str | None, generation: Generation) -> Iterator[str]:
    """The articles that state the same address, whatever its scheme, "www." or fragment."""
    if not url:
        return
    wanted = plain_address(url)
    for stated in json.loads(generation.tables["documents"]):
        if stated.get("url") and plain_address(stated["url"]) == wanted:
            yield stated["source"]


def plain_address(url: str) -> str:
    """An address without what does not change the page: "http://www.a.example/b/#c" → "a.example/b"."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url
    return f"{host}{port}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def _spread(count: int) -> Sequence[int]:
    """Up to so many places, evenly over all."""
    return range(count) if count <= _LOOKED_UP else [count * i // _LOOKED_UP for i in range(_LOOKED_UP)]


def _holding(sentence: str, terms: Sequence[str], generation: Generation) -> set[str]:
    """The articles that hold nearly this sentence, among the best for its words."""
    query = [WeightedTerm(term) for term in dict.fromkeys(terms)]
    if not query:
        return set()
    hits = generation.engine.search(query, _CANDIDATES, passage_weight=0.0).hits
    found = (generation.sentence(hit.sentence) for hit in hits)
    return {each.source for each in found if near_identical(sentence, each.text)}


def _same_text(article: Read, generation: Generation, source: str) -> bool:
    there = generation.document(source)
    mine = article.document
    return folded(there.text[there.body_start :]) == folded(mine.text[mine.body_start :])


def _duplicate(generation: Generation, source: str, likeness: Likeness, share: float) -> Duplicate:
    share = 1.0 if likeness == "same text" else min(1.0, share)
    return Duplicate(source=source, title=generation.document(source).title, likeness=likeness, share=share)
