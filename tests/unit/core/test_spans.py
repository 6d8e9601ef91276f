from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.spans import Replacement, apply


@given(st.text(), st.data())
def test_what_stands_outside_the_spans_is_untouched(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text())
    assert apply(text, [Replacement(start, end, new)]) == text[:start] + new + text[end:]


@given(st.text())
def test_no_span_changes_nothing(text: str) -> None:
    assert apply(text, []) == text


@pytest.mark.parametrize(
    "spans",
    [
        [Replacement(0, 3, ""), Replacement(2, 4, "")],
        [Replacement(0, 9, "")],
        [Replacement(3, 2, "")],
    ],
)
def test_a_span_that_cannot_be_placed_is_refused(spans: list[Replacement]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply("Anna", spans)
