"""Words and short phrases that a person would name the language by."""

from __future__ import annotations

from functools import lru_cache

from moderation.language.tables import read_table

AMBIGUOUS = "und"


@lru_cache(maxsize=1)
def phrases() -> dict[str, frozenset[str]]:
    """Return each whole phrase, lower-cased, with the tags it is said in; "und" for anywhere."""
    found: dict[str, frozenset[str]] = {}
    for tag, entries in read_table("phrases"):
        for phrase in entries.split(","):
            found[phrase] = found.get(phrase, frozenset()) | {tag}
    return found


@lru_cache(maxsize=1)
def function_words() -> dict[str, frozenset[str]]:
    """Return each language's function words, lower-cased."""
    return {tag: frozenset(entries.split(",")) for tag, entries in read_table("functions")}
