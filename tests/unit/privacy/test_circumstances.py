from __future__ import annotations

import pytest

from moderation import privacy

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
    ("age", "ru", "Мне 71 год.", ["71"]),
    ("age", "en", "My 83-year-old neighbour agrees.", ["83"]),
    ("age", "lv", "Mammai ir 82 gadi.", ["82"]),
    ("age", "en", "The room is 20 euros.", []),
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
