"""What the reader is trained to minimise: three losses over the logits of a batch of groups.

- *listwise*: softmax over all sentences of a group and a "none of them" of logit zero, other sentences that answer left
  out; teaches the order;
- *binary*: each sentence by itself against its label; teaches a relevance that means something across questions;
- *span*: softmax over the tokens of all rows of a group, for the first and the last token of the answer (shared
  normalisation, Clark and Gardner 2018); teaches spans that compare across passages.
"""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from bot.reader.train.batches import Batch
from bot.reader.train.network import END, RELEVANCE, START

SPAN_WEIGHT = 0.75


class Losses(NamedTuple):
    """The three parts and their weighted sum."""

    total: Tensor
    listwise: Tensor
    binary: Tensor
    span: Tensor


def losses(logits: Tensor, batch: Batch) -> Losses:
    """Compute the losses of ``[rows, length, 3]`` logits in full precision."""
    rows, places, groups = batch.sentences.unbind(1)
    relevance = logits[rows, places, RELEVANCE]
    listwise = _listwise(relevance.index_fill(0, batch.also, -1e4), groups, batch.gold)
    binary = _binary(relevance, groups, torch.cat([batch.gold[batch.gold >= 0], batch.also]), len(batch.gold))
    if len(batch.spans):
        span = sum((_span(logits[..., kind], batch, kind) for kind in (START, END)), torch.zeros(()))
    else:
        span = logits.sum() * 0
    return Losses(listwise + binary + SPAN_WEIGHT * span, listwise, binary, span)


def _listwise(relevance: Tensor, groups: Tensor, gold: Tensor) -> Tensor:
    table = _by_group(relevance, groups, len(gold))
    everything = torch.logsumexp(torch.cat([table, table.new_zeros(len(gold), 1)], dim=1), dim=1)
    right = torch.where(gold >= 0, relevance[gold.clamp(min=0)], torch.zeros(()))
    return (everything - right).mean()


def _binary(relevance: Tensor, groups: Tensor, right: Tensor, count: int) -> Tensor:
    labels = torch.zeros_like(relevance).index_fill(0, right, 1.0)
    each = functional.binary_cross_entropy_with_logits(relevance, labels, reduction="none")
    return torch.zeros(count).index_add(0, groups, each).mean()


def _span(logits: Tensor, batch: Batch, kind: int) -> Tensor:
    by_row = torch.logsumexp(logits.masked_fill(~batch.readable, -1e4), dim=1)
    everything = torch.logsumexp(_by_group(by_row, batch.row_group, len(batch.gold)), dim=1)
    group, row, first, last = batch.spans.unbind(1)
    return (everything[group] - logits[row, first if kind == START else last]).mean()


def _by_group(values: Tensor, groups: Tensor, count: int) -> Tensor:
    """Lay a flat list of values, sorted by group, out as ``[groups, most]``, filled with minus ten thousand."""
    sizes = torch.bincount(groups, minlength=count)
    place = torch.arange(len(groups)) - (sizes.cumsum(0) - sizes)[groups]
    table = values.new_full((count, int(sizes.max())), -1e4)
    return table.index_put((groups, place), values)
