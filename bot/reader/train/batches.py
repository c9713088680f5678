"""Turn groups into tensors: rows of like length together, so that little of the work is padding.

The order is a pure function of the seed and the number of the step, so a resumed run sees what an unbroken one
would have seen. Refuses to know losses or weights.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from bot.reader.encoding import PAD
from bot.reader.train.groups import Builder, Group

#: Groups that are sorted by length together; larger means less padding and less random batches.
POOL = 2048


class Batch(NamedTuple):
    """Rows of several groups, padded to one length.

    ``sentences`` is ``[n, 3]``: row, place of the closing ``[SEP]``, group. ``gold[g]`` indexes ``sentences``, -1 for
    none; ``also`` are the places in ``sentences`` of others that answer. ``spans`` is ``[answered, 4]``: group, row,
    first and last token. ``readable`` marks tokens of sentences, but not those of ``also``.
    """

    ids: Tensor
    types: Tensor
    mask: Tensor
    row_group: Tensor
    sentences: Tensor
    gold: Tensor
    also: Tensor
    spans: Tensor
    readable: Tensor

    @property
    def tokens(self) -> int:
        """Tokens that are not padding."""
        return int(self.mask.sum())


def collate(groups: list[Group]) -> Batch:
    """Pad the rows of some groups to their longest."""
    rows = [(number, row) for number, group in enumerate(groups) for row in group.rows]
    shape = (len(rows), max(len(row.ids) for _, row in rows))
    ids, types = torch.full(shape, PAD), torch.zeros(shape, dtype=torch.long)
    mask, readable = torch.zeros(shape), torch.zeros(shape, dtype=torch.bool)
    sentences: list[tuple[int, int, int]] = []
    gold, also, spans, first_row = torch.full((len(groups),), -1), [], [], 0
    for number, group in enumerate(groups):
        if group.span is not None:
            spans.append((number, first_row + group.span[0], group.span[1], group.span[2]))
        for place, row in enumerate(group.rows):
            at = first_row + place
            ids[at, : len(row.ids)] = torch.tensor(row.ids)
            types[at, row.boundary : len(row.ids)] = 1
            mask[at, : len(row.ids)] = 1
            for order, (first, end) in enumerate(row.sentences):
                readable[at, first:end] = (place, order) not in group.also
                if group.gold == (place, order):
                    gold[number] = len(sentences)
                elif (place, order) in group.also:
                    also.append(len(sentences))
                sentences.append((at, end, number))
        first_row += len(group.rows)
    row_group = torch.tensor([number for number, _ in rows])
    table = torch.tensor(spans, dtype=torch.long).reshape(-1, 4)
    others = torch.tensor(also, dtype=torch.long)
    return Batch(ids, types, mask, row_group, torch.tensor(sentences), gold, others, table, readable)


class Source(NamedTuple):
    """Where groups come from: a builder, its questions, and how often each is drawn in an epoch."""

    builder: Builder
    questions: int
    copies: int = 1


def stream(sources: Sequence[Source], *, seed: int, tokens: int) -> Iterator[list[Group]]:
    """Yield batches of about ``tokens`` tokens for ever, epoch after epoch, each with newly drawn groups."""
    epoch = 0
    while True:
        order = [
            (source.builder, number, copy)
            for source in sources
            for copy in range(source.copies)
            for number in range(source.questions)
        ]
        chance = random.Random(f"{seed}:{epoch}")
        chance.shuffle(order)
        for at in range(0, len(order), POOL):
            drawn = order[at : at + POOL]
            built = (builder.group(number, (seed * 1000 + epoch) * 1000 + copy) for builder, number, copy in drawn)
            pool = sorted((group for group in built if group is not None), key=lambda group: group.longest)
            batches = list(_cut(pool, tokens))
            chance.shuffle(batches)
            yield from batches
        epoch += 1


def _cut(pool: list[Group], tokens: int) -> Iterator[list[Group]]:
    batch: list[Group] = []
    for group in pool:
        rows = sum(len(member.rows) for member in batch) + len(group.rows)
        if batch and rows * group.longest > tokens:
            yield batch
            batch = []
        batch.append(group)
    if batch:
        yield batch
