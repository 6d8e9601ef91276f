from __future__ import annotations

import pytest

from moderation import privacy

FOUND = [
    ("lv", "Paldies dakterei Ozolai!", ["Ozolai"], "staff"),
    ("lv", "Paldies dakterei ozolai", ["ozolai"], "staff"),
    ("lv", "Bērnudārzā ar Ilzi ir jautri.", ["Ilzi"], "staff"),
    ("lv", "Biju pie Kalniņa uz masāžu.", ["Kalniņa"], "staff"),
    ("lv", "Bijām Ozoliņam pateicīgi, prasiet Ozoliņa kungu.", ["Ozoliņam", "Ozoliņa"], "staff"),
    ("lv", "Vizīte pie dr. Lāča bija īsa.", ["Lāča"], "staff"),
    ("lv", "Māsiņa Rita vienmēr smaida.", ["Rita"], "staff"),
    ("lv", "Mans vīrs Gunārs gaidīja mašīnā.", ["Gunārs"], "person"),
    ("lv", "Viss labi. Ar cieņu, Velta R.", ["Velta R."], "person"),
    ("lv", "Ilzīte, tu esi brīnums!", ["Ilzīte"], "person"),
    ("lv", "Pie Karla matus griezu jau treso reizi", ["Karla"], "staff"),
    ("ru", "Спасибо доктору Калныньшу!", ["Калныньшу"], "staff"),
    ("ru", "Медсестра Наталья Петровна лучшая.", ["Наталья Петровна"], "staff"),
    ("ru", "Были у врача Лиепы, довольны.", ["Лиепы"], "staff"),
    ("ru", "Сыну Мише пять лет.", ["Мише"], "person"),
    ("ru", "Меня зовут Светлана Иванова.", ["Светлана Иванова"], "person"),
    ("ru", "Осмотрел И. И. Петров, всё хорошо.", ["И. И. Петров"], "staff"),
    ("ru", "Всё понравилось.\nГалина Т.", ["Галина Т."], "person"),
    ("ru", "врач иванова была груба", ["иванова"], "staff"),
    ("ru-Latn", "Spasibo masteru Sergeju!", ["Sergeju"], "staff"),
    ("en", "Dr Berzins explained everything.", ["Berzins"], "staff"),
    ("en", "My sister Hazel opened it.", ["Hazel"], "person"),
    ("en", "Nurse Hope phoned every day.", ["Hope"], "staff"),
    ("en", "I asked for John Smith at the desk.", ["John Smith"], "staff"),
    ("en", "A lovely course. Priya", ["Priya"], "person"),
    ("en", "A big thank you to Siobhan at the desk.", ["Siobhan"], "staff"),
    ("en", "The stylist, Kiki, cut it too short.", ["Kiki"], "staff"),
    ("en", "When I complained, Desmond laughed at me.", ["Desmond"], "staff"),
    ("en", "Tadeusz knows every bolt.", ["Tadeusz"], "person"),
    ("en", "A girl called Xenia took our coats.", ["Xenia"], "person"),
    ("en", "Zeynep was an angel.", ["Zeynep"], "person"),
    ("en", "Sigrid and Olaf run a lovely house.", ["Sigrid", "Olaf"], "person"),
    ("en", "doctor patel was an hour late", ["patel"], "staff"),
    ("en", "Love from Cressida xx", ["Cressida"], "person"),
    ("en", "Dr. A. Kalniņš signed me off.", ["A. Kalniņš"], "staff"),
    ("lv", "Suni cirpa Elīza, kaķi arī.", ["Elīza"], "staff"),
    ("lv", "Santehniķis Viktors Rudzītis atnāca laikā.", ["Viktors Rudzītis"], "staff"),
    ("lv", "Paldies Aišai par masāžu.", ["Aišai"], "staff"),
    ("lv", "Visiem sveiciens no Jura!", ["Jura"], "person"),
    ("ru", "Ночью дежурила Байба, спасибо ей.", ["Байба"], "staff"),
    ("ru", "Сделали Егорке первую стрижку.", ["Егорке"], "person"),
    ("ru", "Мой зять Богдан Ткачук чинил тут машину.", ["Богдан Ткачук"], "person"),
    ("ru", "Сантехник Юрий Бык пришёл вовремя.", ["Юрий Бык"], "staff"),
    ("ru", "Были на приёме у доктора мороза.", ["мороза"], "staff"),
    ("ru", "спасибо доктору гриневич за маму", ["гриневич"], "staff"),
]
CLEAN = [
    ("lv", "Liepa ziedēja, un roze smaržoja dārzā."),
    ("lv", "Roze smaržoja. Kalns bija stāvs."),
    ("lv", "Zem vecā ozola pie kalna ir šūpoles."),
    ("lv", "Braucām no Rīgas uz Liepāju caur Jelgavu."),
    ("lv", "Maija sākumā bija auksts, martā vēl sniga."),
    ("ru", "Вера в медицину закончилась, надежда теплится."),
    ("ru", "Купила в мае роман, ехали из Москвы в Ригу."),
    ("ru", "Отель Балтик в Юрмале отличный, Лиго праздновали там."),
    ("ru", "Поезд из Лиепаи опоздал, в Лиепае дождь."),
    ("lv", "Darba laiks 8.00–19.00. Brīnumi, un viss."),
    ("ru", "Врач Рижской больницы опоздал."),
    ("en", "The hotel has grace, the garden has roses. Mark my words, back in May or June."),
    ("en", "Great service. Recommended."),
    ("en", "We drove from Riga to Tallinn in a Ford."),
    ("en", "Hope to return. Will recommend."),
    ("en", "We had a Victoria sponge with our tea."),
    ("en", "The Jack Russell at reception is adorable."),
    ("en", "Saint Peter's church is close."),
    ("en", "Holly on the doors, candles on the tables."),
    ("en", "The Georgian wine list is superb."),
    ("en", "It beats Starbucks by a mile."),
    ("ru", "Смотрели «Евгения Онегина», спектакль отличный."),
    ("ru", "Лев на воротах, а сервис мышиный."),
    ("ru", "Мороз был сильный, а в номере тепло."),
    ("ru", "Театр Чехова ставит хорошие спектакли."),
    ("lv", "Mani viss apmierināja, brauksim vēl."),
    ("en", "Since then I'm well, and for a year I’ve slept; what I'd say, I'll say."),
    ("en", "They sent me for a chest X-ray, and passers-by from Belgium helped."),
    ("lv", "Atbraucām no Taizemes ar Lieldienu maizi, lidojām no Frankfurtes."),
]


