"""Ages written in words: "восемьдесят два года", "astoņdesmit divi gadi", "eighty-two years old".

Only what says that it is somebody's: the years alone are as often those of a firm, a wait or a
friendship.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TENS: dict[str, dict[str, int]] = {
    "en": {
        "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
        "seventy": 70, "eighty": 80, "ninety": 90,
    },
    "lv": {
        "divdesmit": 20, "trīsdesmit": 30, "trisdesmit": 30, "četrdesmit": 40, "cetrdesmit": 40,
        "piecdesmit": 50, "sešdesmit": 60, "sesdesmit": 60, "septiņdesmit": 70, "septindesmit": 70,
        "astoņdesmit": 80, "astondesmit": 80, "deviņdesmit": 90, "devindesmit": 90,
    },
    "ru": {
        "двадцать": 20, "двадцати": 20, "тридцать": 30, "тридцати": 30, "сорок": 40, "сорока": 40,
        "пятьдесят": 50, "пятидесяти": 50, "шестьдесят": 60, "шестидесяти": 60, "семьдесят": 70,
        "семидесяти": 70, "восемьдесят": 80, "восьмидесяти": 80, "девяносто": 90, "девяноста": 90,
    },
}  # fmt: skip
ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
LATVIAN = (
    "vien div trīs četr piec seš septiņ astoņ deviņ desmit vienpadsmit divpadsmit"
    " trīspadsmit četrpadsmit piecpadsmit sešpadsmit septiņpadsmit astoņpadsmit"
    " deviņpadsmit"
)
# Stems of one to nineteen; what follows them is a case ending, or nothing.
UNITS: dict[str, dict[str, int]] = {
    "en": dict(zip(ENGLISH.split(), range(1, 20), strict=True)),
    "lv": dict(zip(LATVIAN.split(), range(1, 20), strict=True)),
    "ru": {
        "один": 1, "одн": 1, "дв": 2, "три": 3, "трёх": 3, "трех": 3, "четыр": 4, "пят": 5,
        "шест": 6, "сем": 7, "восем": 8, "восьм": 8, "девят": 9, "десят": 10, "одиннадцат": 11,
        "двенадцат": 12, "тринадцат": 13, "четырнадцат": 14, "пятнадцат": 15, "шестнадцат": 16,
        "семнадцат": 17, "восемнадцат": 18, "девятнадцат": 19,
    },
}  # fmt: skip
HUNDREDS = {"en": r"(?:a|one)\shundred", "lv": r"simts?", "ru": r"ст[оа]"}
ENDINGS = {
    "en": "",
    "lv": r"(?:[saiu]|us|iem|ām|as|os)?",
    "ru": r"(?:[аеиь]|ого?|ой|ух|ёх|ех)?",
}
WORD = re.compile(r"[^\W\d_]+")


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def number(language: str) -> str:
    """Return a pattern for a number in words, from one to a hundred, in a language."""
    unit = rf"(?:{_one_of(UNITS[language])}){ENDINGS[language]}"
    joint = r"[\s-]" if language == "en" else r"\s"
    tens = _one_of(TENS[language])
    return rf"(?:{HUNDREDS[language]}|(?:{tens})(?:{joint}{unit})?|{unit})"


def value(surface: str) -> int:
    """Return the number that words say, 0 where they say none: "eighty-two years" gives 82."""
    for language, tens in TENS.items():
        total = 0
        for word in WORD.findall(surface.lower()):
            if re.fullmatch(r"hundred|simts?|ст[оа]", word):
                return 100
            total += tens.get(word, 0) or _unit(word, language)
        if total:
            return total
    return 0


def _unit(word: str, language: str) -> int:
    stems = UNITS[language]
    for stem in sorted(stems, key=len, reverse=True):
        if re.fullmatch(rf"{stem}{ENDINGS[language]}", word):
            return stems[stem]
    return 0


RU, LV, EN = number("ru"), number("lv"), number("en")
# By itself, "I am one" is no age.
GROWN = rf"(?:{_one_of(TENS['en'])})(?:[\s-](?:{_one_of(UNITS['en'])}))?"
WHO_RU = (
    r"мне|маме|папе|мужу|жене|сыну|дочке|дочери|бабушке|дедушке|ему|ей|внуку|внучке|нам|брату|сестре"
    r"|тёще|свекрови|ребёнку|малышу"
)
WHO_LV = (
    r"man|mammai|mātei|tētim|tēvam|vīram|sievai|dēlam|meitai|omītei|vecmāmiņai|viņam|viņai|mums|brālim"
    r"|māsai|opim|vectēvam|mazdēlam|mazmeitai|bērnam"
)
PATTERN = re.compile(
    rf"\b(?:{WHO_RU})\s(?:(?:было|уже|всего|почти|скоро|исполнилось)\s){{0,2}}"
    rf"({RU}\s(?:лет|года?|годик\w*))\b"
    rf"|\bв\sвозрасте\s({RU}(?:\s(?:лет|года?))?)\b"
    rf"|\b(?:{WHO_LV})\s(?:(?:ir|jau|bija|tikai|gandrīz|palika)\s){{0,2}}({LV}\sgad\w{{1,3}})\b"
    rf"|\b({LV}\sgad(?:u|us|i|iem)\svec\w{{1,3}})\b"
    rf"|\b({EN}[\s-]years?[\s-]old)\b"
    rf"|\b(?:aged)\s({EN})\b"
    rf"|\b(?:i\sam|i'm|i’m|she\sis|he\sis|she's|he's|she’s|he’s)\s({GROWN})"
    rf"(?=\s?[,.!;)]|\s?\Z|\sand\b)",
    re.IGNORECASE,
)
