"""What a model card says of a network and its training, kept beside the weights.

A training that starts from earlier weights counts on from their facts.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "facts.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """A network's size and how long it learned: target tokens in millions, clock minutes."""

    encoder: int = 0
    decoder: int = 0
    width: int = 0
    pieces: int = 0
    parameters: int = 0
    million_tokens: float = 0.0
    minutes: float = 0.0


def read(folder: Path) -> Facts:
    """Read the facts in a folder; all noughts where there are none."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return Facts(**{field.name: found[field.name] for field in fields(Facts)})
    except (OSError, ValueError, KeyError, TypeError):
        return Facts()


def write(folder: Path, facts: Facts) -> None:
    """Write the facts into a folder."""
    rounded = {
        name: round(value, 2) if isinstance(value, float) else value
        for name, value in asdict(facts).items()
    }
    (folder / NAME).write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
