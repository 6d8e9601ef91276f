"""What the language room says: a tag, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.flag import Flag


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a detection.

    `code` is stable and snake_case; the screens word it. `detail` is short: letters, words, a tag.
    """

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Detection:
    """A BCP 47 tag, the probability that it is right (0 to 1), and the evidence, strongest first.

    `und` when no language is likely enough; its probability is that of the likeliest one. `zxx`
    when there are no words at all.
    """

    tag: str
    probability: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place in its review: code points, end exclusive; text == review[start:end]."""

    start: int
    end: int
    text: str
    detection: Detection


@dataclass(frozen=True, slots=True)
class Reading:
    """A review's sentences in order, its main language, and what a moderator should look at."""

    sentences: tuple[Sentence, ...]
    detection: Detection
    flags: tuple[Flag, ...] = ()


def base(tag: str) -> str:
    """Return the language of a tag without script or region: "ru-Latn" gives "ru"."""
    return tag.partition("-")[0]
