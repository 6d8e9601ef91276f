from __future__ import annotations

import pytest

from moderation import privacy

CASES = [
    ("ru", "Спасибо доктору Калныньшу!", "Thanks to Dr Kalniņš!", ["Kalniņš"]),
    ("ru", "Спасибо доктору Калныньшу!", "Thanks to doctor Kalnynsh!", ["Kalnynsh"]),
    ("lv", "Paldies dakterei Ozolai!", "Thanks to Dr Ozola!", ["Ozola"]),
    ("lv", "Paldies dakterei Ozolai!", "Thank you to Ozole!", ["Ozole"]),
    ("lv", "Ar Ilzi ir jautri.", "It is fun with Ilze.", ["Ilze"]),
    ("ru", "Сыну Мише пять лет.", "My son Misha is five.", ["Misha"]),
    ("ru", "Меня зовут Светлана Иванова.", "I am Svetlana Ivanova.", ["Svetlana Ivanova"]),
    ("lv", "Zvaniet 2000 0166.", "Call 20000166.", ["20000166"]),
    ("lv", "Mana mamma cieš no astmas.", "My mother suffers from asthma.", ["asthma"]),
    ("ru", "Привезли из Аглоны.", "Brought from Aglona.", ["Aglona"]),
    (
        "ru",
        "Доставьте на улицу Маскавас, 257-14, пожалуйста.",
        "Move it to Massage, 257-14, please.",
        ["Massage, 257-14"],
    ),
    (
        "lv",
        "Esmu dzimusi 1958. gada 3. maijā.",
        "I'm sorry 1958. year 3. in May.",
        ["1958. year 3. in May"],
    ),
    (
        "lv",
        "Jābūt dzimšanas datumam 1991. gada 23. maijs.",
        "The birthday must be 1991 23 May.",
        ["1991 23 May"],
    ),
    (
        "ru",
        "Полтора года лечу псориаз, перепробовала всё.",
        "They have been treating psoriasis for a year and a half.",
        ["psoriasis"],
    ),
    (
        "lv",
        "Man vairogdziedzera mazspēja.",
        "The thyroid was prescribed.",
        ["thyroid"],
    ),
]


def seen_again(tag: str, source: str, target: str) -> tuple[list[str], list[int | None]]:
    """Give what is mirrored on a translation, and the source findings it mirrors."""
    mirrored = privacy.mirror(source, tag, privacy.find(source, tag), target)
    return [target[each.start : each.end] for each, _ in mirrored], [index for _, index in mirrored]


@pytest.mark.parametrize(("tag", "source", "target", "wanted"), CASES)
def test_a_finding_is_found_again_in_the_translation(
    tag: str, source: str, target: str, wanted: list[str]
) -> None:
    assert seen_again(tag, source, target) == (wanted, [0])


def test_a_town_is_found_again_where_the_street_beside_it_was_lost() -> None:
    source = "Вышлите: Даугавпилс, ул. Тополиная, 9–14. Привет Риге!"
    target = "Send it: Daugavpils, chair, 9–14. Hello to Riga!"
    assert seen_again("ru", source, target) == (["Daugavpils", "9–14"], [0, 0])


def test_a_stage_is_found_again_where_the_illness_was_lost() -> None:
    source = "Мне поставили диагноз: рак молочной железы, вторая стадия."
    target = "I was given a diagnosis: a milk stomach, a second stage."
    found, _ = seen_again("ru", source, target)
    assert found == ["stomach", "a second stage"]


def test_an_organ_is_no_finding_where_the_source_names_no_condition() -> None:
    assert (
        privacy.mirror("Кожа чистая.", "ru", [], "The skin is clean, the second stage too.") == []
    )


def test_a_mangled_name_is_the_capital_that_nothing_else_explains() -> None:
    source = "Мастер Вилкс всё починил."
    target = "The foreman Wolfsky repaired everything."
    found, _ = seen_again("ru", source, target)
    assert found == ["Wolfsky"]


def test_what_only_the_translation_shows_has_no_source() -> None:
    target = "Write to anna@inbox.lv."
    mirrored = privacy.mirror("Raksti Annai.", "lv", [], target)
    assert [(target[each.start : each.end], index) for each, index in mirrored] == [
        ("anna@inbox.lv", None)
    ]


def test_nothing_is_mirrored_into_nothing() -> None:
    assert privacy.mirror("Anna", "lv", privacy.find("Anna", "lv"), "") == []


@pytest.mark.parametrize("target", ["Room 14 was cold.", "It costs 257 euros.", "Nothing here."])
def test_an_address_is_not_known_by_a_part_of_its_numbers(target: str) -> None:
    source = "Доставьте на улицу Маскавас, 2570-14, пожалуйста."
    assert privacy.mirror(source, "ru", privacy.find(source, "ru"), target) == []
