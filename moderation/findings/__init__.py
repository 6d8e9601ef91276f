"""Findings in the database: laid over changed texts, remembered for a site, put into words."""

from __future__ import annotations

from moderation.findings.remaining import mark as mark_remaining
from moderation.findings.rulings import Ruling, refresh, rulings
from moderation.findings.words import Wording, reword, wording

__all__ = [
    "Ruling",
    "Wording",
    "mark_remaining",
    "refresh",
    "reword",
    "rulings",
    "wording",
]
