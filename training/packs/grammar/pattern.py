r"""Frames: sentence patterns in three languages, read from plain text.

A line is "Russian | Latvian | English"; "[name]" opens a section, "[S]" that of whole sentences.
Within a pattern:

- {room:acc.pl} a noun of the class "room"; {a=room/shop:dat} one named a of either class
- {good>room:acc} an adjective of the group "good" that fits the noun "room" and agrees with it;
  behind the colon also def (Latvian definite), cmp, sup
- {'мой>room:gen} that very word, agreeing
- {do>room} a verb of the group "do" that takes "room" as its object; forms as below
- {n=2-9>day} a number, and {day:n} the noun after it; {price}, {clock}
- {when} a set phrase of that group
- {@done} a pattern of the section "done"; a noun named "who" is handed down to it
- $ in a line's section names stands for clinic, hotel, table, shop and service in turn
- [помочь:past<staff] a verb agreeing with "staff", with "who" if that is left out; the tense is
  past if left out: past, pres, fut, inf, cond, deb, ing, pp
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent / "frames"
# A line with a "$" stands for one line with each of these.
DOMAINS: Final = ("clinic", "hotel", "table", "shop", "service")
LANGUAGES: Final = ("ru", "lv", "en")
PIECE: Final = re.compile(r"\{([^{}]+)\}|\[([^\[\]]+)\]")
SLOT: Final = re.compile(
    r"(?P<section>@)?(?P<literal>')?(?P<name>[^=>:]+)"
    r"(?:=(?P<classes>[^>:]+))?(?:>(?P<target>[^:]+))?(?::(?P<form>.+))?"
)
VERB: Final = re.compile(r"(?P<name>[^:<]+)(?::(?P<form>[^<]+))?(?:<(?P<target>.+))?")


class FrameError(Exception):
    """A frame that cannot be used; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill. `kind` is "section", "literal", "verb", "word" (with a target) or "noun"."""

    kind: str
    name: str
    classes: tuple[str, ...]
    target: str
    form: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One language's side: texts and slots in turn, and the slots that it puts in the plural."""

    pieces: tuple[str | Slot, ...]
    plural: frozenset[str]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots alone."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern in each language, and where it stands."""

    where: str
    sides: dict[str, Pattern]


def read(folder: Path = HERE) -> dict[str, list[Frame]]:
    """Read a folder's frames by section; raises FrameError naming the line that is wrong."""
    found: dict[str, list[Frame]] = {}
    for path in sorted(folder.glob("*.txt")):
        section = "S"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.fullmatch(r"\[\w+\]", line):
                section = line[1:-1]
            elif line and not line.startswith("#"):
                for domain in DOMAINS if "$" in line else ("",):
                    frame = parse(line.replace("$", domain), f"{path.name}:{number}{domain}")
                    found.setdefault(section, []).append(frame)
    return found


def parse(line: str, where: str) -> Frame:
    """Read one frame; raises FrameError if it has not three sides or a slot that cannot be read."""
    sides = [side.strip() for side in line.split(" | ")]
    if len(sides) != len(LANGUAGES):
        raise FrameError(f"{where} has {len(sides)} sides.")
    patterns = {tag: _pattern(side, where) for tag, side in zip(LANGUAGES, sides, strict=True)}
    return Frame(where, patterns)


def _pattern(text: str, where: str) -> Pattern:
    pieces: list[str | Slot] = []
    at = 0
    for match in PIECE.finditer(text):
        pieces.append(text[at : match.start()])
        pieces.append(_slot(match, where))
        at = match.end()
    pieces.append(text[at:])
    if any("{" in piece or "[" in piece for piece in pieces if isinstance(piece, str)):
        raise FrameError(f"{where} has an unclosed slot.")
    plural = frozenset(
        piece.name
        for piece in pieces
        if isinstance(piece, Slot) and piece.kind == "noun" and "pl" in piece.form
    )
    return Pattern(tuple(piece for piece in pieces if piece), plural)


def _slot(match: re.Match[str], where: str) -> Slot:
    grammar = SLOT if match.group(1) else VERB
    found = grammar.fullmatch(match.group(1) or match.group(2))
    if found is None:
        raise FrameError(f"{where} has a slot that cannot be read: {match.group(0)}.")
    form = tuple((found["form"] or "").split(".")) if found["form"] else ()
    if match.group(2):
        return Slot("verb", found["name"], (), found["target"] or "who", form)
    name, target = found["name"], found["target"] or ""
    classes = (
        tuple(found["classes"].split("/")) if found["classes"] else (name.rstrip("0123456789"),)
    )
    if found["section"]:
        return Slot("section", name, (name.rstrip("0123456789"),), "", form)
    if found["literal"]:
        return Slot("literal", name, (), target, form)
    if target:
        return Slot("word", name, classes, target, form)
    return Slot("noun", name, classes, "", form)
