"""Which city a small place lies near, and how that city is named in three languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from moderation.privacy import lexicon
from moderation.privacy.skeleton import stem

SOURCE = Path(__file__).parent / "data" / "places-near.txt"
CYRILLIC = re.compile(r"[Ѐ-ӿ]")


class City(NamedTuple):
    """A city large enough to identify nobody, as it stands after "near"."""

    english: str  # Riga
    latvian: str  # pie Rīgas
    genitive: str  # Rīgas
    russian: str  # под Ригой


def city(surface: str) -> City | None:
    """Return the city near a small place, in whatever case or script it is written, or None."""
    low = surface.strip().lower()
    if CYRILLIC.search(low):
        return _stems().get(stem(low))
    return _forms().get(low)


@cache
def _listed() -> dict[str, City]:
    """Read the table: a city's names, a colon, the places near it."""
    places: dict[str, City] = {}
    for line in SOURCE.read_text(encoding="utf-8").split("\n"):
        names, _, near = line.partition(":")
        if near:
            named = City(*names.split("|"))
            places |= dict.fromkeys(near.split(), named)
    return places


@cache
def _forms() -> dict[str, City]:
    return {
        form: named for place, named in _listed().items() for form in lexicon.place_forms([place])
    }


@cache
def _stems() -> dict[str, City]:
    return {stem(place): named for place, named in _listed().items()}
