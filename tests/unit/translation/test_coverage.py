from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.translation.coverage import Coverage, answered, coverage
from moderation.translation.flags import doubts
from moderation.translation.lexicon import english_key, key, lexicon, words

TEXTS = st.text(alphabet=st.sampled_from("врач шёл nāca doctor's 5.Ж-@/\n"), max_size=60)


def compared(source: str, tag: str, draft: str) -> Coverage:
    found = coverage(source, tag, draft, "en")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "tag", "right", "wrong"),
    [
        ("Тормоза больше не скрипят.", "ru", "The brakes no longer squeak.", "The bread speaks."),
        ("Врач опоздал на час.", "ru", "The doctor was an hour late.", "The nurse was very kind."),
        ("Suns visu nakti rēja.", "lv", "The dog barked all night.", "A good night's breakfast."),
        ("Arsts nokaveja stundu.", "lv", "The doctor was an hour late.", "The bed was soft."),
        ("В номере было чисто.", "ru-Latn", "The room was clean.", "There was a table in it."),
    ],
)
def test_a_draft_that_says_what_its_source_says_is_told_from_one_that_does_not(
    source: str, tag: str, right: str, wrong: str
) -> None:
    good, bad = compared(source, tag, right), compared(source, tag, wrong)

    assert good.carried > bad.carried
    assert good.told > bad.told
    assert good.grounded > bad.grounded


def test_the_words_that_a_draft_lacks_are_named_as_written() -> None:
    found = compared("Охранник ходил за мной, как за воровкой.", "ru", "The guard walked with me.")

    assert found.missing == ("воровкой",)


def test_few_words_are_named_each_once_and_no_name_nor_a_word_never_met() -> None:
    lost = "аптека и кровать завтрак одеяло аптека"

    assert compared(lost, "ru", "Well.").missing == ("аптека", "кровать", "завтрак")
    assert compared("аптека аптека", "ru", "Well.").missing == ("аптека",)
    assert compared("Сергей Цаплинский", "ru", "Well.").missing == ()
    assert compared("жыжызюкнул", "ru", "Well.").missing == ()


def test_a_name_no_lexicon_knows_answers_itself_in_the_other_alphabet() -> None:
    with_name = compared("Доктор Цаплинский опоздал.", "ru", "Dr Tsaplinsky was late.")
    without = compared("Доктор опоздал.", "ru", "Dr was late.")

    assert with_name == without


def test_a_link_is_no_word() -> None:
    assert words("См. www.example.lv/foto и mail@example.lv, don’t") == ["См", "и", "don’t"]


def test_languages_without_a_lexicon_are_not_compared() -> None:
    assert coverage("Sehr gut.", "de", "Very good.", "en") is None
    assert coverage("Very good.", "en", "Ļoti labi.", "lv") is None
    assert not answered("gut", "de", "good", "en")


def test_forms_of_a_word_share_a_key() -> None:
    assert key("врачами") == key("врача") == key("Врач")
    assert key("māsiņas") == key("masina")
    assert key("счёт") == key("счет")
    assert english_key("doctor’s") == english_key("Doctors") == english_key("doctor")


def test_chances_run_from_nothing_to_one() -> None:
    for tag in ("ru", "lv"):
        book = lexicon(tag, "en")
        assert book is not None
        chances = [each for found in book.english.values() for each in found.values()]
        assert 0 < min(chances) <= max(chances) <= 1
        assert set(book.rarity.values()) <= set(range(10))


def test_a_capital_that_rightly_becomes_another_word_is_no_lost_name() -> None:
    source = "Мы приехали на Рождество с детьми."

    kept = list(doubts(source, "ru", "We came for Christmas with the children.", "en"))
    lost = list(doubts(source, "ru", "We came with the children.", "en"))

    assert [flag.code for flag in kept] == []
    assert [flag.code for flag in lost] == ["name_lost"]


@given(TEXTS, TEXTS)
def test_comparing_never_raises(source: str, draft: str) -> None:
    for tag in ("ru", "lv", "xx"):
        coverage(source, tag, draft, "en")


def test_a_sentence_of_thousands_of_words_is_compared_in_no_time() -> None:
    source = " ".join(f"слово{number} врач аптека" for number in range(4000))
    draft = " ".join(f"word{number} doctor pharmacy" for number in range(4000))
    compared("врач", "ru", "doctor")  # reads the file

    begun = process_time()
    compared(source, "ru", draft)

    assert process_time() - begun < 5
