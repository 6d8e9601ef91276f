"""The loss on sentences that no training meets, for the learning curve."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from training.packs.batches import PAD, group, padded
from training.packs.corpus import tidy
from training.packs.course import examples_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from training.packs.batches import Example
    from training.packs.manifest import Manifest
    from training.packs.network import Network


def validation_examples(
    folders: Sequence[Path],
    name: str,
    manifest: Manifest,
    encode: Callable[[list[str]], list[list[int]]],
) -> list[Example]:
    """Read FOLDER/TAG/NAME.TAG beside NAME.en (the target) wherever both exist, if any do.

    Raises ValueError if the two differ in length.
    """
    examples: list[Example] = []
    for folder in folders:
        for tag in manifest.source_tags:
            sides = [folder / tag / f"{name}.{side}" for side in (tag, manifest.target)]
            if all(path.exists() for path in sides):
                sources, targets = (
                    [tidy(line) for line in path.read_text(encoding="utf-8").split("\n")]
                    for path in sides
                )
                if len(sources) != len(targets):
                    raise ValueError(f"{sides[0]} and {sides[1].name} differ in length.")
                examples += examples_of(encode(sources), encode(targets))
    return examples


class Validation:
    """Held-out examples in batches, made once."""

    def __init__(self, examples: Sequence[Example], tokens: int) -> None:
        batches = group(examples, tokens, Random(0))
        self.batches = [padded([examples[index] for index in batch]) for batch in batches]

    @torch.no_grad()
    def loss(self, network: Network, device: str) -> float:
        """Return the mean loss a target token, in nats, without label smoothing."""
        network.eval()
        total, tokens = 0.0, 0
        for batch in self.batches:
            source = torch.from_numpy(batch.source).to(device)
            target = torch.from_numpy(batch.target).to(device)
            logits = network.logits(source, target[:, :-1])
            total += functional.cross_entropy(
                logits.float().flatten(0, 1),
                target[:, 1:].flatten(),
                ignore_index=PAD,
                reduction="sum",
            ).item()
            tokens += batch.tokens
        network.train()
        return total / tokens
