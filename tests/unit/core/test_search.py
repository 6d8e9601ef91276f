# ruff: noqa: E501 - hostile questions stand on one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Review, Status, fold
from moderation.queue import search
from moderation.queue.selection import Selection
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

ALL = Selection(status=None)


@pytest.fixture
def viewer(session: Session) -> UUID:
    return make_staff(session).id


def texts(session: Session, question: str, viewer: UUID, chosen: Selection = ALL) -> list[str]:
    page = search.page(session, search.words(question), chosen, viewer=viewer)
    return [each.original for each in page.reviews]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Pāldies jums!", "paldies"),
        ("Paldies jums!", "PĀLDIES"),
        ("paldies", "pald"),
        ("Всё прошло хорошо", "все"),
        ("Все прошло хорошо", "ВСЁ"),
        ("ЁЛКА стояла", "елка"),
        ("ОГРОМНОЕ СПАСИБО", "спасибо"),
        ("Žagari un čūskas", "cuskas zagari"),
        ("Ārstēšanās ilga", "arstesanas"),
        ("пойдём снова", "пойдем"),
        ("Klīnika«Zobs» ļoti laba", "zobs"),
        ("e-pasts info@zobs.lv", "zobs"),
        ("Pa\u0304ldies ar zīmi", "pāldies"),  # the mark stands beside its letter
        ("it's fine", "it's"),
        ("Nr. 12/34", "34"),
    ],
)
def test_words_are_found_whatever_their_case_and_marks(
    session: Session, viewer: UUID, written: str, asked: str
) -> None:
    make_review(session, segments=[("lv", written, "Something.")])
    make_review(session, segments=[("lv", "Cits teksts.", "Another.")])

    assert texts(session, asked, viewer) == [written]


@pytest.mark.parametrize("asked", ["aldies", "paldies nav", "paldiesx", "paldieszzzzzz", "пойдем"])
def test_what_does_not_begin_a_word_is_not_found(
    session: Session, viewer: UUID, asked: str
) -> None:
    make_review(session, segments=[("lv", "Paldies! Поидем.", "Thanks.")])

    assert texts(session, asked, viewer) == []


def test_the_english_is_searched_too(session: Session, viewer: UUID) -> None:
    make_review(session, segments=[("lv", "Labi.", "Wonderful place.")])

    assert texts(session, "wonder", viewer) == ["Labi."]
    assert texts(session, "labi wonder", viewer) == ["Labi."]


@pytest.mark.parametrize(
    "question",
    [
        '"', "'", "*", "a*", "NEAR(a b)", "AND", "a AND", "OR NOT", "words:x", "^x", "-x", "(", "a:b & !c | <->",
        "';--", "%", "_", "\\", "\x00", "😀", "日本語", "ß", "ǅ", "İ", "²½", "x" * 5000, " ".join("abcdefghijkl"),
    ],
)  # fmt: skip
def test_no_question_is_an_error(session: Session, viewer: UUID, question: str) -> None:
    make_review(session)

    search.page(session, search.words(question), ALL, viewer=viewer)
    search.page(session, search.words(question), Selection(), viewer=viewer)


@given(st.text(max_size=40))
def test_reading_a_question_never_fails(question: str) -> None:
    read = search.words(question)

    assert all(each == "".join(search.WORD.findall(each)) for each in read)
    assert "".join(piece for piece, _ in search.marked(question, read)) == question


def test_pages_lead_there_and_back(session: Session, viewer: UUID) -> None:
    site = make_site(session)
    made = [
        make_review(session, site, segments=[("lv", f"Procedūra{number}.", "x")]).original
        for number in range(9)
    ]
    made.reverse()
    wanted = search.words("procedūra")
    for chosen in (ALL, Selection()):
        first = search.page(session, wanted, chosen, viewer=viewer, limit=4)
        second = search.page(
            session, wanted, chosen, viewer=viewer, after=first.numbers[-1], limit=4
        )
        third = search.page(
            session, wanted, chosen, viewer=viewer, after=second.numbers[-1], limit=4
        )
        back = search.page(session, wanted, chosen, viewer=viewer, before=third.numbers[0], limit=4)

        assert _texts(first) + _texts(second) + _texts(third) == made
        assert _texts(back) == _texts(second)
        assert (first.earlier, first.later) == (False, True)
        assert (back.earlier, back.later) == (True, True)
        assert (third.earlier, third.later) == (True, False)


def test_a_search_stays_within_what_is_chosen(session: Session, viewer: UUID) -> None:
    site, other = make_site(session), make_site(session)
    make_review(session, site, segments=[("lv", "Viens āmurs.", "One.")])
    make_review(session, other, segments=[("ru", "Два amurs.", "Two.")])
    make_review(session, site, segments=[("lv", "Trīs āmuri.", "Three.")], status=Status.REJECTED)

    assert texts(session, "amur", viewer, Selection(status=None, site_id=other.id)) == [
        "Два amurs."
    ]
    assert texts(session, "amur", viewer, Selection(status=Status.REJECTED)) == ["Trīs āmuri."]
    assert texts(session, "amur", viewer, Selection(status=None, rating=5)) == []
    assert len(texts(session, "amur", viewer)) == 3


def test_looking_stops_and_says_where_to_go_on(
    session: Session, viewer: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FIRST", 2)
    monkeypatch.setattr(search, "CHUNK", 2)
    monkeypatch.setattr(search, "MOST", 4)
    monkeypatch.setattr(search, "FEW", -1)
    site = make_site(session)
    make_review(session, site, segments=[("lv", "Zils pirmais.", "x")], rating=5)
    for _ in range(5):
        make_review(session, site, segments=[("lv", "Zils.", "x")], rating=1)
    chosen = Selection(status=None, rating=5)

    page = search.page(session, search.words("zils"), chosen, viewer=viewer)
    assert not page.reviews
    assert page.reached is not None
    page = search.page(session, search.words("zils"), chosen, viewer=viewer, after=page.reached)
    assert _texts(page) == ["Zils pirmais."]
    assert page.reached is None


def test_a_found_word_is_marked_with_its_marks_and_case() -> None:
    assert search.marked("Liels PĀLDIES, Ёлка.", ("paldies", "ел")) == [
        ("Liels ", False),
        ("PĀLDIES", True),
        (", ", False),
        ("Ёлка", True),
        (".", False),
    ]


def test_an_excerpt_stands_around_the_first_found_word() -> None:
    text = "vārds " * 60 + "meklētais " + "beigas " * 60
    cut = search.excerpt(text, ("meklet",), 160)
    words = "".join(piece for piece, _ in cut)

    assert ("meklētais", True) in cut
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert len(words) < 180


@pytest.mark.parametrize("length", [1, 159, 160, 161, 700])
def test_an_excerpt_of_one_long_word_ends(length: int) -> None:
    assert "".join(piece for piece, _ in search.excerpt("a" * length, ("a",), 160))


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def _texts(page: search.Found) -> list[str]:
    reviews: list[Review] = list(page.reviews)
    return [each.original for each in reviews]
