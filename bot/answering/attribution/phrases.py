"""Find the noun phrase before or after a place in a sentence: the one who speaks, with what renames him.

A phrase ends where a clause begins, and clauses are told by finite verbs, conjunctions, commas and quotation marks;
where that leaves two readings there is no phrase. Refuses to guess: None is a common answer.
"""

from bot.answering.attribution.clauses import Words, clause_words, is_adverb, is_day, is_finite

#: A subject longer than this many words, or with more commas, is not one that rules can find.
LONGEST_PHRASE = 30
_FARTHEST = 60
_MOST_SEGMENTS = 6
_HARD = frozenset('“”„«»";:.?!…—–([{]}|')


def phrase_before(w: Words, last: int) -> tuple[int, int] | None:
    """The noun phrase that ends with word ``last``, past a parenthesis between commas, as a range of words.

    "Ten died, Ann Lee, the mayor," → "Ann Lee, the mayor"; "the envoy, who was in Oslo," → "the envoy".
    """
    segments = _segments(w, last)
    if not segments:
        return None
    begin, end = segments[0]
    if begin < end:
        phrase = _right_phrase(w, begin, end)
        return _whole_list(w, phrase, segments) if phrase else None
    return _before_parenthesis(w, segments[1:])


def _segments(w: Words, last: int) -> list[tuple[int, int]]:
    """What stands between commas, nearest first, back to a mark that no phrase crosses; brackets are stepped over."""
    found: list[tuple[int, int]] = []
    end, at = last + 1, last
    while at >= 0 and last - at < _FARTHEST and len(found) < _MOST_SEGMENTS:
        word = w.words[at]
        if word == ")":
            opening = next((i for i in range(at - 1, max(-1, at - 9), -1) if w.words[i] == "("), None)
            if opening is None:
                break
            at = opening
        elif word in _HARD:
            break
        elif word == ",":
            found.append((at + 1, end))
            end = at
        at -= 1
    return [*found, (at + 1, end)]


def _whole_list(w: Words, phrase: tuple[int, int], segments: list[tuple[int, int]]) -> tuple[int, int]:
    """Widen "Germany and Britain" by the names of a list before it: "France, Germany and Britain"."""
    begin, end = phrase
    if begin != segments[0][0] or not {"and", "or"} & set(w.low[begin:end]):
        return phrase
    for a, b in segments[1:]:
        if not 0 < b - a <= 4 or not all(word[0].isupper() or word in ("of", "the") for word in w.words[a:b]):
            return phrase if (a, b) != segments[-1] or begin == segments[0][0] else (begin, end)
        if w.low[a] in clause_words().preposition:
            return phrase
        begin = a
    return begin, end


