"""Marks that are copied: what two texts name alike is written "[1]", "[2]" on both sides.

The engine puts such a mark where a name, a date or a glossary term must come out letter for letter
(ADR-0013), so the network must learn to carry it over. Names are found by how they sound: the
Russian and the Latvian case ending may differ from the English, the beginning may not. Pure, like
`training.packs.noise`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    Span = tuple[int, int]
    Word = tuple[Span, str]

NAME: Final = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
FIGURES: Final = re.compile(r"(?<![\w.,:/])\d+(?:[.,:/]\d+)*(?![\w/])")
# The sounds of Cyrillic letters as `_sound` writes the Latin ones.
CYRILLIC: Final = str.maketrans(
    "абвгдеёжзийклмнопрстуфхцчшщыэюя", "abvgdeezziiklmnoprstufhccssieua", "ъь"
)
LATIN: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|sch|sh", "s"),
        ("zh", "z"),
        ("tch|ch|ts|tz", "c"),
        ("kh", "h"),
        ("x", "ks"),
        ("ck|q", "k"),
        ("w", "v"),
        ("[yj](?=[aeou])|i(?=[au])", ""),
        ("[yj]", "i"),
        (r"(.)\1+", r"\1"),
    )
)
LEAST: Final = 3  # sounds that two names begin with alike
ALIKE: Final = 0.7  # share of the shorter name's sounds
MOST: Final = 3  # marks in one text


def marked(source: str, target: str, random: Random) -> tuple[str, str]:
    """Return a pair with some of what both sides name written as marks, or as it was.

    Marks are numbered in the source's order. A stretch is taken only where it is the one match on
    either side; words of a name that stand together on both sides share a mark.
    """
    found = _joined(sorted(_matches(source, target)), source, target)
    if not found or "[" in source + target:
        return source, target
    chosen = sorted(random.sample(found, random.randint(1, min(MOST, len(found)))))
    for side in (0, 1):
        spans = sorted(
            ((pair[side], number) for number, pair in enumerate(chosen, 1)), reverse=True
        )
        text = (source, target)[side]
        for (start, end), number in spans:
            text = f"{text[:start]}[{number}]{text[end:]}"
        source, target = (text, target) if side == 0 else (source, text)
    return source, target


def _matches(source: str, target: str) -> Iterator[tuple[Span, Span]]:
    figures = _spans(FIGURES, source), _spans(FIGURES, target)
    yield from _paired(*figures, lambda ours, theirs: ours.replace(",", ".") == theirs)
    names = _names(source), _names(target)
    yield from _paired(*names, _same_name)


def _spans(pattern: re.Pattern[str], text: str) -> list[Word]:
    return [(match.span(), match[0]) for match in pattern.finditer(text)]


def _names(text: str) -> list[Word]:
    """List the words with a capital that do not merely open the text, as they sound."""
    found = ((match.span(), match[0]) for match in NAME.finditer(text))
    return [
        (span, _sound(word))
        for span, word in found
        if span[0] and word[0].isupper() and not word.isupper()
    ]


def _sound(word: str) -> str:
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", word.lower().replace("й", "и"))
        if not unicodedata.combining(letter)
    )
    text = plain.translate(CYRILLIC)
    for pattern, sound in LATIN:
        text = pattern.sub(sound, text)
    return text


def _same_name(ours: str, theirs: str) -> bool:
    shorter = min(len(ours), len(theirs))
    alike = next((at for at in range(shorter) if ours[at] != theirs[at]), shorter)
    return alike >= max(LEAST, ALIKE * shorter) and abs(len(ours) - len(theirs)) <= LEAST


def _paired(
    ours: Sequence[Word], theirs: Sequence[Word], same: Callable[[str, str], bool]
) -> Iterator[tuple[Span, Span]]:
    """Pair what has exactly one counterpart on the other side."""
    for span, text in ours:
        partners = [word for word in theirs if same(text, word[1])]
        rivals = [word for word in ours if partners and same(word[1], partners[0][1])]
        if len(partners) == len(rivals) == 1:
            yield span, partners[0][0]


def _joined(found: list[tuple[Span, Span]], source: str, target: str) -> list[tuple[Span, Span]]:
    """Join neighbours: "Анны Смирновой" and "Anna Smirnova" are one."""
    joined: list[tuple[Span, Span]] = []
    for ours, theirs in found:
        if joined:
            (start, end), (other_start, other_end) = joined[-1]
            if source[end : ours[0]] == " " and target[other_end : theirs[0]] == " ":
                joined[-1] = (start, ours[1]), (other_start, theirs[1])
                continue
        joined.append((ours, theirs))
    return joined
