"""Which files the committed tables were made from, so that anyone can make the same again.

inputs.tsv pins each by its SHA-256. The corpus's files are those of training/packs/manifest.toml;
the wheels come from PyPI:

    pip download --no-deps --dest WHEELS homeassistant==2024.3.3 django==5.2.19
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

PINNED: Final = Path(__file__).with_name("inputs.tsv")
REVIEWS: Final = "reviews.tsv"
WHEELS: Final = "wheels"


def check(reviews: Path, corpus: Path, wheels: Path) -> None:
    """Say which input is missing or not as pinned; the tables then come out otherwise."""
    found = strays(reviews, corpus, wheels)
    for name in found:
        print(f"not as pinned in {PINNED.name}: {name}")
    if not found:
        print(f"all inputs are as pinned in {PINNED.name}")


def strays(reviews: Path, corpus: Path, wheels: Path) -> list[str]:
    """Return the inputs that are missing, changed, or (wheels) not pinned at all."""
    pinned = dict(line.split("\t") for line in PINNED.read_text(encoding="utf-8").splitlines())
    names = [*pinned, *(f"{WHEELS}/{each.name}" for each in sorted(wheels.glob("*.whl")))]
    return [
        name
        for name in dict.fromkeys(names)
        if pinned.get(name) != _sum(_path(name, reviews, corpus, wheels))
    ]


def _path(name: str, reviews: Path, corpus: Path, wheels: Path) -> Path:
    if name == REVIEWS:
        return reviews
    return wheels / Path(name).name if name.startswith(f"{WHEELS}/") else corpus / name


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
