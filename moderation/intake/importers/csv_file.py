"""Reviews from a CSV file, whatever spreadsheet saved it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from moderation.intake.importers.columns import ImportFileError, RowProblem, columns_of, row_of
from moderation.intake.importers.encodings import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from moderation.intake.importers.proposal import FileRow

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_HEADER = 20_000  # characters; a file whose first line is longer is no table


def read_csv(
    path: Path, columns: Mapping[str, str] | None = None
) -> Iterator[FileRow | RowProblem]:
    """Give each row of a CSV file, one at a time; the file is never wholly in memory.

    Encoding and delimiter are found out; `columns`, field → header, overrides the headers'
    common names. A cell that is a formula stays the text it is. A row that cannot be taken comes
    as a RowProblem in its place. Raises ImportFileError for a file without a text column or in
    an unknown encoding, and OSError.
    """
    encoding = encoding_of(path)
    delimiter = _delimiter(path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        headers = [header.strip() for header in _first(reader, path)]
        mapped = columns_of(headers, columns)
        yield from _rows(reader, headers, mapped)


def _rows(
    reader: Iterator[list[str]], headers: list[str], mapped: Mapping[str, str]
) -> Iterator[FileRow | RowProblem]:
    row = 1
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RowProblem(row, f"row {row}: not a row of a CSV file ({error})")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(headers):
            yield RowProblem(
                row, f"row {row}: {len(cells)} cells under {len(headers)} headers; quote the text"
            )
            continue
        yield row_of(dict(zip(headers, cells, strict=False)), mapped, row)


def _first(reader: Iterator[list[str]], path: Path) -> list[str]:
    try:
        return next(reader)
    except StopIteration:
        raise ImportFileError(f"{path.name} is empty") from None
    except csv.Error as error:
        raise ImportFileError(f"{path.name} is not a CSV file ({error})") from error


def _delimiter(path: Path, encoding: str) -> str:
    """Choose the delimiter under which a header is the text's, else the one most used."""
    with path.open(encoding=encoding, newline="") as file:
        line = file.readline(_LONGEST_HEADER)
    for delimiter in _DELIMITERS:
        try:
            columns_of(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), []))
        except (ImportFileError, csv.Error):
            continue
        return delimiter
    return max(_DELIMITERS, key=line.count)
