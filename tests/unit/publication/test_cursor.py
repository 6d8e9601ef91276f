from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.publication import cursor
from moderation.publication.entries import Place

places = st.builds(
    Place,
    published_at=st.datetimes(timezones=st.just(UTC)),
    id=st.uuids(),
)


@given(places)
def test_a_cursor_gives_back_the_place_it_was_made_of(place: Place) -> None:
    assert cursor.decode(cursor.encode(place)) == place


@given(places)
def test_a_cursor_stands_in_an_address_as_it_is(place: Place) -> None:
    assert set(cursor.encode(place)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


@given(st.text())
def test_whatever_is_sent_as_a_cursor_is_a_place_or_refused(text: str) -> None:
    try:
        place = cursor.decode(text)
    except cursor.CursorError:
        return
    assert cursor.encode(place) == text


@pytest.mark.parametrize(
    "text",
    ["", "x", "====", "я", "\x00", "A" * 34, "A" * 10_000, "_" * 34, "Af" + "_" * 32],
)
def test_a_made_up_cursor_is_refused(text: str) -> None:
    with pytest.raises(cursor.CursorError):
        cursor.decode(text)


def test_one_place_has_one_spelling() -> None:
    place = Place(datetime(2026, 1, 2, tzinfo=UTC), id=UUID(int=7))
    spelt = cursor.encode(place)
    with pytest.raises(cursor.CursorError):
        cursor.decode(spelt + "=")
    with pytest.raises(cursor.CursorError):
        cursor.decode(spelt + " ")
