from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.intake.importers.columns import ImportFileError, RowProblem
from moderation.intake.importers.csv_file import read_csv
from moderation.intake.importers.jsonl_file import read_jsonl
from moderation.intake.importers.proposal import FileRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    CsvOf = Callable[..., Path]


@pytest.fixture
def csv_of(tmp_path: Path) -> CsvOf:
    def write(content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "reviews.csv"
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize(
    ("headers", "delimiter"),
    [
        (("Review", "Author", "Date", "Rating", "Language"), ","),
        (("Отзыв", "Имя", "Дата", "Оценка", "Язык"), ";"),
        (("Atsauksme", "Vārds", "Datums", "Vērtējums", "Valoda"), "\t"),
    ],
)
def test_columns_are_known_by_their_names_in_three_languages(
    csv_of: CsvOf, headers: tuple[str, ...], delimiter: str
) -> None:
    cells = ("Labi!", "Anna", "02.03.2024", "4", "Latvian")
    path = csv_of("\n".join(delimiter.join(line) for line in (headers, cells)))

    assert list(read_csv(path)) == [FileRow("Labi!", "Anna", "2024-03-02", 4, "lv", 2)]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Ļoti jauki, спасибо"),
        ("utf-8-sig", "Ļoti jauki, спасибо"),
        ("utf-16", "Ļoti jauki, спасибо"),
        ("cp1257", "Ļoti jauki, šķūnītis ir tīrs"),
        ("cp1251", "Всё очень понравилось, спасибо"),
    ],
)
def test_the_encoding_is_found_out(csv_of: CsvOf, encoding: str, text: str) -> None:
    path = csv_of(f'text,author\n"{text}",Anna\n', encoding)

    assert [getattr(row, "text", row) for row in read_csv(path)] == [text]


def test_a_formula_stays_the_text_it_is(csv_of: CsvOf) -> None:
    text = '=HYPERLINK("http://evil.example";"x")'
    path = csv_of('text;author\n"' + text.replace('"', '""') + '";=1+1\n')

    assert list(read_csv(path)) == [FileRow(text, "=1+1", None, None, None, 2)]


def test_a_review_of_several_lines_is_kept_as_it_is(csv_of: CsvOf) -> None:
    path = csv_of('author,text\r\nAnna,"One  line,\nanother ""line"""\r\n')

    assert [getattr(row, "text", row) for row in read_csv(path)] == ['One  line,\nanother "line"']


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        (",Anna,,", "the text is empty"),
        ("Good,Anna,next spring,", "'next spring' cannot be read"),
        ("Good,Anna,,eleven", "'eleven' is not from 1 to 5"),
        ("Good,Anna,,9", "'9' is not from 1 to 5"),
        ("Good, but cold,Anna,,5", "5 cells under 4 headers"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_rest_is_read(
    csv_of: CsvOf, cells: str, part: str
) -> None:
    path = csv_of(f"text,author,date,rating\n{cells}\nFine,Bob,,\n")

    problem, row = read_csv(path)

    assert isinstance(problem, RowProblem)
    assert problem.message.startswith("row 2: ")
    assert part in problem.message
    assert row == FileRow("Fine", "Bob", None, None, None, 3)


@pytest.mark.parametrize(
    ("written", "stars"),
    [("5", 5), ("4.5", 5), ("4,4", 4), ("8/10", 4), ("3 out of 5", 3), ("★★★☆☆", 3), ("0.5", 1)],
)
def test_ratings_come_to_one_scale(csv_of: CsvOf, written: str, stars: int) -> None:
    path = csv_of(f'text;rating\nFine;"{written}"\n')

    assert [getattr(row, "rating", row) for row in read_csv(path)] == [stars]


def test_a_column_may_be_chosen(csv_of: CsvOf) -> None:
    path = csv_of("col1,col2\nAnna,Great stay\n")

    assert [
        getattr(row, "text", row) for row in read_csv(path, {"text": "col2", "author": "col1"})
    ] == ["Great stay"]


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", b"\x81\x8d\x8f\x90\xff\xfe text\n"])
def test_a_file_that_is_no_table_of_reviews_is_refused_in_a_sentence(
    csv_of: CsvOf, content: str | bytes
) -> None:
    with pytest.raises(ImportFileError):
        list(read_csv(csv_of(content)))


def test_a_chosen_column_must_be_there(csv_of: CsvOf) -> None:
    with pytest.raises(ImportFileError, match="there is no column words"):
        list(read_csv(csv_of("text\nFine\n"), {"text": "words"}))


def test_a_large_file_is_never_wholly_in_memory(csv_of: CsvOf) -> None:
    path = csv_of("text,author\n" + '"A review of some length, with a comma",Anna\n' * 20_000)
    tracemalloc.start()
    try:
        rows = sum(isinstance(row, FileRow) for row in read_csv(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert rows == 20_000
    assert peak < path.stat().st_size / 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_give_rows_problems_or_a_refusal(csv_of: CsvOf, content: bytes) -> None:
    path = csv_of(b"text,author\n" + content)
    for reader in (read_csv, read_jsonl):
        with suppress(ImportFileError):
            assert all(isinstance(row, FileRow | RowProblem) for row in reader(path))


def test_jsonl_lines_are_read_by_the_same_names(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    lines = [
        json.dumps({"atsauksme": "Labi!", "vērtējums": 5, "datums": "2024-03-02"}),
        "",
        "{broken",
        "[]",
        json.dumps({"author": "Anna"}),
        json.dumps({"text": 7}),
        json.dumps({"отзыв": "Хорошо", "extra": {"a": 1}}, ensure_ascii=False),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")

    first, *problems, last = read_jsonl(path)

    assert first == FileRow("Labi!", None, "2024-03-02", 5, None, 1)
    assert [problem.row for problem in problems] == [3, 4, 5, 6]
    assert all(isinstance(problem, RowProblem) for problem in problems)
    assert last == FileRow("Хорошо", None, None, None, None, 7)


def test_a_jsonl_line_without_end_is_a_problem_and_not_a_flood(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_text('{"text": "' + "a" * 2_500_000 + '"}\n{"text": "Fine"}\n', encoding="utf-8")

    problem, row = read_jsonl(path)

    assert isinstance(problem, RowProblem)
    assert row == FileRow("Fine", None, None, None, None, 2)
