"""The tables in data/: one row a line, a key and a value with a tab between."""

from __future__ import annotations

from importlib.resources import files


def read_table(name: str) -> list[tuple[str, str]]:
    """Return the rows of data/NAME.tsv in order."""
    text = files("moderation.language").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    rows = (line.partition("\t") for line in text.split("\n") if line)
    return [(key, value) for key, _, value in rows]
