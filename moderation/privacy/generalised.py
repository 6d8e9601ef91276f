"""Saying less: an age by its decade, a date by its year, a village by the city near it.

Each function gives words that fit where the surface stood, in English, Latvian or Russian, or ""
where it has nothing to say; the caller then puts the label.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy import age_words, nearby, weights
from moderation.privacy.grammar import case_of, declined, word_before

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER = re.compile(r"\d{1,3}")
OLD_LV = re.compile(r"gadu?s?\svec\w*", re.IGNORECASE)  # "gadus veca": what it says goes on
YEAR = re.compile(r"(?:19|20)\d\d")
DECADES = {
    20: ("twenties", "twenty"), 30: ("thirties", "thirty"), 40: ("forties", "forty"),
    50: ("fifties", "fifty"), 60: ("sixties", "sixty"), 70: ("seventies", "seventy"),
    80: ("eighties", "eighty"), 90: ("nineties", "ninety"),
}  # fmt: skip
CHILD, TEENS, ADULT, CENTURY = 10, 13, 20, 100
SHE_WORDS = (
    "she her mother mum mom mummy wife daughter sister grandmother grandma granny aunt niece girl"
    " woman lady girlfriend granddaughter mrs ms miss"
)
HE_WORDS = (
    "he his him father dad husband son brother grandfather grandpa uncle nephew boy man boyfriend"
    " grandson mr"
)
SHE, HE = frozenset(SHE_WORDS.split()), frozenset(HE_WORDS.split())
SENTENCE = re.compile(r"[.!?\n]\s")
WORD = re.compile(r"[^\W\d_]+")
NEAR = 12  # words before an age among which its owner is looked for
FEMININE, MASCULINE = ("а", "я", "a", "e"), ("s", "š", "is", "us")

HEALTH = {
    "lv": "slimība slimības slimībai slimību slimībā",
    "ru": "болезнь болезни болезни болезнь болезнью болезни",
}
SMALL_PLACE = {
    "lv": "maza_vieta mazas_vietas mazai_vietai mazu_vietu mazā_vietā",
    "ru": "посёлок посёлка посёлку посёлок посёлком посёлке",
}
PLACE = {"lv": "vieta vietas vietai vietu vietā", "ru": SMALL_PLACE["ru"]}
ADDRESS = {
    "lv": "privāta_adrese privātas_adreses privātai_adresei privātu_adresi privātā_adresē",
    "ru": "частный_адрес частного_адреса частному_адресу частный_адрес частным_адресом"
    " частном_адресе",
}
EMPLOYER = {
    "lv": "vietējs_uzņēmums vietēja_uzņēmuma vietējam_uzņēmumam vietēju_uzņēmumu vietējā_uzņēmumā",
    "ru": "местная_фирма местной_фирмы местной_фирме местную_фирму местной_фирмой местной_фирме",
}
SOMEBODY = {
    "lv": "kāds kāda kādam kādu kādā",
    "ru": "кто-то кого-то кому-то кого-то кем-то ком-то",
}
STREET = re.compile(r"\b(?:iel|alej|gatv|bulvār|prospekt|šosej|laukum|ceļ|līnij|krastmal)\w*")
VILLAGE_AFTER = re.compile(r"\s(?:parish|village|municipality|county)\b")
PARISH_AFTER = re.compile(r"\s(?:pagast\w*|pag\.|ciem\w*|novad\w*)")
VILLAGE_BEFORE = re.compile(r"(?:деревн|посёл|посел|сел[оае]\b|хутор|волост)\w*\s\Z")


def age(surface: str, language: str, before: str, after: str) -> str:
    """Return an age as its decade: "67" gives "in her sixties", "pāri 60", "за 60"."""
    found = NUMBER.search(surface)
    years = int(found[0]) if found else age_words.value(surface)
    if not years:
        return ""
    if language == "en":
        return _english_age(years, surface, before, after)
    if years < CHILD and language == "lv" and (old := OLD_LV.search(surface)):
        return f"{'dažu' if old[0].startswith('gadu ') else 'dažus'} {old[0]}"
    if years < CHILD:
        return {"lv": "daži gadi", "ru": "несколько лет"}[language]
    decade = min(years, CENTURY) // 10 * 10
    if language == "lv":
        old = OLD_LV.search(surface)
        return f"vairāk nekā {decade} {old[0]}" if old else f"pāri {decade}"
    return f"за {decade}" if years >= ADULT else "больше 10 лет"


def _english_age(years: int, surface: str, before: str, after: str) -> str:
    tens, stem = DECADES.get(years // 10 * 10, ("", "hundred"))
    if re.search(r"\w[- ]?years?[- ]old", surface) and (
        "-" in surface or re.match(r"\s[a-z]", after)
    ):
        young = "teenage" if TEENS <= years < ADULT else "young"
        return young if years < ADULT else f"{stem}-something"
    if re.search(r"\baged?\s\Z", before, re.IGNORECASE):
        return f"{stem}-something" if years >= ADULT else "under twenty"
    if years < TEENS:
        return "a child"
    whose = _whose(before)
    if years >= CENTURY:
        return "over a hundred"
    return f"in {whose} teens" if years < ADULT else f"in {whose} {tens}"


def _whose(before: str) -> str:
    """Return "my", "her" or "his" by the nearest word that tells, else "their"."""
    sentence = SENTENCE.split(before)[-1]
    for word in reversed(WORD.findall(sentence)[-NEAR:]):
        low = word.lower()
        if low in {"i", "im"}:
            return "my"
        if low in SHE or (word[0].isupper() and weights.gender(low) == "f"):
            return "her"
        if low in HE or (word[0].isupper() and weights.gender(low) == "m"):
            return "his"
    return "their"


def date(surface: str, language: str, before: str, after: str) -> str:
    """Return a date as its year: "14.03.2017" gives "in 2017", "2017. gadā", "в 2017 году"."""
    found = YEAR.search(surface)
    if not found:
        return ""
    year, last = found[0], word_before(before)
    listed = before.rstrip()[-1:] in {":", "(", "—", "–"}
    if language == "en":
        if last in {"on", "of", "at", "since", "from", "until", "before", "after", "by"}:
            return f"a day in {year}"
        return year if listed or last == "in" else f"in {year}"
    if language == "lv":
        governed = {"kopš": "gada", "no": "gada", "pirms": "gada", "līdz": "gadam"}.get(last)
        return f"{year}. {governed or ('gads' if listed else 'gadā')}"
    if last in {"с", "от", "до", "после"} or after.startswith(" рожд"):
        return f"{year} года"
    return f"{year} год" if listed else f"в {year} году"


def place(surface: str, language: str, before: str, after: str) -> str:
    """Return a small place as the city near it: "Mārupē" gives "vietā pie Rīgas"."""
    city = nearby.city(surface)
    if language == "en":
        return _english_place(city, before, after)
    if language == "lv" and PARISH_AFTER.match(after):
        return f"{city.genitive} puses" if city else "kāda"
    if language == "ru" and VILLAGE_BEFORE.search(before):
        return city.russian if city else "в глубинке"
    forms = PLACE if city else SMALL_PLACE
    words = declined(forms[language], case_of(surface, before, language), language)
    near = (city.latvian if language == "lv" else city.russian) if city else ""
    return f"{words} {near}".rstrip()


def _english_place(city: nearby.City | None, before: str, after: str) -> str:
    village = VILLAGE_AFTER.match(after)
    if city is None:
        return "small" if village else "a small place"
    if village:
        return f"{city.english}-area"
    return f"a place near {city.english}" if word_before(before) else f"near {city.english}"


def health(surface: str, language: str, before: str, after: str) -> str:
    """Return a diagnosis as an illness, in the case it stood in."""
    del after
    if language != "en":
        return declined(HEALTH[language], case_of(surface, before, language), language)
    last = word_before(before)
    if last == "a":
        return "health problem"
    return "illness" if last in {"an", "the", "my", "his", "her", "their", "our"} else "an illness"


def address(surface: str, language: str, before: str, after: str) -> str:
    """Return an address as a private one; in Latvian the street's own case tells where."""
    del after
    if language == "en":
        return "a private address"
    street = STREET.search(surface) if language == "lv" else None
    case = case_of(street[0] if street else surface, before, language)
    return declined(ADDRESS[language], case, language)


def _noun(english: str, forms: dict[str, str]) -> Callable[[str, str, str, str], str]:
    def general(surface: str, language: str, before: str, after: str) -> str:
        del after
        if language == "en":
            return english
        return declined(forms[language], case_of(surface, before, language), language)

    return general


# What knows how to say less of a kind: surface, language, before, after.
GENERAL: dict[str, Callable[[str, str, str, str], str]] = {
    "age": age,
    "date_of_birth": date,
    "place_small": place,
    "health": health,
    "address": address,
    "workplace": _noun("a local employer", EMPLOYER),
    "person": _noun("somebody", SOMEBODY),
    "staff": _noun("somebody", SOMEBODY),
}
