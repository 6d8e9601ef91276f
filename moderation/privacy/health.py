"""Health conditions of the writer or of a relative (GDPR art. 9), as against services."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy.finding import Finding
from moderation.privacy.patterns import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

PATTERNS = grouped("conditions.txt")


def _any(*groups: str) -> str:
    """Return one alternation of all the patterns of some groups."""
    return "|".join(pattern for group in groups for pattern in PATTERNS[group])


# Symptoms and treatments are in no group: they are left alone.
NAMED = ("russian", "latvian", "english")
CORE = re.compile(rf"\b(?:{_any(*NAMED)})\b", re.IGNORECASE)
CONDITION = re.compile(
    rf"\b(?:(?:{_any('before')})\s){{0,3}}(?:{_any(*NAMED)})\b"
    rf"(?:\s(?:{_any('after')})){{0,3}}(?:{_any('stage')})?(?:\s(?:disease|slimīb\w+))?",
    re.IGNORECASE,
)
# A person the condition may belong to: the first person, kin, or "was diagnosed".
OWNER = re.compile(rf"\b(?:{_any('owner')})\b", re.IGNORECASE)
PERSONAL = re.compile(rf"\b(?:{_any('personal')})\b", re.IGNORECASE)
SERVICE = re.compile(rf"\b(?:{_any('service')})\b", re.IGNORECASE)
IDIOM = re.compile(rf"\b(?:{_any('idiom')})\b", re.IGNORECASE)
# The alternation is long; three letters tell at once that most reviews hold no condition.
OPENING = re.compile(r"\b\w{3}")
OPENINGS = frozenset(pattern[:3] for group in NAMED for pattern in PATTERNS[group])
CAP = r"[A-ZĀČĒĢĪĶĻŅŠŪŽА-ЯЁ]"
SIGNED = re.compile(rf"{CAP}[\w-]{{1,20}}(?: {CAP}[\w-]{{0,20}}\.?){{0,2}},\s")
WINDOW = 160


def health(text: str) -> Iterator[Finding]:
    """Yield a finding for each condition that the text ties to a person.

    Offsets are code points, end exclusive; adjectives, organ and stage stand inside. 0.85 with the
    first person or a diagnosis, 0.7 with a relative or a personal verb, 0.65 in a signature
    ("Margaret H., breast cancer"). What a clinic offers is no finding, nor is an idiom. Never
    raises.
    """
    if OPENINGS.isdisjoint(OPENING.findall(text.lower())) or not CORE.search(text):
        return
    for match in CONDITION.finditer(text):
        sentence_start = _sentence_start(text, match.start())
        before = text[sentence_start : match.start()]
        after = re.split(r"[.!?\n]", text[match.end() : match.end() + WINDOW])[0]
        around = text[max(0, match.start() - 40) : match.end() + 20]
        if IDIOM.search(around) or SERVICE.search(before[-60:]):
            continue
        start = match.start() + _article(match[0])
        if SIGNED.fullmatch(text, max(0, text.rfind("\n", 0, start) + 1), start):
            yield Finding("health", start, match.end(), 0.65, "health_in_signature")
        elif PERSONAL.search(before) or PERSONAL.search(after[:60]):
            yield Finding("health", start, match.end(), 0.85, "health_own")
        elif (
            OWNER.search(before)
            or OWNER.search(after[:60])
            or PERSONAL.search(text[max(0, sentence_start - 120) : sentence_start])
        ):
            yield Finding("health", start, match.end(), 0.7, "health_of_person")


def named(text: str) -> list[tuple[int, int]]:
    """Return where conditions are named, whoever has them, articles left out.

    Offsets are code points, end exclusive. Never raises.
    """
    return [(match.start() + _article(match[0]), match.end()) for match in CONDITION.finditer(text)]


def _article(surface: str) -> int:
    """Return how many characters of an English article open the surface: they stay in place."""
    found = re.match(r"(?:an?|the)\s", surface, re.IGNORECASE)
    return found.end() if found else 0


def _sentence_start(text: str, position: int) -> int:
    lowest = max(0, position - WINDOW)
    ends = [text.rfind(mark, lowest, position) for mark in ".!?\n"]
    return max(lowest, max(ends) + 1)
