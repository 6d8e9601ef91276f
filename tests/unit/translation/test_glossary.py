from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.translation import Glossary, Source, Term, names
from moderation.translation.glossary import enforced
from moderation.translation.parts import around
from moderation.translation.stems import keys

if TYPE_CHECKING:
    from moderation.translation import Engine

HOUSE = Glossary.of(
    [
        Term("физиотерапия", "physiotherapy", "ru"),
        Term("глазное отделение", "the Eye Department", "ru", "department"),
        Term("acu nodaļa", "the Eye Department", "lv", "department"),
        Term("Ксарелто", "Xarelto", "ru", "medicine"),
    ],
    staff=["Andris Ozoliņš", "Zanda Krastiņa", "Ilze Bērziņa", "Jānis Lācis"],
)


def found(text: str, tag: str) -> list[str]:
    return [each.term.english for each in HOUSE.matches(text, tag)]


@pytest.mark.parametrize(
    ("text", "tag", "english"),
    [
        ("Были у доктора Озолиньша", "ru", ["Ozoliņš"]),
        ("Спасибо Занде Крастине!", "ru", ["Zanda Krastiņa"]),
        ("Спасибо Андрису Озолиньшу", "ru", ["Andris Ozoliņš"]),
        ("с Илзе Берзиней", "ru", ["Ilze Bērziņa"]),
        ("paldies dakterei Krastiņai", "lv", ["Krastiņa"]),
        ("ar Jāni Lāci un pie Jāņa Lāča", "lv", ["Jānis Lācis", "Jānis Lācis"]),
        ("Anda redzēja lāci", "lv", []),
        ("после физиотерапии", "ru", ["physiotherapy"]),
        ("в глазном отделении", "ru", ["the Eye Department"]),
        ("Acu nodaļā", "lv", ["the Eye Department"]),
        ("acu, nodaļa", "lv", []),
        ("физиотерапия", "lv", []),
        ("пила Ксарелто", "ru", ["Xarelto"]),
        ("", "ru", []),
    ],
)
def test_terms_and_people_are_found_in_every_form(text: str, tag: str, english: list[str]) -> None:
    assert found(text, tag) == english


@given(st.text(max_size=80), st.sampled_from(["ru", "lv", "ru-Latn", "xx"]))
def test_looking_for_terms_never_raises_and_stays_inside_the_text(text: str, tag: str) -> None:
    for match in HOUSE.matches(text, tag):
        assert 0 <= match.start < match.end <= len(text)


def test_a_name_in_another_spelling_is_put_right_where_it_stands() -> None:
    source = "Были у доктора Озолиньша, спасибо."
    draft, missing = enforced(
        source, "We saw doctor Ozolinsha, thank you.", HOUSE.matches(source, "ru")
    )

    assert (draft, missing) == ("We saw Dr Ozoliņš, thank you.", [])


def test_a_term_without_a_trace_is_told() -> None:
    source = "После физиотерапии стало легче."
    matches = HOUSE.matches(source, "ru")

    assert enforced(source, "It became easier.", matches) == ("It became easier.", matches)


@pytest.mark.parametrize(
    ("text", "tag", "english"),
    [
        ("Была на приёме у доктора Озолиньша.", "ru", "Dr Ozoliņš"),
        ("Спасибо Занде Крастине за всё!", "ru", "Zanda Krastiņa"),
        ("Liels paldies dakterei Krastiņai.", "lv", "Krastiņa"),
        ("После физиотерапии стало легче.", "ru", "physiotherapy"),
        ("Нам помогли в глазном отделении.", "ru", "the Eye Department"),
        ("Мне выписали Ксарелто, 20 таблеток.", "ru", "Xarelto"),
    ],
)
def test_every_draft_holds_the_sites_words(
    engine: Engine, text: str, tag: str, english: str
) -> None:
    [draft] = engine.translate([Source(text, tag, glossary=HOUSE)])

    assert draft.text is not None
    assert english in draft.text
    assert "[1]" not in draft.text


def test_one_sentence_may_be_asked_about_under_two_glossaries(engine: Engine) -> None:
    other = Glossary((Term("физиотерапия", "kinesitherapy", "ru"),))
    text = "После физиотерапии стало легче."

    drafts = engine.translate([Source(text, "ru", glossary=each) for each in (HOUSE, other)])

    assert "physiotherapy" in (drafts[0].text or "")
    assert "kinesitherapy" in (drafts[1].text or "")


@pytest.mark.parametrize(
    ("word", "before", "tag", "english"),
    [
        ("Озолиньша", "у доктора", "ru", "Ozolinsh"),
        ("Петрову", "спасибо", "ru", "Petrov"),
        ("Анной", "с", "ru", "Anna"),
        ("Антонина", "врач", "ru", "Antonina"),
        ("Москве", "в", "ru", None),
        ("Ozolai", "paldies dakterei", "lv", "Ozola"),
        ("Kalniņam", "paldies ārstam", "lv", "Kalniņš"),
        ("Ozolai", "paldies", "lv", None),
        ("ozolai", "paldies dakterei", "lv", None),
    ],
)
def test_a_name_nobody_has_listed_stands_in_the_nominative(
    word: str, before: str, tag: str, english: str | None
) -> None:
    assert names.nominative(word, before, tag) == english


def test_an_unlisted_name_is_written_in_the_nominative_in_a_draft(engine: Engine) -> None:
    [draft] = engine.translate([Source("Была на приёме у доктора Озолиньша.", "ru")])

    assert "Ozolinsh" in (draft.text or "")
    assert "Ozolinsha" not in (draft.text or "")


def test_forms_of_a_name_share_a_key_across_the_alphabets() -> None:
    assert keys("Озолиньша") & keys("Ozoliņš")
    assert keys("Лиепу") & keys("Liepa")
    assert not keys("Лиепу") & keys("Ozols")


@given(st.text(max_size=60), st.data())
def test_cutting_around_fixed_stretches_gives_the_sentence_back(
    text: str, data: st.DataObject
) -> None:
    marks = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    fixed = [(a, b, "X") for a, b in zip(marks[::2], marks[1::2], strict=False)]

    assert "".join(part.text for part in around(text, fixed)) == text