def _before_parenthesis(w: Words, segments: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The phrase before ", ...,": with the parenthesis where that renames it, without where it only tells more."""
    at = 1
    while at < len(segments) and (_tells_more(w, *segments[at]) or _is_end_of_place(w, segments[at - 1], segments[at])):
        at += 1
    if at >= len(segments) or segments[at][0] >= segments[at][1]:
        return None
    head = _right_phrase(w, *segments[at])
    if head is None:
        return None
    begin, end = segments[at - 1][0], segments[0][1]
    if _renames(w, begin, segments[at - 1][1]):
        return head[0], end
    return _with_role(w, head, segments[at + 1 :])


def _with_role(w: Words, head: tuple[int, int], outer: list[tuple[int, int]]) -> tuple[int, int]:
    """Widen a name by the role before it: "Her lawyer, Ann Lee, 45," → "Her lawyer, Ann Lee"."""
    if outer and all(word[0].isupper() for word in w.words[slice(*head)]) and w.words[head[0] - 1] == ",":
        role = _right_phrase(w, *outer[0])
        if role and w.low[role[0]] in ("the", "a", "an", "his", "her", "its", "their"):
            return role[0], head[1]
    return head


def _tells_more(w: Words, begin: int, end: int) -> bool:
    """Whether a segment cannot be a subject: a relative clause, an adverbial, an age."""
    if begin >= end:
        return False
    first, lists = w.low[begin], clause_words()
    return first in lists.relative or first in lists.preposition or first.endswith("ing") or first.isdigit()


def _is_end_of_place(w: Words, inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """Whether "Texas" after "a lawyer from Austin" only ends a place."""
    begin, end = inner
    if not 0 < end - begin <= 2 or not all(word[0].isupper() for word in w.words[begin:end]):
        return False
    return any(w.low[i] in ("from", "in", "of", "at", "near") for i in range(max(outer[0], outer[1] - 3), outer[1] - 1))


def _renames(w: Words, begin: int, end: int) -> bool:
    """Whether a parenthesis is another name for the phrase before it: a name, or a role with an article."""
    if not 0 < end - begin <= 14:
        return False
    if any(is_finite(w, i, strictly=False) for i in range(begin, end)) or _tells_more(w, begin, end):
        return False
    return w.low[begin] in ("a", "an", "the", "his", "her", "its", "their") or w.words[begin][0].isupper()


def _right_phrase(w: Words, begin: int, end: int) -> tuple[int, int] | None:
    """The noun phrase at the right edge of a stretch without commas."""
    lists = clause_words()
    start, clause, verb, related = begin, False, -1, False
    for at in range(begin, end):
        word = w.low[at]
        if word in ("if", "whether", "unless"):
            return None
        if word in ("and", "or", "nor") and clause and not related:
            start, clause, verb = at + 1, False, -1
        elif word in lists.subordinator or word in ("as", "what"):
            if word == "that" and at > start and at + 1 < end and is_finite(w, at + 1):
                related = True
                continue
            start, clause, verb, related = at + 1, False, -1, False
        elif word in lists.relative:
            related = True
        elif not related and is_finite(w, at):
            clause = True
            verb = at if is_finite(w, at, strictly=False) else verb
    if verb >= 0:
        if w.low[verb] not in ("said", "says", "reported", "reports", "added", "told"):
            return None
        start = verb + 1
    first = _past_opening(w, _past_connectives(w, start, end), end)
    if first is None or first >= end or end - first > LONGEST_PHRASE or w.low[first] in lists.relative:
        return None
    return first, end


def _past_connectives(w: Words, start: int, end: int) -> int:
    lists = clause_words()
    while start < end - 1 and (w.low[start] in lists.connective or is_adverb(w, start)):
        start += 1
    return start


def _past_opening(w: Words, start: int, end: int) -> int | None:
    """Step over an adverbial that no comma sets off: "On Friday the ministry" → "the ministry"."""
    lists = clause_words()
    if start >= end or w.low[start] not in lists.preposition:
        return start
    at = start + 1
    while at < end and (
        is_day(w.words[at]) or w.low[at] in ("late", "early", "morning", "evening", "night", "afternoon")
    ):
        at += 1
    if start + 1 < at < end:
        return at
    for at in range(end - 2, start + 1, -1):
        if w.low[at] in ("the", "a", "an", "his", "her", "its", "their") and w.low[at - 1] not in lists.preposition:
            return at
    if w.low[start] in ("after", "before", "since", "until") and start + 1 < end:
        return start + 1
    return None


def phrase_after(w: Words, first: int) -> tuple[int, int] | None:
    """The noun phrase that begins with word ``first``: up to a comma, a clause or a time."""
    lists, at = clause_words(), first
    while at < len(w.words) and at - first < LONGEST_PHRASE:
        word = w.words[at]
        if word == "(":
            closing = next((i for i in range(at + 1, min(len(w.words), at + 9)) if w.words[i] == ")"), None)
            if closing is None:
                break
            at = closing + 1
            continue
        if (
            word in _HARD
            or word == ","
            or w.low[at] in lists.relative
            or w.low[at] in lists.subordinator
            or w.low[at] == "as"
        ):
            break
        if is_finite(w, at) and not (at + 1 < len(w.low) and w.low[at + 1] == "by"):
            break
        if is_day(word) or (at + 1 < len(w.words) and is_day(w.words[at + 1]) and w.low[at] in ("on", "late", "early")):
            break
        if (
            w.low[at] in ("in", "during", "at", "via", "after", "before")
            and at + 1 < len(w.low)
            and w.low[at + 1] in ("a", "an", "his", "her", "its", "their")
        ):
            break
        if w.low[at] == "and" and begins_clause(w, at + 1):
            break
        at += 1
    return (first, at) if at > first else None


def begins_clause(w: Words, at: int) -> bool:
    """Whether a finite verb comes before the next comma: "and ten were hurt"."""
    for i in range(at, min(len(w.words), at + 12)):
        if w.words[i] == "," or w.words[i] in _HARD:
            return False
        if is_finite(w, i):
            return True
    return False
