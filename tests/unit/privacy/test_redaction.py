from __future__ import annotations

import pytest

from moderation import privacy
from moderation.privacy import Around

CASES = [
    ("person", "Jānis Bērziņš", "lv", "label", "[vārds]"),
    ("person", "Jānis Bērziņš", "en", "initial", "J. B."),
    ("person", "Анна", "ru", "remove", ""),
    ("staff", "Ozola", "en", "role", "a member of staff"),
    ("staff", "Озола", "ru", "role", "сотрудник"),
    ("email", "a@b.lv", "en", "initial", "[e-mail]"),
    ("iban", "LV15", "ru", "generalise", "[номер счёта]"),
    ("person", "Anna", "de", "label", "[name]"),
    ("unheard_of", "x", "en", "label", "[removed]"),
    ("person", "Anna", "en", "unheard_of", "[name]"),
    ("person", "Anna", "en", "pseudonym", "[name]"),
    ("age", "старый", "ru", "generalise", "[возраст]"),
]
# A sentence with the words in brackets, its language, and how it reads afterwards.
GENERALISED = [
    ("place_small", "en", "I live in {Mārupe}.", "I live in a place near Riga."),
    ("place_small", "en", "Rowan P., {Mārupe}", "Rowan P., near Riga"),
    ("place_small", "en", "He is from {Kaunata} parish.", "He is from Rēzekne-area parish."),
    ("place_small", "en", "She is from {Little Wenbury}.", "She is from a small place."),
    ("place_small", "lv", "Dzīvoju {Mārupē}.", "Dzīvoju vietā pie Rīgas."),
    ("place_small", "lv", "Esmu no {Ādažiem}.", "Esmu no vietas pie Rīgas."),
    ("place_small", "lv", "Braucam uz {Rendu}.", "Braucam uz vietu pie Kuldīgas."),
    ("place_small", "lv", "Dzīvojam {Kaunatas} pagastā.", "Dzīvojam Rēzeknes puses pagastā."),
    ("place_small", "ru", "Привезли из {Аглоны}.", "Привезли из посёлка под Прейли."),
    ("place_small", "ru", "Живём в {Марупе}.", "Живём в посёлке под Ригой."),
    ("place_small", "ru", "деревня {Каунаты}", "деревня под Резекне"),
    ("age", "en", "I am {67}.", "I am in my sixties."),
    ("age", "en", "My mother is {82}.", "My mother is in her eighties."),
    ("age", "en", "Anna, {67}", "Anna, in her sixties"),
    ("age", "en", "The patient is {44}.", "The patient is in their forties."),
    ("age", "en", "My {83-year-old} neighbour agrees.", "My eighty-something neighbour agrees."),
    ("age", "en", "My son is {15 years old}.", "My son is in his teens."),
    ("age", "en", "A woman aged {51} agrees.", "A woman aged fifty-something agrees."),
    ("age", "lv", "Mammai ir {82 gadi}.", "Mammai ir pāri 80."),
    ("age", "ru", "Мне {71 год}.", "Мне за 70."),
    ("age", "ru", "Сыну {5 лет}.", "Сыну несколько лет."),
    ("date_of_birth", "en", "Born {14.03.2017} in Riga.", "Born in 2017 in Riga."),
    ("date_of_birth", "en", "She was born on {14.03.2017}.", "She was born on a day in 2017."),
    ("date_of_birth", "lv", "Dzimis {14.03.2017}.", "Dzimis 2017. gadā."),
    ("date_of_birth", "ru", "Родился {14.03.2017}.", "Родился в 2017 году."),
    ("date_of_birth", "ru", "Дата рождения: {14.03.1967}", "Дата рождения: 1967 год"),
    ("health", "en", "I had a {stroke}.", "I had a health problem."),
    ("health", "en", "I had {melanoma}.", "I had an illness."),
    ("health", "lv", "Mamma cieš no {astmas}.", "Mamma cieš no slimības."),
    ("health", "ru", "Восстанавливаюсь после {инсульта}.", "Восстанавливаюсь после болезни."),
    ("address", "lv", "Dzīvoju {Brīvības ielā 214}.", "Dzīvoju privātā adresē."),
    ("workplace", "ru", "Я работаю в {«Латвэнерго»}.", "Я работаю в местной фирме."),
    ("person", "lv", "Paldies {Annai}!", "Paldies kādam!"),
]
ROLES = [
    ("lv", "Paldies {Ozolai}!", "doctor", "Paldies ārstam!"),
    ("lv", "Biju pie {Ozola}.", "doctor", "Biju pie ārsta."),
    ("ru", "Спасибо {Ивановой}!", "nurse", "Спасибо медсестре!"),
    ("en", "Very good. {Ozola} was kind.", "nurse", "Very good. A nurse was kind."),
    ("en", "Thanks to {Ozola}!", None, "Thanks to a member of staff!"),
    ("lv", "Paldies dakterei {Ozolai}!", "doctor", "Paldies dakterei [vārds]!"),
]


