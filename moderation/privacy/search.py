"""All recognisers over one text, and which finding wins where two overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.privacy.addresses import addresses
from moderation.privacy.banks import cards, ibans
from moderation.privacy.circumstances import ages, rare, workplaces
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
    workplaces,
    rare,
)
# Where spans overlap the first of these wins, then the higher score, then the longer span.
ORDER = (
    "email", "url_or_handle", "iban", "card", "personal_code", "passport", "date_of_birth", "phone",
    "address", "plate", "staff", "person", "place_small", "health", "workplace", "age", "rare",
)  # fmt: skip
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
    return [seen.back(each) for each in settled(found)]


def settled(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings without overlaps, in the order of the text."""
    chosen: list[Finding] = []
    taken: set[int] = set()
    for each in sorted(found, key=_precedence):
        span = range(each.start, each.end)
        if each.end > each.start and taken.isdisjoint(span):
            chosen.append(each)
            taken.update(span)
    return sorted(chosen, key=lambda each: each.start)


def _precedence(found: Finding) -> tuple[int, float, int, int]:
    return RANK[found.kind], -found.score, found.start - found.end, found.start
