"""From lines to paragraphs, signatures and the breaks between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from moderation.intake.importers.page.cues import is_reply, voice, warmth
from moderation.intake.importers.page.lines import Kind, Line, finished
from moderation.intake.importers.page.signatures import Meta, read_meta, split_inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Break(Enum):
    """RULE: drawn between records. NOISE: page copy. ACTION: a record's like links. MORE: soft."""

    RULE = auto()
    NOISE = auto()
    ACTION = auto()
    MORE = auto()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose: the number of its first line, how it sounds, and blank lines before it."""

    line: int
    text: str
    voice: float
    gap: int


Element = Paragraph | Meta | Break
_Spaced = tuple[Element | Kind, int]  # with the blank lines before it
_WRAPPED = 60  # characters; a shorter line of prose was ended by its author, not by wrapping
_MENU = 3
_FEW_WORDS = 3  # a capitalised line of so few, behind a finished sentence, is a button or heading
_TELLING = 1.5  # a reply's further paragraphs sound drier than this


def elements(lines: Iterable[Line]) -> list[Element]:
    """Read a page's lines as paragraphs, signatures and breaks, in order."""
    return list(_without_replies(_joined(_blocks(lines))))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line with its kind settled, and how many blank lines stand before it."""

    line: Line
    kind: Kind
    gap: int


def _blocks(lines: Iterable[Line]) -> Iterator[_Piece]:
    block: list[Line] = []
    gap = waiting = 0
    open_end = False  # the last prose stops in mid-sentence
    for line in [*lines, Line(0, "", Kind.BLANK)]:
        if line.kind not in {Kind.BLANK, Kind.RULE}:
            block.append(line)
            continue
        if block:
            settled = _settle(block, open_end=open_end)
            for number, (piece, kind) in enumerate(settled):
                yield _Piece(piece, kind, waiting if number == 0 else 0)
                if kind is not Kind.SEAM:
                    open_end = kind is Kind.PROSE and not finished(piece.text)
            block, gap = [], 0
        if line.kind is Kind.RULE:
            yield _Piece(line, Kind.RULE, 0)
            gap = 0
        else:
            gap += 1
        waiting = gap


def _settle(block: list[Line], *, open_end: bool) -> list[tuple[Line, Kind]]:
    """Decide each undecided line of a block by its neighbours."""
    if _is_menu(block):
        return [(line, Kind.NOISE) for line in block]
    settled: list[tuple[Line, Kind]] = []
    previous = Kind.PROSE if open_end and block[0].text[:1].islower() else Kind.BLANK
    before = ""
    for index, line in enumerate(block):
        after = block[index + 1] if index + 1 < len(block) else None
        kind = line.kind
        if previous in {Kind.LIST, Kind.REPLY} and kind in {Kind.PROSE, Kind.SHORT}:
            kind = previous
        elif kind is Kind.SHORT:
            kind = _short(line, after, previous, before)
        elif kind is Kind.META and not _stands(line, before, after, previous):
            kind = Kind.PROSE
        settled.append((line, kind))
        previous, before = kind, line.text
    return settled


def _is_menu(block: list[Line]) -> bool:
    bare = 0
    for line in block:
        named = line.kind is Kind.META and line.meta is not None and line.meta.bare
        if named or (line.kind is Kind.SHORT and not warmth(line.text)):
            bare += 1
        elif line.kind not in {Kind.NOISE, Kind.LIST}:
            return False
    return bare >= _MENU


def _short(line: Line, after: Line | None, previous: Kind, before: str) -> Kind:
    """A short line without an end: the tail of prose, brief praise, or a heading."""
    if warmth(line.text):
        return Kind.PROSE
    if after is not None and after.kind is Kind.PROSE:
        if line.text[-1] == "," or after.text[:1].islower():
            return Kind.PROSE
    elif previous is Kind.PROSE and finished(before) and len(line.text.split()) <= _FEW_WORDS:
        return Kind.PROSE if line.text[:1].islower() else Kind.NOISE
    return Kind.PROSE if previous is Kind.PROSE else Kind.NOISE


def _stands(line: Line, before: str, after: Line | None, previous: Kind) -> bool:
    """Say whether a line that could sign does, rather than run on from prose or into it."""
    meta = line.meta
    if meta is None:
        return False
    sure = meta.dated or meta.starred or meta.ends or previous is Kind.CLOSING
    if previous is Kind.PROSE and not sure:
        ended = finished(before) or len(before) < _WRAPPED
        return ended and not (after and after.kind is Kind.PROSE and after.text[:1].islower())
    return sure or not (after and after.kind is Kind.PROSE and after.text[:1].islower())


class _Joiner:
    """Joins wrapped lines into paragraphs, also over what printing left in mid-sentence."""

    def __init__(self) -> None:
        self.prose: list[str] = []
        self.start = self.gap = 0
        self.seam = self.closing = False

    def take(self, piece: _Piece) -> Iterator[_Spaced]:
        """Give the elements that are complete once a line is read, each with its gap."""
        line, kind = piece.line, piece.kind
        if kind is Kind.SEAM:
            self.seam = True
            return
        if kind is not Kind.PROSE or not self._runs_on(piece):
            yield from self.flush()
        self.seam = False
        if kind is Kind.PROSE:
            if not self.prose:
                self.start, self.gap = line.number, piece.gap
            self.prose.append(line.text)
            if line.more:
                yield from self.flush()
                yield Break.MORE, 0
        elif kind is Kind.META and line.meta:
            yield replace(line.meta, ends=line.meta.ends or self.closing), piece.gap
        elif kind is not Kind.CLOSING:
            yield _BREAKS.get(kind, Kind.REPLY), piece.gap
        self.closing = kind is Kind.CLOSING

    def flush(self) -> Iterator[_Spaced]:
        """Give the paragraph begun, parted from a signature behind its last dash."""
        if not self.prose:
            return
        text, signature = " ".join(self.prose), ""
        if parted := split_inline(text):
            text, signature = parted
        last = self.start + len(self.prose) - 1
        yield Paragraph(self.start, text, voice(text), self.gap), self.gap
        self.prose = []
        if meta := read_meta(signature, last):
            yield replace(meta, ends=True), 0

    def _runs_on(self, piece: _Piece) -> bool:
        if not self.prose:
            return False
        open_end = not finished(self.prose[-1])
        if self.seam:
            return open_end
        return piece.gap == 0 or (open_end and piece.line.text[:1].islower())


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Spaced]:
    """Give each element with the blank lines before it."""
    joiner = _Joiner()
    for piece in pieces:
        yield from joiner.take(piece)
    yield from joiner.flush()


_BREAKS = {
    Kind.RULE: Break.RULE,
    Kind.ACTION: Break.ACTION,
    Kind.MORE: Break.MORE,
    Kind.LIST: Break.NOISE,
    Kind.NOISE: Break.NOISE,
    Kind.SHORT: Break.NOISE,
}


def _without_replies(found: Iterable[_Spaced]) -> Iterator[Element]:
    """Leave out what the business answered, its own signature included."""
    replying = False
    told = False  # the reply's words have been seen
    for element, gap in found:
        if element is Kind.REPLY or (isinstance(element, Paragraph) and is_reply(element.text)):
            yield Break.ACTION
            replying, told = True, isinstance(element, Paragraph)
        elif not replying:
            if not isinstance(element, Kind):
                yield element
        elif isinstance(element, Paragraph):
            if told and gap and element.voice >= _TELLING:
                replying = False
                yield element
            told = True
        elif isinstance(element, Meta):
            if gap and not element.ends:
                replying = False
                yield element
        elif isinstance(element, Break) and element in {Break.RULE, Break.NOISE}:
            replying = False
            yield element