def told(kind: str, tag: str, marked: str, style: str, role: str | None = None) -> str:
    before, _, rest = marked.partition("{")
    surface, _, after = rest.partition("}")
    around = Around(before, after, role=role)
    return before + privacy.replacement(kind, surface, tag, style, around) + after


@pytest.mark.parametrize(("kind", "surface", "tag", "style", "wanted"), CASES)
def test_a_replacement_reads_in_its_language(
    kind: str, surface: str, tag: str, style: str, wanted: str
) -> None:
    assert privacy.replacement(kind, surface, tag, style) == wanted


@pytest.mark.parametrize(("kind", "tag", "marked", "wanted"), GENERALISED)
def test_what_is_said_less_exactly_fits_its_sentence(
    kind: str, tag: str, marked: str, wanted: str
) -> None:
    assert told(kind, tag, marked, "generalise") == wanted


@pytest.mark.parametrize(("tag", "marked", "role", "wanted"), ROLES)
def test_a_role_stands_in_the_case_of_the_name(
    tag: str, marked: str, role: str | None, wanted: str
) -> None:
    assert told("staff", tag, marked, "role", role) == wanted


@pytest.mark.parametrize(
    ("tag", "wanted"), [("en", "[name 2]"), ("lv", "[vārds 2]"), ("ru", "[имя 2]")]
)
def test_several_people_are_told_apart_by_number(tag: str, wanted: str) -> None:
    assert privacy.replacement("person", "Anna", tag, "label", Around(number=2)) == wanted


@pytest.mark.parametrize(
    ("author", "tag", "wanted"),
    [
        ("Anna Liepa", "en", "A."),
        ("Жанна", "en", "Zh."),
        ("Anna", "ru", "А."),
        ("...", "en", "[name]"),
    ],
)
def test_an_author_keeps_one_initial_in_the_letters_of_the_text(
    author: str, tag: str, wanted: str
) -> None:
    around = Around(author=author)
    assert privacy.replacement("person", "Liepa", tag, "pseudonym", around) == wanted


@pytest.mark.parametrize("kind", privacy.KINDS)
@pytest.mark.parametrize("tag", ["ru", "lv", "en"])
@pytest.mark.parametrize("style", privacy.STYLES)
def test_no_replacement_is_found_again(kind: str, tag: str, style: str) -> None:
    text = privacy.replacement(kind, "Ozols 67", tag, style)
    if style != "initial":
        assert [each for each in privacy.find(text, tag) if each.kind == kind] == []


@pytest.mark.parametrize("kind", privacy.KINDS)
def test_every_kind_offers_the_label_first_and_only_styles_of_its_own(kind: str) -> None:
    offered = privacy.styles_of(kind)
    assert offered[0] == "label"
    label = privacy.replacement(kind, "Anna Liepa 67", "en")
    around = Around(author="Anna Liepa")
    said = [privacy.replacement(kind, "Renda 1967", "en", each, around) for each in offered[1:]]
    assert label not in said
