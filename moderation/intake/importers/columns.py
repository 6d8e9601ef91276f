"""Which column of a file is the review, its author, date, rating and language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.intake.importers.dates import iso_date
from moderation.intake.importers.proposal import FileRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELDS = ("text", "author", "date", "rating", "language")
_HEADERS = {
    "text": "text review review_text review_body body content comment comments message feedback "
    "testimonial original отзыв текст текст_отзыва комментарий сообщение atsauksme atsauksmes "
    "atsauksmes_teksts teksts komentārs viedoklis ziņa",
    "author": "author name author_name reviewer reviewer_name customer customer_name user username "
    "автор имя фио клиент пользователь autors vārds vārds_uzvārds klients lietotājs",
    "date": "date created created_at date_created submitted_at published published_at review_date "
    "time timestamp дата дата_отзыва создано опубликовано datums izveidots publicēts laiks",
    "rating": "rating stars score star_rating оценка рейтинг звёзды звезды балл vērtējums "
    "zvaigznes reitings atzīme",
    "language": "language lang locale язык valoda",
}
_FIELD_OF = {header: field for field, headers in _HEADERS.items() for header in headers.split()}
_RATING = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:(?:/|out of|no|из)\s*(\d{1,3}))?\s*[★⭐*]?")
_STARS = re.compile(r"[★⭐☆✩*\s\ufe0f]+")
_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LANGUAGE_NAMES = {
    "ru": "russian русский krievu rus",
    "lv": "latvian латышский latviešu lav",
    "en": "english английский angļu eng",
}
_LANGUAGES = {name: tag for tag, names in _LANGUAGE_NAMES.items() for name in names.split()}
_MOST_STARS = 5


class ImportFileError(ValueError):
    """A file that cannot be read at all, said in a sentence that tells what to do."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was left out, and why in a sentence; `row` counts as in FileRow."""

    row: int
    message: str


def columns_of(headers: Iterable[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give field → header for the headers of a file.

    `chosen`, field → header, comes before the common names in English, Latvian and Russian; of
    two headers that fit a field the first is taken. Raises ImportFileError if no column can be
    the text, or a chosen one is not there.
    """
    headers = list(headers)
    found: dict[str, str] = {}
    for field, header in (chosen or {}).items():
        if field not in FIELDS:
            raise ImportFileError(f"there is no field {field}; there are {', '.join(FIELDS)}")
        if header not in headers:
            raise ImportFileError(f"there is no column {header}; there are {_listed(headers)}")
        found[field] = header
    for header in headers:
        known = _FIELD_OF.get(_folded(header))
        if known and known not in found and header not in found.values():
            found[known] = header
    if "text" not in found:
        raise ImportFileError(f"no column looks like the review's text among {_listed(headers)}")
    return found


def row_of(
    values: Mapping[str, object], columns: Mapping[str, str], row: int
) -> FileRow | RowProblem:
    """Make a row of a file's values; the text stays exactly as it is, formulas included."""
    text = values.get(columns["text"])
    if not isinstance(text, str) or not text.strip():
        return RowProblem(row, f"row {row}: the text is empty or is no text")
    try:
        return FileRow(
            text=text,
            author=_cell(values, columns, "author"),
            date=_date(_cell(values, columns, "date"), row),
            rating=_rating(_cell(values, columns, "rating"), row),
            language=_language(_cell(values, columns, "language")),
            row=row,
        )
    except ValueError as error:
        return RowProblem(row, str(error))


def _cell(values: Mapping[str, object], columns: Mapping[str, str], field: str) -> str | None:
    value = values.get(columns.get(field, ""))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None


def _date(cell: str | None, row: int) -> str | None:
    if cell is None:
        return None
    date = iso_date(cell)
    if date is None:
        raise ValueError(f"row {row}: the date {cell[:40]!r} cannot be read; write 2024-03-31")
    return date


def _rating(cell: str | None, row: int) -> int | None:
    """Stars from 1 to 5; "8/10" is brought to that scale, halves go up."""
    if cell is None:
        return None
    if _STARS.fullmatch(cell):
        stars, scale = float(sum(cell.count(star) for star in "★⭐*")), _MOST_STARS
    elif match := _RATING.fullmatch(cell):
        stars, scale = float(match[1].replace(",", ".")), int(match[2] or _MOST_STARS)
    else:
        stars, scale = -1.0, _MOST_STARS
    if not scale or not 0 < stars <= scale:
        raise ValueError(
            f"row {row}: the rating {cell[:20]!r} is not from 1 to 5; write it as 8/10"
        )
    return max(1, int(stars * _MOST_STARS / scale + 0.5))


def _language(cell: str | None) -> str | None:
    """Give a tag, or None for what is no language: the claim is a hint and stops nothing."""
    if cell is None:
        return None
    lowered = cell.casefold()
    if lowered in _LANGUAGES:
        return _LANGUAGES[lowered]
    return cell.replace("_", "-").split("-")[0].lower() if _TAG.fullmatch(cell) else None


def _folded(header: str) -> str:
    return re.sub(r"[\W_]+", "_", header.casefold()).strip("_")


def _listed(headers: list[str]) -> str:
    return ", ".join(header[:40] for header in headers[:12]) or "no headers at all"
