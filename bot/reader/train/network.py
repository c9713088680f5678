"""The reader's network: a BERT encoder in plain torch with one linear head of three outputs per token.

Its job is the forward pass of the *passage reader*, in a form that trains fast on CPUs and exports cleanly to ONNX. It
knows nothing about text, windows or losses. Parameter names follow the published MiniLM checkpoint, so that its
weights load by name. There is no dropout: one pass over the data does not overfit, and random masks are slow on CPUs.

The three outputs of a token are a relevance logit (meaningful on the ``[SEP]`` that ends a sentence) and the logits of
an answer's first and last token.
"""

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

OUTPUTS = 3
RELEVANCE, START, END = range(OUTPUTS)


class Shape(NamedTuple):
    """The dimensions of an encoder; the defaults are those of MiniLM-L6."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512


class Embeddings(nn.Module):
    """Token, position and token-type embeddings, summed and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(shape.vocabulary, shape.width)
        self.position_embeddings = nn.Embedding(shape.positions, shape.width)
        self.token_type_embeddings = nn.Embedding(2, shape.width)
        self.LayerNorm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        """Embed ``[batch, length]`` ids and types as ``[batch, length, width]``."""
        positions = self.position_embeddings.weight[: ids.shape[1]]
        summed = self.word_embeddings(ids) + positions + self.token_type_embeddings(types)
        return self.LayerNorm(summed)


class Layer(nn.Module):
    """One transformer layer, normalised after each residual sum as in the original BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.size = shape.heads, shape.width // shape.heads
        self.query_key_value = nn.Linear(shape.width, 3 * shape.width)
        self.attended = nn.Linear(shape.width, shape.width)
        self.attended_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.wide = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.narrow_norm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, hidden: Tensor, bias: Tensor, kept: Tensor) -> Tensor:
        """Map ``[tokens, width]`` to the same shape.

        Only attention sees rows and padding: ``bias`` (``[batch, 1, 1, length]``) is added to its scores, and
        ``kept`` says which places of the padded batch the tokens stand in.
        """
        batch, length = bias.shape[0], bias.shape[-1]
        projected = self.query_key_value(hidden)
        padded = projected.new_zeros(batch * length, projected.shape[1]).index_copy(0, kept, projected)
        query, key, value = padded.view(batch, length, 3, self.heads, self.size).permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: the fused kernel's backward pass takes a third of a training step on CPUs, this one a tenth.
        scores = torch.matmul(query * self.size**-0.5, key.transpose(-1, -2)) + bias.to(query.dtype)
        mixed = torch.matmul(torch.softmax(scores, dim=-1), value)
        mixed = mixed.transpose(1, 2).reshape(batch * length, -1).index_select(0, kept)
        hidden = self.attended_norm(hidden + self.attended(mixed))
        inner = functional.gelu(self.wide(hidden))
        normed: Tensor = self.narrow_norm(hidden + self.narrow(inner))
        return normed


class Network(nn.Module):
    """The whole reader: ids, types and mask in, ``[batch, length, 3]`` logits out."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape or Shape()
        self.embeddings = Embeddings(self.shape)
        self.layers = nn.ModuleList(Layer(self.shape) for _ in range(self.shape.layers))
        self.head = nn.Linear(self.shape.width, OUTPUTS)

    def encode(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Return ``[batch, length, width]``, zero at padding, which costs no work outside of attention."""
        batch, length = ids.shape
        kept = mask.reshape(-1).nonzero().squeeze(1)
        hidden = self.embeddings(ids, types).reshape(batch * length, -1).index_select(0, kept)
        bias = (1.0 - mask.to(torch.float32))[:, None, None, :] * -1e4
        for layer in self.layers:
            hidden = layer(hidden, bias, kept)
        return hidden.new_zeros(batch * length, hidden.shape[1]).index_copy(0, kept, hidden).view(batch, length, -1)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Return the three logits of every token, computed in full precision even where the encoder is not."""
        return self.head(self.encode(ids, types, mask).float())

    def round_words(self) -> None:
        """Round every word embedding to 8 bits with one scale a word, as it is shipped: nothing is lost at export."""
        table = self.embeddings.word_embeddings.weight
        with torch.no_grad():
            scale = table.abs().amax(dim=1, keepdim=True) / 127
            table.copy_((table / scale).round() * scale)

    def freeze_embeddings(self) -> None:
        """Keep words and positions as published: it saves time, and unseen words keep their neighbours' meaning."""
        self.embeddings.word_embeddings.weight.requires_grad_(False)
        self.embeddings.position_embeddings.weight.requires_grad_(False)


def renamed(published: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Map a published BERT checkpoint to this network's names; query, key and value become one matrix."""
    state = {name: tensor for name, tensor in published.items() if name.startswith("embeddings.") and "ids" not in name}
    for number in range(layers):
        old, new = f"encoder.layer.{number}.", f"layers.{number}."
        for kind in ("weight", "bias"):
            parts = [published[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            state[f"{new}query_key_value.{kind}"] = torch.cat(parts)
            state[f"{new}attended.{kind}"] = published[f"{old}attention.output.dense.{kind}"]
            state[f"{new}attended_norm.{kind}"] = published[f"{old}attention.output.LayerNorm.{kind}"]
            state[f"{new}wide.{kind}"] = published[f"{old}intermediate.dense.{kind}"]
            state[f"{new}narrow.{kind}"] = published[f"{old}output.dense.{kind}"]
            state[f"{new}narrow_norm.{kind}"] = published[f"{old}output.LayerNorm.{kind}"]
    return state


def load_start_weights(network: Network, file: Path) -> None:
    """Fill ``network`` from a published safetensors checkpoint; the head keeps its seeded initialisation."""
    from safetensors.torch import load_file

    state = renamed(load_file(str(file)), network.shape.layers)
    missing, unexpected = network.load_state_dict(state, strict=False)
    wrong = [name for name in missing if not name.startswith("head.")] + list(unexpected)
    if wrong:
        raise ValueError(f"{file} does not fit the network: {', '.join(wrong)}")
