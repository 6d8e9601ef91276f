from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from moderation import privacy
from moderation.privacy import age_words

CASES = [
    ("health", "ru", "Полтора года лечу псориаз.", ["псориаз"]),
    (
        "health",
        "ru",
        "Мне поставили диагноз: рак молочной железы, вторая стадия.",
        ["рак молочной железы, вторая стадия"],
    ),
    ("health", "lv", "Man atrada zarnu vēzi.", ["zarnu vēzi"]),
    ("health", "lv", "Mammai bija insults.", ["insults"]),
    ("health", "en", "I was told I had stage three melanoma.", ["stage three melanoma"]),
    ("health", "en", "Margaret H., breast cancer", ["breast cancer"]),
    ("health", "ru", "Клиника предлагает услуги: лечение рака.", []),
    ("health", "en", "The clinic treats diabetes.", []),
    ("health", "ru", "Чуть инфаркт не случился от цены.", []),
    ("place_small", "lv", "Vīrs mani vadāja no Rendas.", ["Rendas"]),
    ("place_small", "lv", "Viņš mājās Vecumniekos atpūšas.", ["Vecumniekos"]),
    ("place_small", "ru", "Живём на хуторе под Дзербене.", ["Дзербене"]),
    ("place_small", "ru", "Привезли из Аглоны.", ["Аглоны"]),
    ("place_small", "en", "Thank you.\n\nRowan P., Little Wenbury", ["Little Wenbury"]),
    ("place_small", "lv", "Braucu no Rīgas uz Jūrmalu.", []),
    ("place_small", "ru", "Приехали из Москвы.", []),
    ("age", "ru", "Мне 71 год.", ["71 год"]),
    ("age", "en", "My 83-year-old neighbour agrees.", ["83-year-old"]),
    ("age", "lv", "Mammai ir 82 gadi.", ["82 gadi"]),
    ("age", "en", "All was well.\n\nAnna, 67", ["67"]),
    ("age", "ru", "Врач в возрасте 60 лет.", ["60 лет"]),
    ("age", "ru", "Мне восемьдесят два года, и я доволен.", ["восемьдесят два года"]),
    ("age", "ru", "Умер в возрасте девяноста трёх лет.", ["девяноста трёх лет"]),
    ("age", "ru", "Клинике двадцать лет.", []),
    ("age", "ru", "Ждали пять лет.", []),
    ("age", "lv", "Man ir astoņdesmit divi gadi.", ["astoņdesmit divi gadi"]),
    ("age", "lv", "Septiņdesmit gadus veca kundze.", ["Septiņdesmit gadus veca"]),
    ("age", "lv", "Uzņēmumam ir divdesmit gadi.", []),
    ("age", "en", "She is eighty-two years old.", ["eighty-two years old"]),
    ("age", "en", "An eighty-two-year-old lady waited.", ["eighty-two-year-old"]),
    ("age", "en", "I am sixty, and fit.", ["sixty"]),
    ("age", "en", "Open for twenty years.", []),
    ("age", "en", "He is one, and only one.", []),
    ("age", "en", "The room is 20 euros.", []),
    ("age", "en", "Room 12", []),
    ("workplace", "ru", "Я работаю в «Латвэнерго».", ["«Латвэнерго»"]),
    ("workplace", "en", "I work for Acme Steel now.", ["Acme Steel"]),
    ("workplace", "lv", "Es strādāju mājās.", []),
    ("rare", "en", "I am the only cellist in Kuldīga.", ["the only cellist in Kuldīga"]),
    ("rare", "en", "The only downside is parking.", []),
]


@pytest.mark.parametrize(("kind", "tag", "text", "wanted"), CASES)
def test_circumstances_are_found_when_they_belong_to_a_person(
    kind: str, tag: str, text: str, wanted: list[str]
) -> None:
    found = [text[each.start : each.end] for each in privacy.find(text, tag) if each.kind == kind]
    assert found == wanted


@pytest.mark.parametrize(
    ("tag", "before", "surface", "after", "wanted"),
    [
        ("ru", "Мне ", "восемьдесят два года", ".", "за 80"),
        ("lv", "Man ir ", "astoņdesmit divi gadi", ".", "pāri 80"),
        ("lv", "Esmu ", "astoņdesmit divus gadus veca", " kundze.", "vairāk nekā 80 gadus veca"),
        ("en", "She is ", "sixty", ", and fit.", "in her sixties"),
        ("en", "An ", "eighty-two-year-old", " lady.", "eighty-something"),
    ],
)
def test_an_age_in_words_becomes_its_decade(
    tag: str, before: str, surface: str, after: str, wanted: str
) -> None:
    around = privacy.Around(before, after)
    assert privacy.replacement("age", surface, tag, "generalise", around) == wanted


@given(some.integers(20, 99))
def test_every_number_in_words_says_its_years(years: int) -> None:
    for language, tens in age_words.TENS.items():
        ten = next(word for word, each in tens.items() if each == years // 10 * 10)
        unit = UNITS[language][years % 10]
        assert age_words.value(f"{ten} {unit}".strip()) == years


UNITS = {
    "en": ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "lv": ["", "viens", "divi", "trīs", "četri", "pieci", "seši", "septiņi", "astoņi", "deviņi"],
    "ru": ["", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"],
}
