"""Names of people: the writer, relatives, other customers (person) and employees (staff).

Every capitalised word is weighed (`Weight`), then read with what stands beside it: a title, kin, a
surname, thanks, a signature. Whoever is named once with certainty is then found again throughout
the text. slovnet is asked only about Russian capitals that all this leaves undecided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.privacy.announced import listed, named
from moderation.privacy.finding import Finding
from moderation.privacy.known_again import again, undecided
from moderation.privacy.name_search import NameSearch
from moderation.privacy.neighbours import PLAIN_GAPS
from moderation.privacy.signature import LONGEST_SIGNATURE, signed
from moderation.privacy.unexplained import coordinated
from moderation.privacy.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def people(
    text: str, tag: str = "und", staff: Sequence[str] = (), read: list[Word] | None = None
) -> Iterator[Finding]:
    """Yield a finding for each name in `text`, kind "person" or "staff".

    Offsets are code points into `text`, end exclusive; `staff` holds the site's own employees.
    `tag` is the language as far as known: names of all our languages stand in any of them. Scores
    run from 0.6 (the shape and place of a surname) to 0.95 (title or staff list). `read` saves
    reading the words again. Never raises.
    """
    search = NameSearch(text, tag, words(text) if read is None else read)
    if not search.words:
        return
    listed(search, staff)
    named(search)
    signed(search)
    coordinated(search)
    undecided(search)
    again(search)
    yield from _found(search)


def _found(search: NameSearch) -> Iterator[Finding]:
    """Yield the marked words, neighbours of one kind joined into one name."""
    group: list[int] = []
    for index in sorted(search.names):
        joined = group and index == group[-1] + 1 and _one_name(search, group, index)
        if group and not joined:
            yield _finding(search, group)
            group = []
        group.append(index)
    if group:
        yield _finding(search, group)


def _one_name(search: NameSearch, group: list[int], index: int) -> bool:
    word = search.words[index]
    if len(group) >= LONGEST_SIGNATURE:
        return False
    return word.gap in PLAIN_GAPS or search.initial_gap(index)


def _finding(search: NameSearch, group: list[int]) -> Finding:
    kind, score, why = search.names[group[0]]
    if any(search.names[index][0] == "staff" for index in group):
        kind = "staff"
    end = search.words[group[-1]].end
    if len(group) > 1 and search.is_initial(group[-1]):
        end += 1
    return Finding(kind, search.words[group[0]].start, end, score, why)
