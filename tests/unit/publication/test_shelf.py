from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from moderation.publication.shelf import Shelf

CLINIC, HOTEL = UUID(int=1), UUID(int=2)


def test_what_was_put_is_given_back() -> None:
    shelf = Shelf()
    shelf.put(CLINIC, 1, "1-a", b"page")
    assert shelf.get(CLINIC, 1, "1-a") == b"page"
    assert shelf.get(HOTEL, 1, "1-a") is None


def test_nothing_of_an_older_state_is_left_once_the_newer_is_asked_for() -> None:
    shelf = Shelf()
    shelf.put(CLINIC, 1, "1-a", b"older")
    shelf.put(HOTEL, 1, "1-a", b"other")
    assert shelf.get(CLINIC, 2, "2-a") is None
    assert shelf.get(CLINIC, 1, "1-a") is None
    assert shelf.get(HOTEL, 1, "1-a") == b"other"


def test_a_slow_reader_of_an_older_state_does_not_bring_it_back() -> None:
    shelf = Shelf()
    shelf.put(CLINIC, 2, "2-a", b"newer")
    shelf.put(CLINIC, 1, "1-a", b"older")
    assert shelf.get(CLINIC, 2, "1-a") is None
    assert shelf.get(CLINIC, 2, "2-a") == b"newer"


def test_the_least_recently_asked_for_goes_first() -> None:
    shelf = Shelf(capacity=8)
    for name in "abcd":
        shelf.put(CLINIC, 1, name, b"12")
    shelf.get(CLINIC, 1, "a")
    shelf.put(CLINIC, 1, "e", b"12")
    assert shelf.get(CLINIC, 1, "a") == b"12"
    assert shelf.get(CLINIC, 1, "b") is None


steps = st.lists(
    st.tuples(
        st.sampled_from([CLINIC, HOTEL]),
        st.integers(1, 5),
        st.sampled_from("abc"),
        st.binary(max_size=12),
    )
)


@given(steps)
def test_the_shelf_never_holds_more_than_it_may(put: list[tuple[UUID, int, str, bytes]]) -> None:
    shelf = Shelf(capacity=20)
    for site, sequence, etag, body in put:
        shelf.put(site, sequence, etag, body)
        held = sum(len(page) for page in shelf._pages.values())
        assert held == shelf._size <= 20
