"""Which case a word stands in, and a few nouns declined, so that what replaces it fits.

Cases are named nom, gen, dat, acc, ins, loc. They are read from the preposition before the word,
else from its ending (Latvian) or pymorphy's first reading (Russian): good enough for a noun of
two words, and a wrong guess still reads.
"""

from __future__ import annotations

import re

from moderation.privacy import russian

LATVIAN_PREPOSITIONS = {
    "gen": "no pie bez pēc aiz pirms virs zem kopš dēļ labad netālu blakus",
    "acc": "ar par caur pa gar starp pār uz",
    "dat": "līdz paldies pateicos pateicība pateicamies",
}
RUSSIAN_PREPOSITIONS = {
    "gen": "из изо от до у без около возле для после близ недалеко ради кроме",
    "dat": "к ко по благодаря спасибо благодарен благодарна благодарны",
    "ins": "под над перед за с со между рядом",
    "acc": "про через",
    "loc": "в во на о об при",
}
GOVERNED = {
    "lv": {word: case for case, text in LATVIAN_PREPOSITIONS.items() for word in text.split()},
    "ru": {word: case for case, text in RUSSIAN_PREPOSITIONS.items() for word in text.split()},
}
LATVIAN_ENDINGS = (
    ("loc", ("ā", "ē", "ī", "ū", "ās", "ēs", "īs", "os")),
    ("dat", ("am", "im", "um", "ai", "ei", "iem", "ām", "ēm", "ij")),
    ("gen", ("as", "es", "ļa", "ņa", "ža", "ša", "ča", "bja", "mja", "pja", "vja")),
    ("acc", ("u", "i", "us")),
)
PYMORPHY = {
    "nomn": "nom", "gent": "gen", "datv": "dat", "accs": "acc", "ablt": "ins", "loct": "loc",
    "voct": "nom", "gen2": "gen", "acc2": "acc", "loc2": "loc",
}  # fmt: skip
LAST_WORD = re.compile(r"([^\W\d_]+)\W{1,3}\Z")
WORD = re.compile(r"[^\W\d_]+")
# The forms in the order of the cases: nom gen dat acc loc, in Russian nom gen dat acc ins loc.
ORDER = {
    "lv": {"nom": 0, "gen": 1, "dat": 2, "acc": 3, "ins": 3, "loc": 4},
    "ru": {"nom": 0, "gen": 1, "dat": 2, "acc": 3, "ins": 4, "loc": 5},
}


def word_before(before: str) -> str:
    """Return the word that stands last in `before`, in small letters, "" where a mark is last."""
    match = LAST_WORD.search(before[-60:])
    return match[1].lower() if match and not re.search(r"[.!?,:;(\n]", match[0]) else ""


def case_of(surface: str, before: str, language: str) -> str:
    """Return the case that `surface` stands in after `before`; `language` is lv or ru."""
    found = WORD.search(surface)
    word = found[0].lower() if found else surface.lower()
    governed = GOVERNED[language].get(word_before(before))
    if language == "ru":
        if governed == "loc" and word_before(before) in {"в", "во", "на"}:
            return "acc" if word.endswith(("у", "ю")) else "loc"
        return governed or PYMORPHY.get(russian.case(word), "nom")
    if governed:
        return governed
    return next((case for case, endings in LATVIAN_ENDINGS if word.endswith(endings)), "nom")


def declined(forms: str, case: str, language: str) -> str:
    """Return one of the space-separated `forms` of a noun; "_" in a form stands for a space.

    A noun with a single form does not change.
    """
    choices = forms.split()
    index = ORDER[language][case] if len(choices) > 1 else 0
    return choices[index].replace("_", " ")


def opens_sentence(before: str) -> bool:
    """Tell whether what follows `before` begins a sentence, so that it wants a capital."""
    bare = before.rstrip(" \t«„“\"'(")
    return not bare or bare[-1] in ".!?…\n" or before.endswith("\n")


def capitalised(text: str) -> str:
    """Return `text` with a capital first letter and all else as it is."""
    return text[:1].upper() + text[1:]
