"""Russian inflection, by pymorphy3's dictionary. Form keys are as in latvian.py, with "ins"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pymorphy3

GRAMMEMES: Final = {
    "nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct",
}  # fmt: skip
RARE: Final = frozenset({"V-oy", "V-ey", "Arch", "Erro", "Infr", "Slng", "Dist", "Prnt"})
GENDERS: Final = {"masc": "m", "femn": "f", "neut": "n"}
LONG: Final = {"m": "masc", "f": "femn", "n": "neut"}
# Counts after which a noun is in the genitive plural although they end in 1 to 4.
TEENS: Final = range(11, 15)
FEW: Final = range(2, 5)
# Words that keep their own locative in -у; pymorphy lists others that few people say.
SECOND: Final = frozenset(
    """
    сад аэропорт порт шкаф лес нос лоб рот ряд край
    берег мост снег угол
    """.split()  # noqa: SIM905
)
HELD: Final = {("человек", "gen.n"): "человек", ("год", "gen.n"): "лет"}


@dataclass(frozen=True, slots=True)
class Noun:
    """All forms of a noun by key; `second` is the locative after в and на."""

    forms: dict[str, str]
    gender: str
    animate: bool
    second: str
    fixed: str = ""


@cache
def _analyzer() -> Any:  # noqa: ANN401 - pymorphy3 is untyped
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def noun(lemma: str, flags: frozenset[str] = frozenset()) -> Noun:
    """Decline a noun; adjectives before it agree, words behind it stay.

    Flags: "rp" for a lemma that is a plural, "rm", "rf", "rn" to force a gender, "ranim" and
    "rinan" an animacy, "r0" for a word that never changes. Raises ValueError for a word unknown.
    """
    words = lemma.split(" ")
    head = next((at for at, word in enumerate(words) if not _is_adjective(word)), len(words) - 1)
    bent = _word(words[head], flags)
    if len(words) == 1:
        return bent
    forms, second = {}, ""
    for key, form in {**bent.forms, "second": bent.second}.items():
        real = "loc.sg" if key == "second" else key
        adjectives = [
            adjective(word, bent.gender, real, animate=bent.animate, fixed=bent.fixed)
            for word in words[:head]
        ]
        whole = " ".join([*adjectives, form, *words[head + 1 :]])
        if key == "second":
            second = whole
        else:
            forms[key] = whole
    return Noun(forms, bent.gender, bent.animate, second, bent.fixed)


@cache
def adjective(lemma: str, gender: str, key: str, *, animate: bool, fixed: str = "") -> str:
    """Decline an adjective, participle or pronoun to agree."""
    case, number = key.split(".")
    if fixed:
        number = fixed
    wanted = {GRAMMEMES[case], "plur" if number == "pl" else LONG[gender]}
    if case == "acc" and (number == "pl" or gender == "m"):
        wanted = {GRAMMEMES["gen" if animate else "nom"], *wanted} - {"accs"}
    for parse in _parses(lemma, frozenset({"ADJF", "PRTF"})):
        for form in parse.lexeme:
            if wanted <= form.tag.grammemes and _alike(form, parse) and _plain(form):
                return str(form.word)
    raise ValueError(f"No form {key} of the adjective {lemma} is known.")


@cache
def comparative(lemma: str) -> str:
    """Return "чище" of "чистый", or "более ..." where there is no such form."""
    for parse in _parses(lemma, frozenset({"ADJF"})):
        for form in parse.lexeme:
            if form.tag.POS == "COMP" and not form.word.startswith("по"):
                return str(form.word)
    return ""


@cache
def verb(lemma: str, tense: str, person: int, number: str, gender: str) -> str:
    """Return a finite form: "past", "pres" or "fut" (of the perfective), or the infinitive."""
    if tense == "inf":
        return lemma
    wanted = {"past"} if tense == "past" else {f"{person}per"}
    if tense == "past":
        wanted |= {"plur"} if number == "pl" else {LONG[gender], "sing"}
    else:
        wanted |= {"plur" if number == "pl" else "sing"}
    if lemma == "быть" and tense != "past":
        wanted |= {"futr"}
    for parse in _parses(lemma, frozenset({"INFN"})):
        for form in parse.lexeme:
            if (
                form.tag.POS == "VERB"
                and wanted <= form.tag.grammemes
                and form.tag.mood == "indc"
                and _plain(form)
            ):
                return str(form.word)
    raise ValueError(f"No {tense} of the verb {lemma} is known.")


@cache
def passive(lemma: str, number: str, gender: str) -> str:
    """Return the short passive participle: "сделан", "сделана", "сделаны"."""
    wanted = {"plur"} if number == "pl" else {LONG[gender], "sing"}
    for parse in _parses(lemma, frozenset({"INFN"})):
        for form in parse.lexeme:
            if form.tag.POS == "PRTS" and wanted <= form.tag.grammemes and "past" in form.tag:
                return str(form.word)
    raise ValueError(f"No passive of the verb {lemma} is known.")


def counted(lemma: str, found: Noun, count: int) -> str:
    """Return the form after a number, in the accusative: 21 минуту, 2 минуты, 5 минут."""
    if count % 100 not in TEENS and count % 10 == 1:
        return found.forms["acc.sg"]
    if count % 100 not in TEENS and count % 10 in FEW:
        return found.forms["gen.sg"]
    return HELD.get((lemma, "gen.n")) or found.forms["gen.pl"]


@cache
def _parses(word: str, kinds: frozenset[str]) -> list[Any]:
    """List the analyses of a lemma as one of some parts of speech, the likeliest first."""
    found = [one for one in _analyzer().parse(word.lower()) if one.tag.POS in kinds]
    own = [
        one for one in found if one.normal_form.replace("ё", "е") == word.lower().replace("ё", "е")
    ]
    return own or found


def _alike(form: Any, lemma: Any) -> bool:  # noqa: ANN401
    """Whether a form is of its lemma's part of speech, voice and tense."""
    one, other = form.tag, lemma.tag
    return bool(one.POS == other.POS and one.voice == other.voice and one.tense == other.tense)


