"""Choose what the model learns from: per question a group of windows, labelled by sentence and by token.

An ordinary group is the gold window (of random length, the gold sentence anywhere in it) and one to three windows that
BM25 ranks high though they do not contain the answer, mostly about the same subject. Some groups have no answer: asked
in vain, the gold sentence taken out of its window, the gold paragraph missing, or a name in the question exchanged.
Every choice comes from one seeded generator per question, so any group can be built again by itself. Refuses to touch
tensors.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.reader.encoding import Pieces, Row, compose, tokenize
from bot.reader.train import augment
from bot.reader.train.corpus import Corpus, Gold, Question, answer_tokens
from bot.reader.windows import Window, grow, members

DELETED_SHARE, MISSING_SHARE, SWAPPED_SHARE = 0.07, 0.15, 0.08
TYPO_SHARE, KEYWORD_SHARE, SHORT_SHARE, NO_TITLE_SHARE = 0.06, 0.04, 0.1, 0.25
#: Of the windows without the answer, how many are about the question's own subject: these deceive most.
OWN_SUBJECT_SHARE = 0.7
#: Of the swapped names, how many are exchanged for another of the same window: who did what to whom.
ROLE_SHARE = 0.4
#: How many of the groups are about invented crises and, where there are any, further sets; the others are about SQuAD.
CRISES_SHARE, FURTHER_SHARE = 0.5, 0.15
NEGATIVES = (1, 1, 1, 2, 2, 3)
SHORTEST_BUDGET, LONGEST_BUDGET = 24, 80
DEPTH = 24


class Group(NamedTuple):
    """One question with its rows. ``gold`` is (row, sentence), ``span`` (row, first token, last token), or absent.

    ``also`` are other sentences that answer, as ``gold`` is written.
    """

    rows: tuple[Row, ...]
    gold: tuple[int, int] | None
    span: tuple[int, int, int] | None
    also: tuple[tuple[int, int], ...] = ()

    @property
    def longest(self) -> int:
        """Tokens of the longest row."""
        return max(len(row.ids) for row in self.rows)


class Builder:
    """Builds groups over one corpus; holds its tokens and the mined ranks."""

    def __init__(self, corpus: Corpus, pieces: Sequence[Pieces], ranked: NDArray, tokenizer: Tokenizer) -> None:  # type: ignore[type-arg]
        self._corpus, self._pieces, self._ranked, self._tokenizer = corpus, pieces, ranked, tokenizer
        self._layout = corpus.layout
        self._titles = [tokenize(tokenizer, title).ids for title in corpus.titles]

    def group(self, number: int, seed: int) -> Group | None:
        """Build the group of one question, or ``None`` where its answer has no tokens."""
        chance = random.Random(f"{seed}:{number}")
        question = self._corpus.questions[number]
        budget = chance.randint(SHORTEST_BUDGET, LONGEST_BUDGET)
        golds = {each.sentence: each for each in question.golds}
        gold = chance.choice(question.golds) if question.golds else None
        positive = list(members(self._gold_window(gold.sentence, budget, chance))) if gold else []
        text, kind = self._ask(question, gold, positive, chance)
        shown: list[list[int]] = [positive]
        if kind == "deleted":
            shown = [[n for n in positive if n not in golds]]
        elif kind == "missing":
            shown = []
        count = max(chance.choice(NEGATIVES), 2 if kind == "missing" else 1)
        negatives = self._negatives(number, question, budget, count, kind == "missing", chance)
        shown = [numbers for numbers in shown + [list(members(w)) for w in negatives] if numbers]
        if not shown:
            return None
        chance.shuffle(shown)
        return self._labelled(text, shown, gold if kind == "answered" else None, set(golds), chance)

    def _ask(
        self, question: Question, gold: Gold | None, positive: list[int], chance: random.Random
    ) -> tuple[str, str]:
        """Choose what becomes of the question: its text, and why it has no answer (or that it has one)."""
        if gold is None:
            return self._reworded(question.text, chance), "missing"
        draw = chance.random()
        if draw < DELETED_SHARE:
            return question.text, "deleted"
        if draw < DELETED_SHARE + MISSING_SHARE:
            return question.text, "missing"
        if draw < DELETED_SHARE + MISSING_SHARE + SWAPPED_SHARE:
            window = " ".join(self._corpus.sentences[n] for n in positive)
            answer = self._corpus.sentences[gold.sentence][gold.start : gold.end]
            around = range(max(0, positive[0] - 40), min(len(self._corpus.sentences), positive[-1] + 41))
            elsewhere = [self._corpus.sentences[n] for n in around if n not in positive]
            if chance.random() < ROLE_SHARE:
                swapped = augment.with_another_role(question.text, window, answer, chance)
            else:
                swapped = augment.with_another_name(question.text, window, elsewhere, chance)
            if swapped:
                return swapped, "swapped"
        return self._reworded(question.text, chance), "answered"

    @staticmethod
    def _reworded(text: str, chance: random.Random) -> str:
        """As people type it in a chat, now and then."""
        draw = chance.random()
        if draw < KEYWORD_SHARE:
            text = augment.as_keywords(text) or text
        elif draw < KEYWORD_SHARE + SHORT_SHARE:
            text = augment.as_chat(text, chance) or text
        elif draw < KEYWORD_SHARE + SHORT_SHARE + TYPO_SHARE:
            text = augment.with_typo(text, chance) or text
            if chance.random() < 0.3:
                text = augment.with_typo(text, chance) or text
        return text

    def _gold_window(self, gold: int, budget: int, chance: random.Random) -> Window:
        """A window that holds the gold sentence, often grown from a neighbour, so that its place tells nothing."""
        around = [n for n in (gold - 2, gold - 1, gold + 1, gold + 2) if self._same_document(n, gold)]
        if around and chance.random() < 0.6:
            window = grow(chance.choice(around), self._layout, budget=budget)
            if window.first <= gold <= window.last:
                return window
        return grow(gold, self._layout, budget=budget)

    def _same_document(self, a: int, b: int) -> bool:
        documents = self._corpus.documents
        return 0 <= a < len(documents) and documents[a] == documents[b]

    def _negatives(
        self, number: int, question: Question, budget: int, count: int, whole_paragraph: bool, chance: random.Random
    ) -> list[Window]:
        """Windows around sentences that BM25 ranks high, better ranks likelier, without gold sentence or answer."""
        answer, taken = question.answer.casefold(), {gold.sentence for gold in question.golds}
        gold_paragraphs = {self._corpus.paragraphs[n] for n in taken}
        anywhere, own = ([int(n) for n in ranks if n >= 0] for ranks in self._ranked[number])
        chosen: list[Window] = []
        while (anywhere or own) and len(chosen) < count:
            candidates = own if own and (not anywhere or chance.random() < OWN_SUBJECT_SHARE) else anywhere
            hit = candidates.pop(min(int(chance.expovariate(1 / 4)), len(candidates) - 1))
            window = grow(hit, self._layout, budget=budget)
            inside = set(members(window))
            if inside & taken or (answer and any(answer in self._corpus.sentences[n].casefold() for n in inside)):
                continue
            if whole_paragraph and any(self._corpus.paragraphs[n] in gold_paragraphs for n in inside):
                continue
            taken |= inside
            chosen.append(window)
        return chosen

    def _labelled(
        self, text: str, shown: list[list[int]], gold: Gold | None, golds: set[int], chance: random.Random
    ) -> Group | None:
        asked = tokenize(self._tokenizer, text).ids
        with_titles = chance.random() >= NO_TITLE_SHARE
        rows: list[Row] = []
        at, span, also = None, None, []
        for numbers in shown:
            title = self._titles[self._corpus.documents[numbers[0]]] if with_titles else []
            row = compose(asked, title, [self._pieces[n].ids for n in numbers])
            if gold is not None and gold.sentence in numbers:
                at = len(rows), numbers.index(gold.sentence)
                also = [(len(rows), n) for n, each in enumerate(numbers) if each in golds and each != gold.sentence]
                if gold.start < gold.end:
                    tokens = answer_tokens(self._pieces[gold.sentence], gold.start, gold.end)
                    first, end = row.sentences[at[1]]
                    if tokens is None or first + tokens[1] >= end:
                        return None
                    span = len(rows), first + tokens[0], first + tokens[1]
            rows.append(row)
        return Group(tuple(rows), at, span, tuple(also))
