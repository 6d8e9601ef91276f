"""Loss and speed between two lines of the learning curve."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from training.packs import curve

if TYPE_CHECKING:
    from torch import Tensor

    from training.packs.state import Progress


class Meter:
    """Loss and speed since the last line of the curve."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.loss: Tensor | float = 0.0
        self.tokens = 0
        self.since = time.monotonic()

    def add(self, loss: Tensor, tokens: int) -> None:
        """Count one batch."""
        self.loss = self.loss + loss * tokens
        self.tokens += tokens

    def reading(self, rate: float, validation: float | None) -> curve.Reading:
        """Return the figures and begin anew."""
        seconds = max(1e-9, time.monotonic() - self.since)
        found = curve.Reading(
            minutes=round(self.progress.seconds / 60, 2),
            step=self.progress.step,
            million_tokens=round(self.progress.tokens / 1e6, 3),
            loss=round(float(self.loss) / max(1, self.tokens), 4),
            validation=None if validation is None else round(validation, 4),
            rate=round(rate, 4),
            tokens_per_second=round(self.tokens / seconds, 1),
        )
        self.loss, self.tokens, self.since = 0.0, 0, time.monotonic()
        return found