def _plain(form: Any) -> bool:  # noqa: ANN401
    return not form.tag.grammemes & RARE


def _is_adjective(word: str) -> bool:
    first = _analyzer().parse(word.lower())[0]
    return first.tag.POS in {"ADJF", "PRTF"}


def _word(lemma: str, flags: frozenset[str]) -> Noun:
    gender = next((flag[1] for flag in ("rm", "rf", "rn") if flag in flags), "")
    if "r0" in flags:
        keys = [f"{case}.{number}" for case in GRAMMEMES for number in ("sg", "pl")]
        return Noun(dict.fromkeys(keys, lemma), gender or "n", "ranim" in flags, lemma)
    parse = _best(lemma, gender, flags)
    if parse is None:
        return _adjectival(lemma, gender or "m", animate="ranim" in flags)
    forms = _forms(parse, lemma)
    fixed = _fixed(forms, flags)
    if fixed:
        for case in GRAMMEMES:
            forms[f"{case}.sg"] = forms[f"{case}.pl"] = forms[f"{case}.{fixed}"]
    if "rinan" in flags:
        forms["acc.pl"] = forms["nom.pl"]
        if parse.tag.gender == "masc" and fixed != "pl":
            forms["acc.sg"] = forms["nom.sg"]
    second = next((one.word for one in parse.lexeme if {"loc2", "sing"} <= one.tag.grammemes), "")
    if lemma not in SECOND:
        second = forms["loc.sg"]
    animate = parse.tag.animacy == "anim" and "rinan" not in flags
    return Noun(forms, gender or GENDERS.get(parse.tag.gender, "m"), animate, second, fixed)


def _best(lemma: str, gender: str, flags: frozenset[str]) -> Any:  # noqa: ANN401
    """Choose the analysis of a noun that fits its flags; None if it is no noun."""
    parses = _parses(lemma, frozenset({"NOUN"}))
    parses = [one for one in parses if "nomn" in one.tag] or parses
    if gender:
        parses = [one for one in parses if GENDERS.get(one.tag.gender) == gender] or parses
    if "ranim" in flags or "rinan" in flags:
        kind = "anim" if "ranim" in flags else "inan"
        parses = [one for one in parses if kind in one.tag] or parses
    return parses[0] if parses else None


def _forms(parse: Any, lemma: str) -> dict[str, str]:  # noqa: ANN401
    forms: dict[str, str] = {}
    for form in parse.lexeme:
        for case, grammeme in GRAMMEMES.items():
            for number, plural in (("sg", "sing"), ("pl", "plur")):
                if {grammeme, plural} <= form.tag.grammemes and _plain(form):
                    forms.setdefault(f"{case}.{number}", _as_typed(form.word, lemma))
    return forms


def _fixed(forms: dict[str, str], flags: frozenset[str]) -> str:
    if "nom.sg" not in forms or "rp" in flags:
        return "pl"
    return "sg" if not {"nom.pl", "gen.pl"} <= forms.keys() or "rs" in flags else ""


def _adjectival(lemma: str, gender: str, *, animate: bool) -> Noun:
    """Decline a noun that is an adjective in form: дежурный, операционная."""
    forms = {
        f"{case}.{number}": adjective(lemma, gender, f"{case}.{number}", animate=animate)
        for case in GRAMMEMES
        for number in ("sg", "pl")
    }
    return Noun(forms, gender, animate, forms["loc.sg"])


def _as_typed(word: str, lemma: str) -> str:
    return word.capitalize() if lemma[0].isupper() else word
