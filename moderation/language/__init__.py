"""Sentences, and which language each is in: pure functions, no database, no web."""

from moderation.language.evidence import Detection, Evidence, Reading, Sentence, base
from moderation.language.mending import for_translation
from moderation.language.reading import detect, read
from moderation.language.sentences import split
from moderation.language.version import version

__all__ = [
    "Detection",
    "Evidence",
    "Reading",
    "Sentence",
    "base",
    "detect",
    "for_translation",
    "read",
    "split",
    "version",
]
