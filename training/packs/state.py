"""What a training needs to go on: weights, their average, optimisers, and where it stands."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

import torch

from training.packs.course import Position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from torch import Tensor, nn

CHECKPOINT: Final = "checkpoint.pt"
WEIGHTS: Final = "weights16.pt"
AVERAGE_EVERY: Final = 10
LONGEST_AVERAGE: Final = 0.995


@dataclass(slots=True)
class Progress:
    """How far a training is. `seconds` counts its own clock time over all its runs."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    position: Position = field(default_factory=Position)


class Average:
    """The exponential moving average of a network's weights: what is exported."""

    def __init__(self, network: nn.Module) -> None:
        self.weights = {name: value.clone() for name, value in network.state_dict().items()}

    @torch.no_grad()
    def follow(self, network: nn.Module, step: int) -> None:
        """Take in the weights after `step`; the average is short at first, then slower."""
        if step % AVERAGE_EVERY:
            return
        share = 1 - min(LONGEST_AVERAGE, step / (step + 200))
        for name, value in network.state_dict().items():
            self.weights[name].lerp_(value, share)


def save(
    work: Path,
    network: nn.Module,
    average: Average,
    optimisers: Sequence[torch.optim.Optimizer],
    progress: Progress,
) -> None:
    """Write checkpoint and float16 weights, each in one step: a kill leaves the older ones."""
    state = {
        "network": network.state_dict(),
        "average": average.weights,
        "optimisers": [optimiser.state_dict() for optimiser in optimisers],
        "progress": asdict(progress),
    }
    _replace(work / CHECKPOINT, state)
    _replace(work / WEIGHTS, {name: value.half().cpu() for name, value in average.weights.items()})


def restore(
    work: Path,
    network: nn.Module,
    average: Average,
    optimisers: Sequence[torch.optim.Optimizer],
    device: str,
) -> Progress:
    """Load the checkpoint of a work folder into all three; return how far it had come."""
    state = torch.load(work / CHECKPOINT, map_location=device, weights_only=True)
    network.load_state_dict(state["network"])
    average.weights = state["average"]
    for optimiser, saved in zip(optimisers, state["optimisers"], strict=True):
        optimiser.load_state_dict(saved)
    saved_progress: dict[str, Any] = state["progress"]
    return Progress(**{**saved_progress, "position": Position(**saved_progress["position"])})


def read_weights(path: Path) -> dict[str, Tensor]:
    """Read weights alone, in float32: a weights16.pt, or the average in a checkpoint."""
    found: Mapping[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    weights: Mapping[str, Tensor] = found.get("average", found)
    return {name: value.float() for name, value in weights.items()}


def _replace(path: Path, content: object) -> None:
    aside = path.with_suffix(".new")
    torch.save(content, aside)
    aside.replace(path)
