from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.flag import Flag
from moderation.intake.duplicates import near
from moderation.intake.normalise import check, fingerprint
from moderation.intake.spam import flags, stars_against_words
from tests.hostile import takes_time_in_proportion

ANY = st.text(st.characters())  # half surrogates and control characters included
REVIEW = "Ļoti jauka kafejnīca, atgriezīsimies ar bērniem un vecmāmiņu."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Paldies", None),
        ("👍", None),
        ("", "empty"),
        (" \n\t\u00a0", "empty"),
        ("\u200b\u202e \u3164", "invisible"),
        ("a\x00b", "nul"),
        ("a\ud83d", "broken"),
        ("a" * 101, "too_long"),
        ("a" * 100, None),
    ],
)
def test_a_text_that_cannot_be_kept_is_told_why(text: str, problem: str | None) -> None:
    assert check(text, 100) == problem


@given(ANY)
def test_a_text_that_is_taken_can_be_written_to_a_database(text: str) -> None:
    if check(text, 1000) is None:
        assert "\x00" not in text.encode("utf-8").decode("utf-8")


@pytest.mark.parametrize(
    "same",
    [
        REVIEW.upper(),
        f"  {REVIEW}\n",
        REVIEW.replace(" ", " \u00a0\n"),
        REVIEW.replace("a", "a\u200b"),
        REVIEW.replace("ī", "i\u0304"),
    ],
)
def test_texts_that_read_the_same_have_one_fingerprint(same: str) -> None:
    assert fingerprint(same) == fingerprint(REVIEW)


def test_another_text_has_another_fingerprint() -> None:
    assert fingerprint(REVIEW.replace("jauka", "jauks")) != fingerprint(REVIEW)


@given(ANY)
def test_any_text_has_a_fingerprint(text: str) -> None:
    assert len(fingerprint(text)) == 64


def test_the_nearest_of_the_recent_reviews_is_found() -> None:
    others = [
        ("one", "Something else altogether, about a hotel"),
        ("two", REVIEW.replace("bērniem", "draugiem")),
        ("three", REVIEW.replace("jauka", "jauks")),
    ]

    found = near(REVIEW, others)

    assert found is not None
    assert found[0] == "three"
    assert 0.9 <= found[1] < 1


def test_short_thanks_are_alike_without_being_copied() -> None:
    assert near("Paldies par visu!", [("one", "Paldies par visu!")]) is None


def test_nothing_is_near_to_an_unlike_review() -> None:
    assert near(REVIEW, [("one", "Номер тёмный, окно не открывается, больше не приеду.")]) is None


@given(ANY, st.lists(st.tuples(st.text(max_size=3), ANY), max_size=4))
def test_looking_for_near_reviews_never_raises(text: str, others: list[tuple[str, str]]) -> None:
    found = near(text, others)

    assert found is None or 0.9 <= found[1] <= 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Everything was fine, see www.hotel.example/rooms for the photographs I mean.", []),
        ("Cheap pills https://a.example/x https://b.example/y", ["spam_links"]),
        ("www.a.example/go", ["spam_links"]),
        ("super " * 20, ["spam_repeats"]),
        ("Labiiiiiiiiiiiiiiiiiiiiiiiii", ["spam_repeats"]),
        ("Супер!!!!!!!! Спасибо!!!", []),
        ("Лучшее казино, заходи", ["spam_promotion"]),
        ("Use code ANNA, click here", ["spam_promotion"]),
        ("Paldies\u202e par visu", ["hidden_characters"]),
        ("Всей семьёй 👨\u200d👩\u200d👧 довольны", []),
        ("<b>Great</b>", ["markup"]),
        ("1 < 2 and 3 > 2", []),
        ("Hello {{config}}", ["markup"]),
        ('=HYPERLINK("x")', ["markup"]),
        ("- laba vieta (tiešām)", []),
    ],
)
def test_a_text_is_flagged_for_what_it_is(text: str, codes: list[str]) -> None:
    assert [flag.code for flag in flags(text)] == codes


def test_hidden_characters_are_named() -> None:
    assert flags("a\u200bb\u202ec\u200b") == (Flag("hidden_characters", "U+200B, U+202E"),)


def test_a_long_text_is_flagged_with_its_length() -> None:
    text = " ".join(f"word{number}" for number in range(1000))

    assert flags(text) == (Flag("very_long", str(len(text))),)


@pytest.mark.parametrize(
    ("text", "rating", "tag"),
    [
        ("Ужасно, хамство и грязь.", 5, "ru"),
        ("Slikta apkalpošana, rupja pārdevēja.", 5, "lv"),
        ("Terrible food and rude staff.", 4, "en"),
        ("Not recommended", 5, "en"),
        ("Отличный сервис, спасибо!", 1, "ru"),
        ("Lieliska vieta, iesaku!", 2, "lv"),
        ("Wonderful people, delicious soup.", 1, "en"),
    ],
)
def test_stars_that_say_the_opposite_of_the_words_are_flagged(
    text: str, rating: int | None, tag: str
) -> None:
    assert stars_against_words(text, rating, tag) == Flag("stars_against_words", str(rating))


@pytest.mark.parametrize(
    ("text", "rating", "tag"),
    [
        ("Ужасно, хамство и грязь.", 1, "ru"),
        ("Lieliska vieta, iesaku!", 5, "lv"),
        ("Not bad", 4, "en"),
        ("Terrible food and rude staff.", 3, "en"),
        ("Terrible food and rude staff.", None, "en"),
        ("Schrecklich, terrible", 5, "de"),
        ("", 5, "en"),
    ],
)
def test_stars_that_agree_or_cannot_be_weighed_are_not_flagged(
    text: str, rating: int | None, tag: str
) -> None:
    assert stars_against_words(text, rating, tag) is None


@given(ANY, st.one_of(st.none(), st.integers()), st.sampled_from(["ru", "lv", "und", "xx", ""]))
def test_flags_come_of_any_text_and_hold_no_review(text: str, rating: int | None, tag: str) -> None:
    found = [*flags(text), stars_against_words(text, rating, tag)]

    assert all(flag is None or len(flag.detail) <= 60 for flag in found)


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 44_000,
        "<a" * 22_000,
        "a." * 22_000,
        "ā " * 22_000,
        "http://" * 6_000,
        "[b" * 22_000,
        "\u200d\u200b" * 22_000,
        "&" * 44_000,
        "not good " * 4_800,
        "\n" * 44_000,
    ],
    ids=range(10),
)
def test_hostile_texts_are_weighed_in_time_in_proportion(hostile: str) -> None:
    def weigh(text: str) -> None:
        check(text, 50_000)
        fingerprint(text)
        flags(text)
        stars_against_words(text, 5, "lv")
        near(text, [("one", text[::-1])])

    assert takes_time_in_proportion(weigh, hostile)
