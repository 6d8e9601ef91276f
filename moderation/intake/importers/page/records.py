"""From paragraphs and breaks to records: which paragraphs make one testimonial."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from moderation.intake.importers.page.elements import Break, Element, Paragraph
from moderation.intake.importers.page.layout import Record, Run
from moderation.intake.importers.page.signatures import Meta

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_TELLS = 1.5  # voice of a paragraph that is a testimonial by itself
_INFORMS = -0.4  # voice below which it is page copy
_FEW = 8  # paragraphs of a testimonial between rules
_RULED = 3  # rules that make a page a ruled one


def runs(found: Sequence[Element], language_of: Callable[[str], str]) -> list[Run]:
    """Part a page's elements into runs of records; page copy parts runs and is left out."""
    ruled = sum(element is Break.RULE for element in found) >= _RULED
    made: list[Run] = []
    for section in _sections(found):
        if ruled and _is_frame(section):
            made += _framed(section)
        else:
            for stretch in _stretches(section):
                made += _open(stretch, language_of)
    return made


def _sections(found: Sequence[Element]) -> Iterator[list[Element]]:
    section: list[Element] = []
    for element in found:
        if element is Break.RULE:
            yield section
            section = []
        else:
            section.append(element)
    yield section


def _is_frame(section: Sequence[Element]) -> bool:
    """Say whether a section between rules holds one record and nothing else."""
    paragraphs = [element for element in section if isinstance(element, Paragraph)]
    names = sum(isinstance(element, Meta) and element.name is not None for element in section)
    dates = sum(isinstance(element, Meta) and element.dated for element in section)
    spoken = any(paragraph.voice > _INFORMS for paragraph in paragraphs)
    single = names <= 1 and dates <= 1 and len(paragraphs) <= _FEW
    actions = sum(one is Break.ACTION and two is not one for one, two in pairwise([*section, None]))
    return spoken and single and actions <= 2 and Break.NOISE not in section  # noqa: PLR2004


def _framed(section: Sequence[Element]) -> Iterator[Run]:
    paragraphs = [element for element in section if isinstance(element, Paragraph)]
    first = section.index(paragraphs[0])
    last = len(section) - 1 - section[::-1].index(paragraphs[-1])
    record = Record(paragraphs, framed=True, acted=Break.ACTION in section[last:])
    before = [element for element in section[:first] if isinstance(element, Meta)]
    after = [element for element in section[first:] if isinstance(element, Meta)]
    yield Run([record], [before, after])


def _stretches(section: Sequence[Element]) -> Iterator[list[Element]]:
    """Part a section at page copy and, keeping it, after a record's links."""
    stretch: list[Element] = []
    for element in section:
        copy = isinstance(element, Paragraph) and element.voice < _INFORMS
        if element is Break.NOISE or copy:
            yield stretch
            stretch = []
        else:
            stretch.append(element)
            if element is Break.ACTION:
                yield stretch
                stretch = []
    yield stretch


def _open(stretch: Sequence[Element], language_of: Callable[[str], str]) -> list[Run]:
    """Make a run of the records in a stretch that no rule parts."""
    acted = Break.ACTION in stretch
    records: list[Record] = []
    gaps: list[list[Meta]] = [[]]
    group: list[Paragraph] = []
    signed_stretch = any(isinstance(element, Meta) for element in stretch)

    def close(*, followed: bool) -> None:
        headed = bool(gaps[-1])
        for paragraphs in _grouped(
            group, language_of, headed=headed, followed=followed, signed=signed_stretch
        ):
            records.append(Record(paragraphs))
            gaps.append([])
        group.clear()

    for element in stretch:
        if isinstance(element, Paragraph):
            group.append(element)
            continue
        close(followed=True)
        if isinstance(element, Meta):
            gaps[-1].append(element)
    close(followed=False)
    if not records:
        return []
    records[-1].acted = acted
    return [Run(records, gaps)]


def _grouped(
    group: Sequence[Paragraph],
    language_of: Callable[[str], str],
    *,
    headed: bool,
    followed: bool,
    signed: bool,
) -> Iterator[list[Paragraph]]:
    """Join a group's paragraphs into testimonials, leaving page copy at its edges out."""
    for index, part in enumerate(_parted(group, language_of, signed=signed)):
        kept = list(part)
        if not (headed and index == 0):
            while kept and kept[0].voice < _TELLS and not (followed and len(kept) == 1):
                kept.pop(0)
        if kept:
            yield kept


def _parted(
    group: Sequence[Paragraph], language_of: Callable[[str], str], *, signed: bool
) -> Iterator[list[Paragraph]]:
    """Part a group where the language changes or space widens; unsigned, at every paragraph."""
    part: list[Paragraph] = []
    for paragraph in group:
        wide = paragraph.gap > 1
        if part and (not signed or wide or _changes(part[-1], paragraph, language_of)):
            yield part
            part = []
        part.append(paragraph)
    if part:
        yield part


def _changes(one: Paragraph, two: Paragraph, language_of: Callable[[str], str]) -> bool:
    tags = {language_of(one.text), language_of(two.text)} - {"und", "mixed", "zxx"}
    return len(tags) > 1
