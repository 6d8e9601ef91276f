"""What an importer hands on: one review as a file or a page has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """A testimonial found in the text of a page.

    `language` is a tag, `mixed` or `und`. `signature` is every line beside the testimonial that
    says who wrote it, author, town or diagnosis; `author` the name alone. `date` is ISO, as
    exact as the page has it: "2023", "2023-10" or "2024-03-02". `line` counts from 1 and is
    where the testimonial's first word stands.
    """

    text: str
    language: str
    author: str | None
    signature: str | None
    date: str | None
    line: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """A review read from a CSV or JSONL file, its text exactly as the file has it.

    `rating` is 1 to 5 or None; `language` is what the file claims;
    `row` counts from 1 with the header of a CSV file as row 1.
    """

    text: str
    author: str | None
    date: str | None
    rating: int | None
    language: str | None
    row: int
