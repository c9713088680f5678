"""Tell what kind of answer a question asks for, from its question word and head noun.

The classes are those of the question-answering literature (Li & Roth 2002), folded into the ten that articles about a
crisis are asked for. Patterns are tried in order and the first that fits decides. Refuses to look at any article.

>>> answer_type("how many people died?"), answer_type("which town was hit?"), answer_type("what does ECOWAS stand for")
(<AnswerType.QUANTITY: 'quantity'>, <AnswerType.PLACE: 'place'>, <AnswerType.DEFINITION: 'definition'>)
"""

import re

from rapidfuzz.distance import OSA

from bot.answering.mentions.units import is_plural
from bot.answering.word_lists import listed
from bot.models import AnswerType
from index.terms import stop_words
from index.terms import terms as find_terms

_ASKING = ("what", "which", "when", "where", "who", "whom", "whose", "why", "how")
_TYPED_WITHOUT_CARE = {
    "wat": "what",
    "wht": "what",
    "wot": "what",
    "hw": "how",
    "y": "why",
    "wen": "when",
    "wich": "which",
}
_TYPED_WITHOUT_CARE |= {
    "whats": "what is",
    "whos": "who is",
    "wheres": "where is",
    "whens": "when is",
    "whys": "why is",
}

_PLACES = (
    "place|places|location|locations|site|city|cities|town|towns|village|villages|country|countries|province|provinces|"
    "state|states|region|regions|district|districts|area|areas|continent|island|capital|street|river|sea|port|airport|"
    "county|border|neighbou?rhood|nation|nations"
)
_ORGANISATIONS = (
    "organi[sz]ations?|groups?|compan(?:y|ies)|agenc(?:y|ies)|newspapers?|outlets?|channels?|ministr(?:y|ies)|part(?:y|ies)|"
    "teams?|universit(?:y|ies)|banks?|govern?ments?|militias?|institutions?|bod(?:y|ies)|airlines?|firms?|club|band|"
    "department|committee|council|court|church|media|broadcaster|unions?"
)
_PEOPLE = (
    "person|man|woman|people|leaders?|presidents?|ministers?|officials?|generals?|commanders?|spokes\\w+|kings?|queens?|"
    "actors?|actress|authors?|writers?|singers?|scientists?|ambassadors?|envoys?|governors?|mayors?|chiefs?|director|"
    "player|philosopher|emperor|pope|architect|inventor|founder|judge|senator|politician"
)
_DATES = "year|years|date|dates|day|days|month|months|time|century|decade|weekday|era|season"
_QUANTITIES = (
    "number|percentage|percent|proportion|share|amount|cost|price|population|death toll|toll|total|size|length|height|"
    "distance|depth|width|speed|temperature|magnitude|rate|ratio|age|duration|budget|score"
)
_NAMES = (
    "names?|codenames?|code names?|titles?|nicknames?|slogans?|mottos?|terms?|words?|acronyms?|abbreviations?|handle"
)
_BE = r"(?:is|are|was|were|'s|’s)"
_AUXILIARY = "is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must"

_SAYING = (
    "say|said|says|tell|claim|describe|react|respond|call|comment|think|want|announce|state|warn|demand|promise|propose"
)

