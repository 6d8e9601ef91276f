from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.translation import names, numbers
from moderation.translation.flags import copied, doubts, loops, out_of_proportion, profane
from moderation.translation.negation import denies
from moderation.translation.parts import parts, shorten
from moderation.translation.phrases import FILE, normalised, phrase
from moderation.translation.shell import unwrap

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from('абвАБВ abcĀčŠ  .,!?«»"()-_@:/{}<>09\n\t😀'), st.characters()
    )
)


@given(MIXED)
def test_the_parts_of_a_sentence_give_it_back(text: str) -> None:
    assert "".join(part.text for part in parts(text)) == text
    assert "".join(part.text for part in parts(text, also=re.compile(r"\d"))) == text


@given(MIXED, st.integers(1, 40))
def test_a_long_text_is_cut_without_loss(text: str, limit: int) -> None:
    pieces = shorten(text, limit)

    assert "".join(pieces) == text
    assert all(len(piece) <= limit for piece in pieces)


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    pieces = shorten("Ждали долго, никто не вышел; потом ушли домой", 30)

    assert pieces == ["Ждали долго, никто не вышел; ", "потом ушли домой"]


@given(MIXED)
def test_a_shell_is_taken_off_and_put_back(text: str) -> None:
    shell = unwrap(text)
    at = len(shell.lead)

    assert text.startswith(shell.lead)
    assert text.endswith(shell.trail)
    assert text[at : len(text) - len(shell.trail)].lower() == shell.core.lower() or shell.shouted


@pytest.mark.parametrize(
    ("text", "lead", "core", "trail"),
    [
        ("— Очень вкусно!!!", "— ", "Очень вкусно", "!!!"),
        ("«Сервис» отличный", "", "«Сервис» отличный", ""),
        ("«Отличный сервис»", "«", "Отличный сервис", "»"),
        ("Цена 89 €.", "", "Цена 89 €", "."),
        ("(тихо) и чисто :)", "", "(тихо) и чисто", " :)"),
        ('он сказал "да"', "", 'он сказал "да"', ""),
        ("_привет_", "_", "привет", "_"),
        ("!?", "!?", "", ""),
    ],
)
def test_a_shell_leaves_the_words_whole(text: str, lead: str, core: str, trail: str) -> None:
    shell = unwrap(text)

    assert (shell.lead, shell.core, shell.trail) == (lead, core, trail)


@pytest.mark.parametrize(
    ("source", "draft", "missing"),
    [
        ("ждали 3 недели", "waited three weeks", []),
        ("цена 37,90", "price 37.90", []),
        ("цена 37,90", "price 3790", ["37,90"]),
        ("1 200 евро", "1,200 euros", []),
        ("в 12.30", "at 12:30", []),
        ("89.00", "89", []),
        ("2 и 2", "2", ["2"]),
        ("№48213", "order 4823", ["48213"]),
        ("05", "5", []),
    ],
)
def test_numbers_are_compared_by_what_they_say(source: str, draft: str, missing: list[str]) -> None:
    assert numbers.lost(source, draft) == missing


def test_a_garbled_number_is_put_right_and_others_are_left() -> None:
    assert numbers.repair("цена 37,90", "price 3790") == "price 37,90"
    assert numbers.repair("в 5 и 7", "at 5 and 9") == "at 5 and 7"
    assert numbers.repair("цена 37", "a price") == "a price"
    assert numbers.repair("ждали", "waited 5") == "waited 5"


@given(MIXED, MIXED)
def test_looking_for_doubts_never_raises(source: str, draft: str) -> None:
    for tag in ("ru", "lv", "xx"):
        list(doubts(source, tag, draft, "en"))
    assert numbers.lost(source, source) == []
    assert numbers.repair(source, source) == source


def found(source: str, tag: str, draft: str) -> list[str]:
    return [flag.code for flag in doubts(source, tag, draft, "en")]


@pytest.mark.parametrize(
    ("source", "tag", "draft", "flag"),
    [
        ("Очень вкусный борщ.", "ru", "Very tasty борщ.", "copied_through"),
        ("Mūsu ārste ir jauka.", "lv", "Our ārste is nice.", "copied_through"),
        ("Врач принял быстро.", "ru", "The doctor the doctor the doctor.", "looping"),
        ("Ждали очень долго, потом ещё дольше, и ушли домой.", "ru", "Well.", "length"),
        ("Заплатил 45 евро.", "ru", "I paid a lot.", "number_lost"),
        ("Не рекомендую никому.", "ru", "I recommend it to all.", "negation_lost"),
        ("Neiesaku nevienam.", "lv", "I recommend it to all.", "negation_lost"),
        ("Paldies dakterei Ozolai.", "lv", "Thanks to the doctor.", "name_lost"),
        ("Плохой врач.", "ru", "A shitty doctor.", "profanity"),
    ],
)
def test_a_bad_draft_is_flagged_for_its_fault(source: str, tag: str, draft: str, flag: str) -> None:
    assert flag in found(source, tag, draft)


