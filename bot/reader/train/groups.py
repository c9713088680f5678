"""Choose what the model learns from: per question a group of windows, labelled by sentence and by token.

An ordinary group is the gold window (of random length, the gold sentence anywhere in it) and one to three windows that
BM25 ranks high though they do not contain the answer, mostly of the same article. Some groups have no answer: the gold
sentence taken out of its window, the gold paragraph missing, or a name in the question exchanged. Every choice comes
from one seeded generator per question, so any group can be built again by itself. Refuses to touch tensors.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.reader.encoding import Pieces, Row, compose, tokenize
from bot.reader.train import augment
from bot.reader.train.corpus import Corpus, Question, answer_tokens
from bot.reader.windows import Window, grow, members

DELETED_SHARE, MISSING_SHARE, SWAPPED_SHARE = 0.07, 0.15, 0.08
TYPO_SHARE, KEYWORD_SHARE, SHORT_SHARE, NO_TITLE_SHARE = 0.06, 0.04, 0.1, 0.25
#: Of the windows without the answer, how many are from the question's own article: these deceive most.
OWN_ARTICLE_SHARE = 0.7
#: Of the swapped names, how many are exchanged for another of the same window: who did what to whom.
ROLE_SHARE = 0.4
NEGATIVES = (1, 1, 1, 2, 2, 3)
SHORTEST_BUDGET, LONGEST_BUDGET = 24, 80
DEPTH = 24


class Group(NamedTuple):
    """One question with its rows. ``gold`` is (row, sentence), ``span`` (row, first token, last token), or absent."""

    rows: tuple[Row, ...]
    gold: tuple[int, int] | None
    span: tuple[int, int, int] | None

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
        window = self._gold_window(question.sentence, budget, chance)
        positive = list(members(window))
        text, kind = self._ask(question, positive, chance)
        shown: list[list[int]] = [positive]
        if kind == "deleted":
            shown = [[n for n in positive if n != question.sentence]]
        elif kind == "missing":
            shown = []
        count = max(chance.choice(NEGATIVES), 2 if kind == "missing" else 1)
        negatives = self._negatives(number, question, budget, count, kind == "missing", chance)
        shown = [numbers for numbers in shown + [list(members(w)) for w in negatives] if numbers]
        if not shown:
            return None
        chance.shuffle(shown)
        return self._labelled(text, shown, question if kind == "answered" else None, chance)

    def _ask(self, question: Question, positive: list[int], chance: random.Random) -> tuple[str, str]:
        """Choose what becomes of the question: its text, and why it has no answer (or that it has one)."""
        draw = chance.random()
        if draw < DELETED_SHARE:
            return question.text, "deleted"
        if draw < DELETED_SHARE + MISSING_SHARE:
            return question.text, "missing"
        if draw < DELETED_SHARE + MISSING_SHARE + SWAPPED_SHARE:
            gold = " ".join(self._corpus.sentences[n] for n in positive)
            around = range(max(0, positive[0] - 40), min(len(self._corpus.sentences), positive[-1] + 41))
            elsewhere = [self._corpus.sentences[n] for n in around if n not in positive]
            if chance.random() < ROLE_SHARE:
                swapped = augment.with_another_role(question.text, gold, question.answer, chance)
            else:
                swapped = augment.with_another_name(question.text, gold, elsewhere, chance)
            if swapped:
                return swapped, "swapped"
        text, draw = question.text, chance.random()
        if draw < KEYWORD_SHARE:
            text = augment.as_keywords(text) or text
        elif draw < KEYWORD_SHARE + SHORT_SHARE:
            text = augment.as_chat(text, chance) or text
        elif draw < KEYWORD_SHARE + SHORT_SHARE + TYPO_SHARE:
            text = augment.with_typo(text, chance) or text
            if chance.random() < 0.3:
                text = augment.with_typo(text, chance) or text
        return text, "answered"

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
        answer, taken = question.answer.casefold(), {question.sentence}
        gold_paragraph = self._corpus.paragraphs[question.sentence]
        anywhere, own = ([int(n) for n in ranks if n >= 0] for ranks in self._ranked[number])
        chosen: list[Window] = []
        while (anywhere or own) and len(chosen) < count:
            candidates = own if own and (not anywhere or chance.random() < OWN_ARTICLE_SHARE) else anywhere
            hit = candidates.pop(min(int(chance.expovariate(1 / 4)), len(candidates) - 1))
            window = grow(hit, self._layout, budget=budget)
            inside = set(members(window))
            if inside & taken or any(answer in self._corpus.sentences[n].casefold() for n in inside):
                continue
            if whole_paragraph and any(self._corpus.paragraphs[n] == gold_paragraph for n in inside):
                continue
            taken |= inside
            chosen.append(window)
        return chosen

    def _labelled(
        self, text: str, shown: list[list[int]], question: Question | None, chance: random.Random
    ) -> Group | None:
        asked = tokenize(self._tokenizer, text).ids
        with_titles = chance.random() >= NO_TITLE_SHARE
        rows: list[Row] = []
        gold, span = None, None
        for numbers in shown:
            title = self._titles[self._corpus.documents[numbers[0]]] if with_titles else []
            row = compose(asked, title, [self._pieces[n].ids for n in numbers])
            if question is not None and question.sentence in numbers:
                place = numbers.index(question.sentence)
                tokens = answer_tokens(self._pieces[question.sentence], question.start, question.end)
                first, end = row.sentences[place]
                if tokens is None or first + tokens[1] >= end:
                    return None
                gold, span = (len(rows), place), (len(rows), first + tokens[0], first + tokens[1])
            rows.append(row)
        return Group(tuple(rows), gold, span)
