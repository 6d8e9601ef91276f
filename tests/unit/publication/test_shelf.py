from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from moderation.publication.shelf import Shelf
from tests.unit.publication.samples import a_state

if TYPE_CHECKING:
    from moderation.publication.feeds import State


@dataclass(frozen=True)
class Page:
    body: bytes
    state: State

    @property
    def size(self) -> int:
        return len(self.body)


def page(body: bytes, site: str = "clinic", sequence: int = 1) -> Page:
    return Page(body, a_state(site, sequence))


def test_what_was_put_is_given_back() -> None:
    shelf: Shelf[Page] = Shelf()
    shelf.put("/a", page(b"page"))
    assert shelf.get("/a") == page(b"page")
    assert shelf.get("/b") is None


def test_nothing_of_an_older_state_is_left_once_a_newer_comes() -> None:
    shelf: Shelf[Page] = Shelf()
    shelf.put("/a", page(b"older"))
    shelf.put("/h", page(b"other", "hotel"))
    shelf.put("/b", page(b"newer", sequence=2))
    assert shelf.get("/a") is None
    assert shelf.get("/b") == page(b"newer", sequence=2)
    assert shelf.get("/h") == page(b"other", "hotel")


def test_a_changed_policy_is_a_newer_state() -> None:
    shelf: Shelf[Page] = Shelf()
    shelf.put("/a", page(b"older"))
    shelf.put("/b", Page(b"newer", a_state(sequence=1, policy='{"show_author": false}')))
    assert shelf.get("/a") is None


def test_what_is_forgotten_is_gone_and_the_rest_stays() -> None:
    shelf: Shelf[Page] = Shelf()
    shelf.put("/a", page(b"page"))
    shelf.put("/h", page(b"other", "hotel"))
    shelf.forget(a_state("hotel", 7))
    assert shelf.get("/h") is not None
    shelf.forget(a_state("clinic", 1))
    assert shelf.get("/a") is None
    assert shelf.get("/h") is not None


def test_a_slow_reader_of_an_older_state_does_not_bring_it_back() -> None:
    shelf: Shelf[Page] = Shelf()
    shelf.put("/a", page(b"newer", sequence=2))
    shelf.put("/b", page(b"older", sequence=1))
    assert shelf.get("/b") is None
    assert shelf.get("/a") is not None


def test_after_a_restored_backup_pages_are_kept_again() -> None:
    shelf: Shelf[Page] = Shelf()
    shelf.put("/a", page(b"lost", sequence=9))
    shelf.forget(a_state("clinic", 9))
    shelf.put("/a", page(b"restored", sequence=4))
    assert shelf.get("/a") == page(b"restored", sequence=4)


def test_the_least_recently_asked_for_goes_first() -> None:
    shelf: Shelf[Page] = Shelf(capacity=8)
    for name in "abcd":
        shelf.put(name, page(b"12"))
    shelf.get("a")
    shelf.put("e", page(b"12"))
    assert shelf.get("a") is not None
    assert shelf.get("b") is None


steps = st.lists(
    st.tuples(
        st.sampled_from(["clinic", "hotel"]),
        st.integers(1, 5),
        st.sampled_from("abc"),
        st.binary(max_size=12),
    )
)


@given(steps)
def test_the_shelf_never_holds_more_than_it_may(put: list[tuple[str, int, str, bytes]]) -> None:
    shelf: Shelf[Page] = Shelf(capacity=20)
    for site, sequence, asked, body in put:
        shelf.put((site, asked), page(body, site, sequence))
        held = [answer for answer, _ in shelf._answers.values()]
        assert sum(len(each.body) for each in held) == shelf._size <= 20
        assert len({each.state for each in held if each.state.slug == site}) <= 1
        assert {each.state.slug for each in held} == set(shelf._sites)
