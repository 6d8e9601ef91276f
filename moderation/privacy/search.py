"""All recognisers over one text, and which finding wins where two overlap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderation.privacy.addresses import addresses
from moderation.privacy.banks import cards, ibans
from moderation.privacy.circumstances import ages, ages_in_words, rare, workplaces
from moderation.privacy.codes import personal_codes
from moderation.privacy.dates import dates_of_birth
from moderation.privacy.emails import emails
from moderation.privacy.health import health
from moderation.privacy.links import links
from moderation.privacy.passports import passports
from moderation.privacy.people import people
from moderation.privacy.phones import phones
from moderation.privacy.places import places
from moderation.privacy.plates import plates
from moderation.privacy.view import view
from moderation.privacy.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from moderation.privacy.finding import Finding

WITH_DIGITS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    ibans,
    cards,
    personal_codes,
    passports,
    dates_of_birth,
    plates,
    ages,
)
ALWAYS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    emails,
    links,
    phones,
    addresses,
    health,
    ages_in_words,
    workplaces,
    rare,
)
# Where spans overlap the first of these wins, then the higher score, then the longer span.
ORDER = (
    "email", "url_or_handle", "iban", "card", "personal_code", "passport", "date_of_birth", "phone",
    "address", "plate", "staff", "person", "place_small", "health", "workplace", "age", "rare",
)  # fmt: skip
DIVISIBLE = frozenset({"address", "person", "staff", "health", "workplace", "rare"})
LEAST = 3  # letters and digits that a remainder must have
RANK = {kind: rank for rank, kind in enumerate(ORDER)}


def find(text: str, tag: str, *, staff: Sequence[str] = ()) -> list[Finding]:
    """Return the findings in `text`, sorted and not overlapping.

    `text` is a segment or a whole review, `tag` its language as far as known, `staff` the site's
    employees. Offsets are code points into `text` as given, end exclusive, whatever it holds of
    zero-width characters or look-alike letters. Takes time linear in the length. Never raises.
    """
    if not text or text.isspace():
        return []
    seen = view(text)
    read = words(seen.text)
    found = [*people(seen.text, tag, staff, read), *places(seen.text, read)]
    if any(character.isdigit() for character in seen.text):
        found += [each for recognise in WITH_DIGITS for each in recognise(seen.text)]
    found += [each for recognise in ALWAYS for each in recognise(seen.text)]
    return [seen.back(each) for each in settled(_no_eponyms(found), seen.text)]


def _no_eponyms(found: list[Finding]) -> list[Finding]:
    """Drop names that a diagnosis is called by: nobody is named by "Parkinson's disease"."""
    conditions = [each for each in found if each.kind == "health"]
    return [
        each
        for each in found
        if each.kind not in {"person", "staff"}
        or not any(other.start <= each.start and each.end <= other.end for other in conditions)
    ]


def settled(found: Sequence[Finding], text: str = "") -> list[Finding]:
    """Return the findings without overlaps, in the order of the text.

    Of a name or an address that overlaps a stronger finding, what is left of it stays a finding:
    an account number before a street must not let the street through. That needs `text`.
    """
    chosen: list[Finding] = []
    taken: set[int] = set()
    for each in sorted(found, key=_precedence):
        span = range(each.start, each.end)
        if not taken.isdisjoint(span):
            free = _free(each, taken, text) if text and each.kind in DIVISIBLE else None
            if free is None:
                continue
            each = replace(each, start=free[0], end=free[1])  # noqa: PLW2901
            span = range(*free)
        if each.end > each.start:
            chosen.append(each)
            taken.update(span)
    return sorted(chosen, key=lambda each: each.start)


def _free(found: Finding, taken: set[int], text: str) -> tuple[int, int] | None:
    """Return the longest stretch of a finding that no other covers, or None if it says nothing."""
    runs: list[list[int]] = [[]]
    for offset in range(found.start, found.end):
        if offset not in taken and text[offset].isalnum():
            runs[-1].append(offset)
        elif offset in taken:
            runs.append([])
    longest = max(runs, key=len)
    return (longest[0], longest[-1] + 1) if len(longest) >= LEAST else None


def _precedence(found: Finding) -> tuple[int, float, int, int]:
    return RANK[found.kind], -found.score, found.start - found.end, found.start
