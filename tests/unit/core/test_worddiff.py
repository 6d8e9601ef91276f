# ruff: noqa: E501 - a case stands on a line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.web.staff.worddiff import LONGEST, changes


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("One two.", "One two.", [("One two.", "same")]),
        ("One two.", "One three.", [("One ", "same"), ("two", "gone"), ("three", "new"), (".", "same")]),
        ("Good.", "Very good.", [("Good", "gone"), ("Very good", "new"), (".", "same")]),
        ("a very bad day", "a so good day", [("a ", "same"), ("very bad", "gone"), ("so good", "new"), (" day", "same")]),
        ("", "New.", [("New.", "new")]),
        ("don't go", "don’t go", [("don't", "gone"), ("don’t", "new"), (" go", "same")]),
    ],
)  # fmt: skip
def test_changes_are_told_by_words(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert [(each.text, each.kind) for each in changes(before, after)] == told


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    found = changes(before, after)

    assert "".join(each.text for each in found if each.kind != "new") == before
    assert "".join(each.text for each in found if each.kind != "gone") == after


def test_very_long_texts_are_told_whole() -> None:
    found = changes("a " * LONGEST, "b " * LONGEST)

    assert [each.kind for each in found] == ["gone", "new"]
