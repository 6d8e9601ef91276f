"""Reviews of one to three words, known by heart: every model fails on some of them."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

PACK = "phrases"
VERSION = "1"
FILE = Path(__file__).with_name("phrases.tsv")
LONGEST = 48
TAGS = ("ru", "lv")
PLAIN = str.maketrans("āčēģīķļņšūžё", "acegiklnsuzе")


def phrase(text: str, tag: str, target: str) -> str | None:
    """Return the English of a whole sentence that the list knows, capitalised, unmarked.

    Case, accents and white space do not matter; closing marks must be off already.
    """
    if target != "en" or len(text) > LONGEST:
        return None
    return _phrases().get((tag.split("-", 1)[0], normalised(text)))


def normalised(text: str) -> str:
    """Reduce a text to what a phrase is looked up by."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(PLAIN)
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


@cache
def _phrases() -> dict[tuple[str, str], str]:
    """Read the list."""
    found: dict[tuple[str, str], str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            english, *columns = line.split("\t")
            for tag, forms in zip(TAGS, columns, strict=True):
                for form in filter(None, map(normalised, forms.split("|"))):
                    found.setdefault((tag, form), english)
    return found