_PATTERNS: tuple[tuple[AnswerType, str], ...] = (
    (AnswerType.DEFINITION, r"\bwhat (?:do|does|did) .+ (?:mean|stand for|refer to|signify)\b"),
    (AnswerType.DEFINITION, r"\bmeaning of\b|\bdefin(?:e|ition)\b|\btranslat(?:e|ion|es)\b"),
    (AnswerType.DEFINITION, r"\bwhat .+ (?:short|abbreviation) for\b"),
    (AnswerType.REASON, r"\bwhy\b|\bhow come\b|\bfor what (?:reason|purpose)\b"),
    (AnswerType.REASON, r"\bwhat (?:was |is |were )?(?:the )?(?:reasons?|causes?|caused|motive|led to)\b"),
    (
        AnswerType.QUANTITY,
        r"\bhow (?:many|much|long|far|old|tall|big|large|high|deep|wide|fast|often|heavy|strong|hot|cold)\b",
    ),
    (AnswerType.DATE, rf"\bwhen\b|\b(?:what|which)(?: \w+)?(?: \w+)? (?:{_DATES})\b"),
    (AnswerType.DATE, r"\bhow (?:soon|recently)\b|\bsince (?:what|which)\b"),
    (AnswerType.QUANTITY, rf"\b(?:what|which)(?: {_BE})?(?: the)?(?: \w+)? (?:{_QUANTITIES})\b"),
    (AnswerType.PLACE, rf"\bwhere\b|\b(?:what|which)(?: \w+)?(?: \w+)? (?:{_PLACES})\b"),
    (AnswerType.ORGANISATION, rf"\b(?:what|which)(?: \w+)?(?: \w+)? (?:{_ORGANISATIONS})\b"),
    (AnswerType.PERSON, rf"\bwho(?:m|se)?\b|\b(?:what|which)(?: \w+)? (?:{_PEOPLE})\b"),
    (AnswerType.STATEMENT, rf"\b(?:what|how) (?:did|does|do|has|have) .+ (?:{_SAYING})\b"),
    (AnswerType.NAME, rf"\b(?:what|which)\b.*\b(?:{_NAMES})\b|\bcode ?named?\b"),
    (AnswerType.NAME, r"\bwhat .+ (?:called|named|dubbed|known as)\b"),
    (AnswerType.STATEMENT, r"\bhow\b|\bwhat\b|\bwhich\b"),
    (AnswerType.YES_NO, rf"\A\W*(?:(?:{_AUXILIARY})(?:n['’]t)?|if|whether)\b"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_ASKED_OF = re.compile(r"\b(?:what|how) (?:did|does|do|has|have) ", re.IGNORECASE)
_SPEAKS = re.compile(
    rf" (?:{_SAYING}|ask|asked|offer|offered|write|written|reply|replied|accuse|accused|explain|explained)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
#: What stands between "how many" and the noun that is counted, and how many words of its own that noun may follow.
_PASSED_OVER = listed("of the these those this that his her its their our my your us more other another")
_POSSESSIVE = re.compile(r"['’]s?\Z", re.IGNORECASE)
_LONGEST_NOUN_PHRASE = 3
_AUXILIARIES = frozenset(_AUXILIARY.split("|"))
_AFTER_HOW = re.compile(r"\s+(?:many|much|long|far|old|tall|big|large|often|come|did|do|does)\b", re.IGNORECASE)
#: What is called or described as something is answered by that something, what is said by a clause.
_CLAUSE = re.compile(
    r"\bwhat (?:did|does|do|has|have) .+ (?:say|said|says|tell|claim|react|respond|comment|think|want|announce|state|"
    r"warn|demand|promise|propose|do|done)\b|"
    r"\bwhat (?:is|was|were|are)(?: [\w’'-]+){0,4}? "
    r"(?:stance|position|reaction|response|view|opinion|plan|demand|message)s?\b|"
    r"\bhow (?:did|does|do|has|have) .+ (?:respond|react|protest|retaliate|answer|act)\b",
    re.IGNORECASE,
)
_WHO_DID = re.compile(
    r"\W*(?:and\s+)?who\s+(?:(?:else|first|also)\s+)?(?:(?:has|have|had|will)\s+)?"
    rf"(?!(?:{_AUXILIARY})\b)(?P<verb>[a-z][\w’'-]*)",
    re.IGNORECASE,
)
_WHAT_YEAR = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)
_TAKING_PLACE = re.compile(r"\b(?:take[sn]?|took|taking) place\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_OPENING = re.compile(r"\A\W*(\w+)")


def answer_type(question: str) -> AnswerType:
    """The kind of answer that a question asks for; a statement where nothing tells more."""
    question = _TAKING_PLACE.sub("happen", question)
    if _COMPILED[-1][1].search(question):
        return AnswerType.YES_NO
    return next((kind for kind, pattern in _COMPILED if pattern.search(question)), AnswerType.STATEMENT)


def asks_for_a_clause(question: str) -> bool:
    """Whether the answer is what somebody said or did, rather than a thing or a name.

    >>> asks_for_a_clause("what did the mayor say?"), asks_for_a_clause("what did the mayor call it?")
    (True, False)
    """
    return bool(_CLAUSE.search(question))


def offers_a_choice(question: str) -> bool:
    """Whether a question that opens like one for yes or no names what to choose from: "is it open or closed?"."""
    return answer_type(question) is AnswerType.YES_NO and bool(_OR.search(question))


def asks_for_a_year(question: str) -> bool:
    """Whether nothing but the year is asked for: "in what year did it end?"."""
    return bool(_WHAT_YEAR.search(question))


def verb_of_who(question: str) -> str | None:
    """What somebody did of whom it is asked who did it, or nothing where the question asks something else.

    >>> verb_of_who("who has approved the raid?"), verb_of_who("who did the mayor call?"), verb_of_who("who is Berg?")
    ('approved', None, None)
    """
    match = _WHO_DID.match(question)
    return match["verb"] if match else None


def speaker_asked_for(question: str) -> str | None:
    """Who is asked what they said, or nothing where the question asks something else.

    >>> speaker_asked_for("what did the mayor say about it?"), speaker_asked_for("what did they say about it?")
    ('the mayor', None)
    """
    if (asked := _ASKED_OF.search(question)) is None:
        return None
    for verb in _SPEAKS.finditer(question, asked.end() - 1):
        who = question[asked.end() : verb.start()]
        if find_terms(f"a {who}"):  # "the state broadcaster": no verb
            return who
    return None


def counted_noun(question: str) -> str | None:
    """The word that "how many" counts, if the question says so.

    >>> counted_noun("how many children died?"), counted_noun("how many small boats sank?"), counted_noun("how long?")
    ('children', 'boats', None)
    """
    match = _HOW_MANY.search(question)
    nouns: list[str] = []
    for typed in question[match.end() :].split() if match else ():
        word = typed.strip('.,;:?!"“”()')
        is_of_what = (
            word.lower() in _PASSED_OVER or _POSSESSIVE.search(word) or word[:1].isdigit() or _is_initials(word)
        )
        if not word or (is_of_what and not nouns):
            continue
        if word.lower() in stop_words() or len(nouns) == _LONGEST_NOUN_PHRASE:
            # "how many new staff were": what stands before the verb; "how many sheep drowned in": the noun comes first
            return nouns[-1 if word.lower() in _AUXILIARIES else 0] if nouns else None
        if is_plural(word.lower()):
            return word
        nouns.append(word)
    return nouns[0] if nouns else None


def _is_initials(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def repaired(question: str) -> str:
    """Put a mistyped question word right: "wat was the codename" asks "what".

    Only the first word is looked at, and only when it is close to one question word and no word of its own.
    """
    match = _OPENING.match(question)
    if match is None:
        return question
    word, rest = match[1].lower(), question[match.end(1) :]
    meant = _TYPED_WITHOUT_CARE.get(word) or _meant(word, rest)
    return question if meant is None else question[: match.start(1)] + meant + question[match.end(1) :]


def _meant(word: str, rest: str) -> str | None:
    if len(word) < 3 or word in _ASKING or word in _COMMON_OPENINGS:
        return None
    near = [asking for asking in _ASKING if OSA.distance(word, asking) == 1 and sorted(word) == sorted(asking)]
    if "how" in near and _AFTER_HOW.match(rest):
        return "how"
    return near[0] if near else None


_COMMON_OPENINGS = frozenset(
    ("then", "that", "this", "they", "there", "these", "those", "the", "was", "has", "had", "own")
)