@pytest.mark.parametrize(
    ("source", "tag", "draft"),
    [
        ("Не рекомендую никому.", "ru", "I don't recommend it to anyone."),
        ("Dakterīte izrakstīja nepareizas zāles.", "lv", "The doctor prescribed the wrong pills."),
        ("Palātā smaržoja pēc svaiguma, nevis hlora.", "lv", "It smelt fresh rather than bad."),
        ("Nesējs uznesa koferus.", "lv", "The porter took the suitcases up."),
        ("Gaidījām nedēļu.", "lv", "We waited a week."),
        ("Без спешки.", "ru", "Without rushing."),
        ("Рекомендую! Всё прошло незабываемо.", "ru", "I recommend it! It was unforgettable."),
        ("Спасибо доктору Озолиньшу!", "ru", "Thank you, Dr Ozoliņš!"),
        ("Ждали 3 недели.", "ru", "We waited three weeks."),
        ("Очень-очень вкусно!", "ru", "Very, very tasty!"),
        ("Restorāns Riga super.", "lv", "Restaurant Riga is super."),
    ],
)
def test_a_good_draft_is_left_in_peace(source: str, tag: str, draft: str) -> None:
    assert found(source, tag, draft) == []


def test_a_sentence_that_is_only_a_name_is_written_in_latin_letters() -> None:
    assert names.signature("Галина Т.") == "Galina T."
    assert names.signature("Līga Pētersone") == "Līga Pētersone"
    assert names.signature("Очень вкусно") is None


def test_denials_are_told_from_words_that_begin_like_them() -> None:
    assert denies("Никто не помог", "ru")
    assert denies("NEVIENS NEPALĪDZĒJA", "lv")
    assert not denies("Неделю ждали, недорого", "ru")
    assert not denies("Nesen, nedaudz", "lv")
    assert not denies("Gaidījām vairāk nekā stundu, tas bija labāk jau nekā citur", "lv")
    assert denies("Neviens nekā nepateica", "lv")
    assert not denies("Небольшая комната недалеко от моря", "ru")
    assert not denies("нет", "xx")


def test_loops_copies_lengths_and_oaths_are_seen() -> None:
    assert loops("very very very good")
    assert loops("300300300300")
    assert not loops("good service, good doctor")
    assert not copied("Hotel Riga", "Hotel Riga", "en")
    assert out_of_proportion("Да", "Yes, of course we will certainly come again")
    assert profane("What the Fuck")
    assert not profane("Scunthorpe")


def test_no_phrase_has_two_translations() -> None:
    seen: dict[tuple[int, str], str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        english, *columns = line.split("\t")
        assert len(columns) == 2
        for column, forms in enumerate(columns):
            for form in filter(None, map(normalised, forms.split("|"))):
                assert seen.setdefault((column, form), english) == english
    assert len(seen) > 600


def test_a_phrase_is_known_however_it_is_written() -> None:
    assert phrase("ЛЮБЛЮ", "ru", "en") == "I love it"
    assert phrase("всё отлично", "ru-Latn", "en") == phrase("все отлично", "ru", "en")
    assert phrase("спасибо", "ru", "lv") is None
    assert phrase("спасибо" * 99, "ru", "en") is None


@pytest.mark.parametrize(
    ("source", "draft", "target", "flags"),
    [
        ("I do not recommend it.", "Es to iesaku.", "lv", ["negation_lost"]),
        ("I do not recommend it.", "Es to neiesaku.", "lv", []),
        ("Not only kind, but quick.", "Laipni un ātri.", "lv", []),
        ("The indoor pool was few steps away.", "Baseins bija blakus numuram.", "lv", []),
        ("We came on Monday evening.", "Mēs atbraucām pirmdienas vakarā.", "lv", []),
        ("We never came back.", "Mes grįžome.", "lt", []),
        ("Thanks to Anna for 5 days.", "Спасибо Анне за 5 дней.", "ru", []),
    ],
)
def test_english_as_a_source_is_doubted_by_its_plain_words(
    source: str, draft: str, target: str, flags: list[str]
) -> None:
    assert [each.code for each in doubts(source, "en", draft, target)] == flags
