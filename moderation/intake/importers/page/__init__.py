"""The text of a scraped page in, the testimonials on it out.

Lines are read for what they are (lines, signatures), joined into paragraphs (elements), grouped
into records (records), given their signatures (layout), and kept if they sound like one person
telling of their visit and stand where testimonials stand (here).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from moderation.intake.importers.page.cues import voice
from moderation.intake.importers.page.elements import elements
from moderation.intake.importers.page.layout import Record, assign
from moderation.intake.importers.page.lines import read_lines
from moderation.intake.importers.page.records import runs
from moderation.intake.importers.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Proposal", "propose"]

_ENOUGH = 2.0  # score from which a record is proposed
_UNSIGNED = 1.5  # voice a record needs that nothing else marks as a testimonial
_SHINGLE = 4  # words that two texts must share in a row to be one text
_WORD = re.compile(r"\w+")
_QUOTES = (("“", "”"), ("„", "”"), ("„", "“"), ("«", "»"), ('"', '"'), ("”", "”"))


def propose(text: str, language_of: Callable[[str], str]) -> list[Proposal]:
    """Find the testimonials in the text of a page, in the order they stand.

    `language_of` gives a text's language tag. Menus, articles, questions, replies and teasers of
    a longer testimonial are left out; when unsure, a piece of page copy is rather proposed than
    a testimonial lost, as a person looks at each. Never raises on any text.
    """
    found = runs(elements(read_lines(text)), language_of)
    assign(found)
    records = [record for run in found for record in run.records if _convinces(record)]
    return [_proposal(record, language_of) for record in _without_repeats(records)]


def _convinces(record: Record) -> bool:
    sound = voice(record.text)
    marks = (
        1.0 * record.framed
        + 1.0 * record.acted
        + 1.2 * any(meta.signs for meta in record.metas)
        + 1.0 * any(meta.dated for meta in record.metas)
        + 1.8 * any(meta.starred for meta in record.metas)
        + 1.0 * (record.author is not None)
    )
    return sound + marks >= _ENOUGH and (sound >= _UNSIGNED or marks >= 1)


def _proposal(record: Record, language_of: Callable[[str], str]) -> Proposal:
    text = _unquoted(record.text)
    signing = [meta for meta in record.metas if meta.signs]
    return Proposal(
        text=text,
        language=language_of(text),
        author=next((meta.name for meta in signing if meta.name), record.author),
        signature=", ".join(meta.text for meta in signing) or None,
        date=next((meta.date for meta in record.metas if meta.date), None),
        line=record.paragraphs[0].line,
    )


def _unquoted(text: str) -> str:
    """Take off quotation marks that enclose the whole text and nothing less."""
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing:  # noqa: PLR2004
            if opening in inner or closing in inner:
                return text
            return inner.strip()
    return text


def _without_repeats(records: Sequence[Record]) -> Iterable[Record]:
    """Leave out a record all of whose words stand in a row in a longer one, or again."""
    owners: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    shingled = [_shingles(record.text) for record in records]
    for number, shingles in enumerate(shingled):
        for shingle in shingles:
            owners[shingle].append(number)
    for number, record in enumerate(records):
        shingles = shingled[number]
        if not shingles or not _repeats(number, shingled, owners):
            yield record


def _repeats(
    number: int,
    shingled: Sequence[frozenset[tuple[str, ...]]],
    owners: dict[tuple[str, ...], list[int]],
) -> bool:
    shingles = shingled[number]
    rarest = min(shingles, key=lambda shingle: len(owners[shingle]))
    for other in owners[rarest][:50]:  # enough for any page; hostile ones stay cheap
        longer = len(shingled[other]) > len(shingles)
        same_before = len(shingled[other]) == len(shingles) and other < number
        if (longer or same_before) and shingles <= shingled[other]:
            return True
    return False


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    count = min(_SHINGLE, len(words))
    return frozenset(zip(*(words[offset:] for offset in range(count)), strict=False))
