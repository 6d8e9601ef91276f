"""What the drawn reviews say, in words: the same as the script says, from the same table.

Pure of the database: items in, plain strings out. The script draws the same anew from the feed,
so a difference here would make the page flicker; a browser test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is a field's name here
from typing import TYPE_CHECKING

from babel import dates
from flask_babel import force_locale

from moderation.web.locale import language_name
from moderation.web.widget.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.publication.items import Item
    from moderation.web.widget.words import Words

LAYOUTS = ("list", "carousel", "badge")
CHECKED = ("purchase", "invitation")  # ways in which an author is known to be a customer
TRANSLATED = ("machine", "checked", "post_edited", "human")
STARS = 5
WHOLE_DATE = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class Card:
    """One review. `date` is as exact as it is known, `day` the same in words."""

    id: str
    text: str
    language: str
    author: str
    date: str
    day: str
    note: str
    rating: int | None
    original: tuple[str, str] | None  # its language and its text


@dataclass(frozen=True, slots=True)
class Badge:
    """All reviews at a glance: `average` as written, None where nobody gave stars."""

    average: str | None
    full_stars: int
    count: str


def card(item: Item, locale: str) -> Card:
    """Put an item into words of ours: en, lv or ru."""
    words = WORDS[locale]
    date = item.written_on or item.published_at.date().isoformat()
    original = item.original  # a review of signs alone is its own English: nothing to unfold
    return Card(
        id=item.id,
        text=item.chosen.text,
        language=item.chosen.language,
        author=item.author or words["anonymous"],
        date=date,
        day=_day(date, locale),
        note=_note(item, locale, words),
        rating=item.rating,
        original=None
        if original is None or original.text == item.chosen.text
        else (original.language, original.text),
    )


def badge(items: Sequence[Item], locale: str, *, more: bool) -> Badge | None:
    """Sum up the items shown; `more`: there are older ones that are not counted."""
    if not items:
        return None
    words = WORDS[locale]
    ratings = [each.rating for each in items if each.rating]
    count = words["latest" if more else "count"].format(n=len(ratings) or len(items))
    if not ratings:
        return Badge(None, 0, count)
    tenths = (sum(ratings) * 20 + len(ratings)) // (2 * len(ratings))  # rounded half up
    average = f"{tenths // 10}{words['decimal']}{tenths % 10}"
    return Badge(average, (tenths + STARS) // 10, count)


def unchecked(items: Sequence[Item]) -> bool:
    """Tell whether of some author it was not looked up that they are a customer."""
    return any(each.verification not in CHECKED for each in items)


def _note(item: Item, locale: str, words: Words) -> str:
    """Say how the text came to be (AI Act, art. 50) and how its author was checked."""
    said = []
    way = item.chosen.translation
    if way == "machine" and item.reviewed_by_person:
        way = "checked"
    if way in TRANSLATED:
        said += [words[way], words["from"].format(language=_language(item, locale, words))]
    if item.redacted:
        said.append(words["redacted"])
    if item.verification in CHECKED:
        said.append(words[item.verification])
    return " ".join(said)


def _language(item: Item, locale: str, words: Words) -> str:
    if item.source_language == "mixed":
        return words["mixed"]
    with force_locale(locale):
        return language_name(item.source_language)


def _day(date: str, locale: str) -> str:
    if len(date) != WHOLE_DATE:
        return date
    pattern = "d MMMM y" if locale == "en" else "long"
    told = dates.format_date(Date.fromisoformat(date), pattern, locale=locale)
    return " ".join(told.split())  # one kind of space, as the script writes it
