"""Reviews from a JSONL file: one JSON object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moderation.intake.importers.columns import ImportFileError, RowProblem, columns_of, row_of
from moderation.intake.importers.encodings import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from moderation.intake.importers.proposal import FileRow

_LONGEST_LINE = 1_000_000  # characters of one review with all that is said about it


def read_jsonl(
    path: Path, columns: Mapping[str, str] | None = None
) -> Iterator[FileRow | RowProblem]:
    """Give each line of a JSONL file, one at a time; the file is never wholly in memory.

    Keys are understood as a CSV file's headers are; `columns`, field → key, comes before. Lines
    may differ in their keys. A line that cannot be taken comes as a RowProblem in its place.
    Raises ImportFileError for an unknown encoding, and OSError.
    """
    with path.open(encoding=encoding_of(path), newline="\n") as file:
        row = 0
        while line := file.readline(_LONGEST_LINE):
            row += 1
            if len(line) == _LONGEST_LINE and line[-1] != "\n":
                while (rest := file.readline(_LONGEST_LINE)) and rest[-1] != "\n":
                    pass
                yield RowProblem(row, f"row {row}: longer than {_LONGEST_LINE:,} characters")
            elif line.strip():
                yield _read(line, columns, row)


def _read(line: str, columns: Mapping[str, str] | None, row: int) -> FileRow | RowProblem:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return RowProblem(row, f"row {row}: not JSON ({error})")
    if not isinstance(values, dict):
        return RowProblem(row, f"row {row}: not a JSON object")
    try:
        present = {field: key for field, key in (columns or {}).items() if key in values}
        mapped = columns_of(values, present)
    except ImportFileError as error:
        return RowProblem(row, f"row {row}: {error}")
    return row_of(values, mapped, row)