@pytest.mark.parametrize(("tag", "text", "names", "kind"), FOUND)
def test_a_name_is_found_in_any_case_with_its_owner(
    tag: str, text: str, names: list[str], kind: str
) -> None:
    found = [each for each in privacy.find(text, tag) if each.kind in {"person", "staff"}]
    assert [text[each.start : each.end] for each in found] == names
    assert {each.kind for each in found} == {kind}


@pytest.mark.parametrize(("tag", "text"), CLEAN)
def test_ordinary_words_are_nobodys_names(tag: str, text: str) -> None:
    assert privacy.find(text, tag) == []


def test_the_sites_own_employees_are_staff_however_inflected() -> None:
    text = "Marģers bija laipns, Zvirbulītei paldies."
    found = privacy.find(text, "lv", staff=["Marģers Kārkls", "Anna Zvirbulīte"])
    assert [(text[each.start : each.end], each.why) for each in found] == [
        ("Marģers", "staff_list"),
        ("Zvirbulītei", "staff_list"),
    ]


def test_whoever_is_named_once_with_certainty_is_found_again() -> None:
    text = "Мастер Вилкс нашёл поломку. Теперь только к Вилксу."
    found = privacy.find(text, "ru")
    assert [text[each.start : each.end] for each in found] == ["Вилкс", "Вилксу"]
    assert {each.kind for each in found} == {"staff"}


def test_split_and_disguised_letters_hide_no_name() -> None:
    text = "Док\u200bтора Кал\u200bныньш\u2060а посоветовали, и дoктoр Ивaнoв рядом."
    found = privacy.find(text, "ru")
    assert [text[each.start : each.end] for each in found] == ["Кал\u200bныньш\u2060а", "Ивaнoв"]


def test_a_postscript_is_no_initials() -> None:
    assert privacy.find("P.S. Торт вкусный", "ru") == []
