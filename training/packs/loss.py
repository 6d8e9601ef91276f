# mypy: allow-untyped-calls
"""The loss of the pieces a network predicts, without the passes an output this wide can spare.

The scores of a batch are by far its largest tensor: eight thousand for every piece. PyTorch's own
cross entropy walks it seven times over, forth and back; this one does once each way, beside the
products themselves, since all that label smoothing adds is a mean of the scores, which the states
and the mean embedding give as well.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from training.packs.batches import PAD

SMOOTHING = 0.1
# A float32's smallest normal number, lest the logarithm of a chance that vanished be infinite.
TINY = 1.2e-38


def smoothed(states: Tensor, weight: Tensor, target: Tensor) -> Tensor:
    """Return the mean loss a piece, in nats, label-smoothed (Szegedy et al. 2016).

    `states` is sentences by positions by width, `weight` pieces by width, `target` sentences by
    positions; padding counts for nothing. Float32 alone takes the short way.
    """
    if torch.is_autocast_enabled(states.device.type):
        scores = functional.linear(states, weight).float()
        return functional.cross_entropy(
            scores.flatten(0, 1), target.flatten(), label_smoothing=SMOOTHING, ignore_index=PAD
        )
    said = target != PAD
    loss: Tensor = _Smoothed.apply(states[said], weight, target[said])
    return loss


class _Smoothed(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, states: Tensor, weight: Tensor, target: Tensor) -> Tensor:  # noqa: ANN401 torch's
        scores = states @ weight.T
        right = scores.gather(1, target[:, None])[:, 0]
        chances = torch.softmax(scores, 1)
        chance = chances.gather(1, target[:, None])[:, 0]
        every = right - chance.clamp_min(TINY).log()
        mean = states @ weight.mean(0)
        ctx.save_for_backward(states, weight, target, chances)
        return (every - (1 - SMOOTHING) * right - SMOOTHING * mean).mean()

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, None]:  # noqa: ANN401 torch's
        states, weight, target, chances = ctx.saved_tensors
        share = gradients[0] / len(target)
        rows = torch.arange(len(target), device=target.device)
        # In place: nothing else reads the chances, and a batch is walked back through but once.
        chances[rows, target] -= 1 - SMOOTHING
        of_states = (chances @ weight - SMOOTHING * weight.mean(0)) * share
        of_weight = chances.T @ (states * share)
        of_weight -= states.sum(0) * (share * SMOOTHING / len(weight))
        return of_states, of_weight, None
