from __future__ import annotations

from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from moderation.web.staff import kept
from moderation.web.staff.drawn import Drawn, Gaps
from moderation.web.staff.kept import Shelf

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)
gap = Gaps()


def drawn(text: str) -> Drawn:
    return Drawn.cut(text, {})


def test_gaps_are_filled_in_their_places() -> None:
    card = drawn(f"<b>{gap('who')}</b> {gap.ago(NOON)}, {gap('who')}")

    told = card.filled({"who": "Anna"}, lambda at: f"{at:%H} o'clock")

    assert told == "<b>Anna</b> 12 o&#39;clock, Anna"


def test_what_fills_a_gap_is_escaped_unless_it_is_markup() -> None:
    card = drawn(f"{gap('typed')}{gap('made')}")

    assert card.filled({"typed": "<i>", "made": Markup("<i>")}, str) == "&lt;i&gt;<i>"


def test_a_card_without_a_gap_is_as_it_was_drawn() -> None:
    assert drawn("<p>ago who</p>").filled({}, str) == "<p>ago who</p>"


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_card_is_given_for_its_own_state_and_thrown_away_for_another() -> None:
    shelf = Shelf()
    shelf.put("review", 1, drawn("first"))

    assert shelf.get("review", 1) == drawn("first")
    assert shelf.get("another", 1) is None
    assert shelf.get("review", 2) is None
    assert shelf.get("review", 1) is None


def test_the_oldest_cards_make_room() -> None:
    size = drawn("x" * 1000).size
    shelf = Shelf(size * 5)
    for number in range(7):
        shelf.put(number, 1, drawn(str(number) * 1000))

    assert [number for number in range(7) if shelf.get(number, 1)] == [2, 3, 4, 5, 6]


def test_a_card_that_would_take_most_of_the_room_is_not_kept() -> None:
    shelf = Shelf(1000)
    shelf.put("long", 1, drawn("x" * 1000))

    assert shelf.get("long", 1) is None


def test_no_card_outlives_its_time_though_nobody_asks_for_it() -> None:
    clock = Clock()
    shelf = Shelf(clock=clock)
    shelf.put("erased", 1, drawn("words"))
    clock.at += timedelta(seconds=kept.SECONDS).total_seconds()

    shelf.put("other", 1, drawn("x"))

    assert list(shelf._cards) == ["other"]
    assert shelf._size == drawn("x").size


def test_a_card_drawn_anew_takes_the_place_of_the_old() -> None:
    shelf = Shelf()
    shelf.put("review", 1, drawn("first"))
    shelf.put("review", 2, drawn("second"))

    assert shelf.get("review", 2) == drawn("second")
    assert shelf._size == drawn("second").size
