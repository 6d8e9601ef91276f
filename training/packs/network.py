# mypy: allow-untyped-calls
"""The transformer: a deep encoder that reads all source languages, a shallow decoder.

Normalisation first, ReLU, one embedding for both sides and the output. Layout and names are those
of the checkpoints (`enc.0.at.qkv.weight`) and of CTranslate2's specification; renaming an
attribute would orphan every checkpoint.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.packs.batches import PAD

if TYPE_CHECKING:
    from collections.abc import Mapping

POSITIONS = 512
HEAD = 64


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of a network. Heads are 64 wide."""

    vocabulary: int
    width: int = 256
    inner: int = 1024
    encoder: int = 4
    decoder: int = 2

    @property
    def heads(self) -> int:
        """How many attention heads the width makes."""
        return self.width // HEAD


def shape_of(weights: Mapping[str, Tensor]) -> Shape:
    """Read a network's measures off its weights."""
    vocabulary, width = weights["emb.weight"].shape
    layers = {name.rsplit(".ff.a.weight", 1)[0] for name in weights if name.endswith("ff.a.weight")}
    return Shape(
        vocabulary=vocabulary,
        width=width,
        inner=weights["enc.0.ff.a.weight"].shape[0],
        encoder=sum(layer.startswith("enc.") for layer in layers),
        decoder=sum(layer.startswith("dec.") for layer in layers),
    )


class Attention(nn.Module):
    """Attention to the sequence itself, or (`cross`) to the encoder's."""

    def __init__(self, width: int, heads: int, *, cross: bool = False) -> None:
        super().__init__()
        self.heads = heads
        self.cross = cross
        if cross:
            self.q = nn.Linear(width, width)
            self.kv = nn.Linear(width, 2 * width)
        else:
            self.qkv = nn.Linear(width, 3 * width)
        self.o = nn.Linear(width, width)

    def forward(
        self,
        x: Tensor,
        memory: Tensor | None = None,
        mask: Tensor | None = None,
        *,
        causal: bool = False,
    ) -> Tensor:
        """Attend; all tensors are sentences by positions by width."""
        if memory is None:
            q, k, v = self.qkv(x).chunk(3, -1)
        else:
            q = self.q(x)
            k, v = self.kv(memory).chunk(2, -1)
        found = functional.scaled_dot_product_attention(
            self._by_head(q), self._by_head(k), self._by_head(v), attn_mask=mask, is_causal=causal
        )
        joined: Tensor = self.o(found.transpose(1, 2).reshape(x.shape))
        return joined

    def _by_head(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, self.heads, x.shape[-1] // self.heads).transpose(1, 2)


class FeedForward(nn.Module):
    """Two linear layers with a ReLU between."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.a = nn.Linear(width, inner)
        self.b = nn.Linear(inner, width)

    def forward(self, x: Tensor) -> Tensor:
        """Transform each position by itself."""
        found: Tensor = self.b(functional.relu(self.a(x)))
        return found


class EncoderLayer(nn.Module):
    """Self-attention, then feed-forward, each normalised first."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.n1 = nn.LayerNorm(shape.width)
        self.at = Attention(shape.width, shape.heads)
        self.n2 = nn.LayerNorm(shape.width)
        self.ff = FeedForward(shape.width, shape.inner)

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """Refine the source's positions."""
        x = x + functional.dropout(self.at(self.n1(x), mask=mask), dropout, self.training)
        return x + functional.dropout(self.ff(self.n2(x)), dropout, self.training)


class DecoderLayer(nn.Module):
    """Self-attention, attention to the source, feed-forward, each normalised first."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.n1 = nn.LayerNorm(shape.width)
        self.at = Attention(shape.width, shape.heads)
        self.n2 = nn.LayerNorm(shape.width)
        self.ca = Attention(shape.width, shape.heads, cross=True)
        self.n3 = nn.LayerNorm(shape.width)
        self.ff = FeedForward(shape.width, shape.inner)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """Refine the target's positions; none sees a later one."""
        x = x + functional.dropout(self.at(self.n1(x), causal=True), dropout, self.training)
        x = x + functional.dropout(self.ca(self.n2(x), memory, mask), dropout, self.training)
        return x + functional.dropout(self.ff(self.n3(x)), dropout, self.training)


class Network(nn.Module):
    """The whole translator."""

    pos: Tensor

    def __init__(self, shape: Shape, *, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.dropout = dropout
        self.emb = nn.Embedding(shape.vocabulary, shape.width)
        nn.init.normal_(self.emb.weight, 0, shape.width**-0.5)
        self.enc = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder))
        self.dec = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder))
        self.en = nn.LayerNorm(shape.width)
        self.dn = nn.LayerNorm(shape.width)
        for name, weight in self.named_parameters():
            if is_matrix(name, weight):
                nn.init.xavier_uniform_(weight)
        self.register_buffer("pos", positions(POSITIONS, shape.width), persistent=False)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Return the decoder's states, sentences by positions by width, for `logits`."""
        mask = (source != PAD)[:, None, None, :]
        memory = self._embed(source)
        for layer in self.enc:
            memory = layer(memory, mask, self.dropout)
        memory = self.en(memory)
        x = self._embed(target)
        for layer in self.dec:
            x = layer(x, memory, mask, self.dropout)
        states: Tensor = self.dn(x)
        return states

    def logits(self, source: Tensor, target: Tensor) -> Tensor:
        """Return the score of every piece as the next one, at each position of the target."""
        return functional.linear(self(source, target), self.emb.weight)

    def _embed(self, tokens: Tensor) -> Tensor:
        x = self.emb(tokens) * math.sqrt(self.shape.width) + self.pos[: tokens.shape[1]]
        return functional.dropout(x, self.dropout, self.training)


def is_matrix(name: str, weight: Tensor) -> bool:
    """Tell the hidden layers' matrices, which Muon trains, from all other parameters."""
    matrix = 2
    return weight.dim() == matrix and name != "emb.weight"


def positions(count: int, width: int) -> Tensor:
    """Return sinusoidal positions in CTranslate2's layout: sines, then cosines, from one on."""
    half = width // 2
    rates = torch.exp(torch.arange(half) * -(math.log(10_000) / (half - 1)))
    angles = torch.arange(1, count + 1, dtype=torch.float)[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], 1)
