from __future__ import annotations

import re
from itertools import islice

import pytest

from training.packs.grammar import english, latvian, russian
from training.packs.grammar.generate import Generator
from training.packs.grammar.pattern import FrameError, parse
from training.packs.grammar.realise import polish

CASES = [
    "nom.sg",
    "gen.sg",
    "dat.sg",
    "acc.sg",
    "loc.sg",
    "nom.pl",
    "gen.pl",
    "dat.pl",
    "acc.pl",
    "loc.pl",
]


@pytest.fixture(scope="module")
def generator() -> Generator:
    return Generator()


@pytest.mark.parametrize(
    ("lemma", "flags", "forms"),
    [
        ("ārsts", "", "ārsts ārsta ārstam ārstu ārstā ārsti ārstu ārstiem ārstus ārstos"),
        ("brālis", "", "brālis brāļa brālim brāli brālī brāļi brāļu brāļiem brāļus brāļos"),
        ("lācis", "", "lācis lāča lācim lāci lācī lāči lāču lāčiem lāčus lāčos"),
        ("tirgus", "", "tirgus tirgus tirgum tirgu tirgū tirgi tirgu tirgiem tirgus tirgos"),
        ("roka", "", "roka rokas rokai roku rokā rokas roku rokām rokas rokās"),
        ("māte", "", "māte mātes mātei māti mātē mātes māšu mātēm mātes mātēs"),
        ("sirds", "6", "sirds sirds sirdij sirdi sirdī sirdis siržu sirdīm sirdis sirdīs"),
        ("suns", "2s", "suns suņa sunim suni sunī suņi suņu suņiem suņus suņos"),
        ("ūdens", "2s", "ūdens ūdens ūdenim ūdeni ūdenī ūdeņi ūdeņu ūdeņiem ūdeņus ūdeņos"),
        ("viesis", "hard", "viesis viesa viesim viesi viesī viesi viesu viesiem viesus viesos"),
        ("kaķis", "", "kaķis kaķa kaķim kaķi kaķī kaķi kaķu kaķiem kaķus kaķos"),
        ("pase", "", "pase pases pasei pasi pasē pases pasu pasēm pases pasēs"),
    ],
)
def test_latvian_nouns_decline(lemma: str, flags: str, forms: str) -> None:
    found = latvian.noun(lemma, frozenset(flags.split()))

    assert [found.forms[key] for key in CASES] == forms.split()


@pytest.mark.parametrize(
    ("lemma", "flags", "genitive", "locative"),
    [
        ("durvis", "lp 6", "durvju", "durvīs"),
        ("brilles", "lp", "briļļu", "brillēs"),
        ("griesti", "lp", "griestu", "griestos"),
        ("vakariņas", "lp", "vakariņu", "vakariņās"),
        ("brokastis", "lp 6 hard", "brokastu", "brokastīs"),
    ],
)
def test_latvian_plural_nouns_have_no_singular(
    lemma: str, flags: str, genitive: str, locative: str
) -> None:
    found = latvian.noun(lemma, frozenset(flags.split()))

    assert found.fixed == "pl"
    assert (found.forms["gen.sg"], found.forms["loc.pl"]) == (genitive, locative)


def test_latvian_words_before_a_noun_stay_or_agree() -> None:
    found = latvian.noun("veterinārā klīnika")

    assert found.forms["loc.sg"] == "veterinārajā klīnikā"
    assert latvian.noun("zobu pasta").forms["acc.sg"] == "zobu pastu"


@pytest.mark.parametrize(
    ("lemma", "gender", "key", "definite", "form"),
    [
        ("labs", "m", "dat.sg", False, "labam"),
        ("labs", "m", "dat.sg", True, "labajam"),
        ("labs", "f", "loc.pl", True, "labajās"),
        ("slapjš", "m", "nom.sg", False, "slapjš"),
        ("slapjš", "f", "acc.sg", False, "slapju"),
        ("pēdējais", "m", "dat.sg", False, "pēdējam"),
        ("=koka", "f", "dat.pl", False, "koka"),
        ("šis", "f", "loc.sg", False, "šajā"),
        ("noguris", "f", "nom.sg", False, "nogurusi"),
        ("piededzis", "m", "nom.pl", False, "piedeguši"),
    ],
)
def test_latvian_adjectives_agree(
    lemma: str, gender: str, key: str, definite: bool, form: str
) -> None:
    assert latvian.adjective(lemma, gender, key, definite=definite) == form


def test_latvian_verbs_conjugate() -> None:
    known = latvian.verb("zināt zinu zina zināju")
    back = latvian.verb("celties ceļos ceļas cēlos")
    plain = latvian.verb("runāt")

    assert known.form("pres", 1, "pl") == "zinām"
    assert known.form("past", 3, "sg") == "zināja"
    assert plain.form("pres", 1, "pl") == "runājam"
    assert plain.form("fut", 1, "sg") == "runāšu"
    assert plain.form("deb", 3, "sg") == "jārunā"
    assert back.form("past", 3, "pl") == "cēlās"
    assert back.form("pres", 1, "pl") == "ceļamies"


def test_russian_agrees_and_counts() -> None:
    doctor, week = russian.noun("врач"), russian.noun("неделя")

    assert russian.adjective("хороший", "m", "acc.sg", animate=True) == "хорошего"
    assert russian.adjective("хороший", "m", "acc.sg", animate=False) == "хороший"
    assert russian.adjective("раздражённый", "m", "ins.sg", animate=True) == "раздражённым"
    assert doctor.forms["dat.pl"] == "врачам"
    assert russian.verb("помочь", "past", 3, "sg", "f") == "помогла"
    assert [russian.counted("неделя", week, count) for count in (2, 5, 11, 21)] == [
        "недели", "недель", "недель", "неделю",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tag", "polished"),
    [
        ("a hour", "en", "An hour"),
        ("it was a excellent uniform", "en", "It was an excellent uniform"),
        ("a urine test", "en", "A urine test"),
        ("мы были в вторник", "ru", "Мы были во вторник"),
        ("говорили о операции", "ru", "Говорили об операции"),
    ],
)
def test_words_are_joined_as_they_are_spoken(text: str, tag: str, polished: str) -> None:
    assert polish(text, tag) == polished


def test_english_inflects() -> None:
    assert english.plural("sick note") == "sick notes"
    assert english.plural("tooth") == "teeth"
    assert english.compare("clean") == "cleaner"
    assert english.compare("comfortable", highest=True) == "most comfortable"
    assert english.verb("pull out", "past", 3, "sg") == "pulled out"
    assert english.verb("be", "past", 1, "pl") == "were"


def test_a_frame_of_two_sides_is_refused() -> None:
    with pytest.raises(FrameError, match=r"x:1 has 2 sides\."):
        parse("Да | Jā", "x:1")


def test_every_frame_can_be_filled(generator: Generator) -> None:
    assert [line for line in generator.check() if "Error" in line] == []


def test_lines_are_distinct_and_the_same_for_a_seed(generator: Generator) -> None:
    first = list(generator.lines(7, 300))

    assert first == list(generator.lines(7, 300))
    assert len(set(first)) == len(first) == 300
    assert first != list(generator.lines(8, 300))


def test_lines_have_three_sides_each_in_its_script(generator: Generator) -> None:
    for ru, lv, en in islice(generator.lines(3, 400), 400):
        assert not re.search(r"[{}<>|_]", ru + lv + en)
        assert re.search(r"[а-яё]", ru)
        assert not re.search(r"[а-яё]", lv + en)
