"""Filled frames written out: each language's text, with all that must agree agreeing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from training.packs.grammar import english, latvian, russian
from training.packs.grammar.choose import Clock, Filled, Number
from training.packs.grammar.pattern import LANGUAGES, FrameError, Slot
from training.packs.grammar.words import Noun, Side, Word

if TYPE_CHECKING:
    from training.packs.grammar.words import Lexicon

CASES: Final = (
    *("nom", "gen", "dat", "acc", "ins", "loc"),
    *("pgen", "pacc", "pdat"),
    *("in", "to", "from"),
)
NUMERALS: Final = {
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять",
    "lv": "nulle viens divi trīs četri pieci seši septiņi astoņi deviņi desmit",
    "en": "zero one two three four five six seven eight nine ten",
}
TENSES: Final = frozenset({"past", "pres", "fut", "inf", "cond", "deb", "ing", "pp", "pass"})
BEFORE_VOWEL: Final = re.compile(r"\b([Оо]) (?=[аоуэиАОУЭИ])")
TWICE: Final = re.compile(r"\b([ВвСсКк]) (?=(\w+))")
CLUSTER: Final = {
    "в": re.compile(r"(?:[вф][бвгджзклмнпрстфхцчшщ]|мне\b|мног)"),
    "с": re.compile(r"(?:[сзшж][бвгджзклмнпрстфхцчшщ]|щ|мной\b|мног|вторы)"),
    "к": re.compile(r"(?:мне\b|мног|всем\b|всей\b|всему\b|врач\b^)"),
}
CAPITAL: Final = re.compile(r"(^|[.!?…] [\"“„«]?|^[\"“„«]|: [\"“„«])(\w)")
PRONOUNS: Final = {
    ("ru", "m"): ("он", "его", "ему", "им", "нём", "него", "нему", "ним"),
    ("ru", "n"): ("оно", "его", "ему", "им", "нём", "него", "нему", "ним"),
    ("ru", "f"): ("она", "её", "ей", "ей", "ней", "неё", "ней", "ней"),
    ("ru", "pl"): ("они", "их", "им", "ими", "них", "них", "ним", "ними"),
}
PLACES: Final = {"nom": 0, "acc": 1, "gen": 1, "dat": 2, "ins": 3, "loc": 4}
BEHIND: Final = {"gen": 5, "acc": 5, "dat": 6, "ins": 7, "loc": 4}
ENGLISH: Final = {
    "m": {"it": "he", "them": "him", "its": "his", "self": "himself"},
    "f": {"it": "she", "them": "her", "its": "her", "self": "herself"},
    "n": {"it": "it", "them": "it", "its": "its", "self": "itself"},
    "pl": {"it": "they", "them": "them", "its": "their", "self": "themselves"},
}


def write(filled: Filled, lexicon: Lexicon) -> tuple[str, str, str]:
    """Write a filled frame in Russian, Latvian and English."""
    ru, lv, en = (polish(_side(filled, tag, lexicon), tag) for tag in LANGUAGES)
    return ru, lv, en


def polish(text: str, tag: str) -> str:
    """Set capitals, articles, Russian prepositions' vowels, and single spaces."""
    text = " ".join(text.split())
    text = re.sub(r" ([.,!?;:…])", r"\1", text)
    if tag == "en":
        text = english.articles(text)
    if tag == "ru":
        text = BEFORE_VOWEL.sub(r"\1б ", text)
        text = TWICE.sub(_euphony, text)
    return CAPITAL.sub(lambda match: match.group(1) + match.group(2).upper(), text)


def _euphony(match: re.Match[str]) -> str:
    letter, word = match.group(1), match.group(2).lower()
    return f"{letter}о " if CLUSTER[letter.lower()].match(word) else match.group(0)


def _side(filled: Filled, tag: str, lexicon: Lexicon) -> str:
    return "".join(
        piece if isinstance(piece, str) else _Writer(filled, tag, lexicon).slot(piece)
        for piece in filled.frame.sides[tag].pieces
    )


class _Writer:
    """Writes one slot of one language."""

    def __init__(self, filled: Filled, tag: str, lexicon: Lexicon) -> None:
        self._filled = filled
        self._tag = tag
        self._lexicon = lexicon

    def slot(self, slot: Slot) -> str:  # noqa: PLR0911 - one for each kind
        """Write what fills a slot."""
        if slot.kind == "section":
            return _side(self._filled.inner[slot.name], self._tag, self._lexicon)
        if slot.kind == "verb":
            return self._verb(slot.name, slot)
        if slot.kind == "literal":
            return self._adjective(slot.name, slot)
        if slot.kind == "word":
            found = self._filled.drawn[f"{slot.name}>{slot.target}"]
            if isinstance(found, Number):
                return self._number(found, slot)
            if not isinstance(found, Word):
                raise FrameError(f"{self._filled.frame.where}: {slot.name} is no word.")
            lemma = found.lemmas[self._tag]
            return (
                self._verb(lemma, slot) if found.kind == "verbs" else self._adjective(lemma, slot)
            )
        found = self._filled.drawn[slot.name]
        if isinstance(found, Noun):
            return self._noun(found, slot)
        if isinstance(found, Word):
            return found.lemmas[self._tag].replace("_", " ")
        if isinstance(found, Clock):
            return f"{found.hour}{'.' if self._tag == 'lv' else ':'}{found.minute}"
        return str(found.value)

    def _noun(self, noun: Noun, slot: Slot) -> str:
        side = noun.sides[self._tag]
        form = set(slot.form)
        case = next((one for one in CASES if one in form), "nom")
        number = self._count(slot.name, side)
        if counts := [
            one for one in slot.form if (one[0] == "n" and one[1:].isdigit()) or one == "n"
        ]:
            counted = self._counted(noun, counts[0], case)
            if counted:
                return counted
            number = "sg" if self._one(counts[0]) else side.fixed or "pl"
        if self._tag == "en":
            return self._english(side, number, form, noun)
        if pronouns := form & {"он", "него", "viņš"}:
            return self._third(side, number, case, pronouns.pop())
        if self._tag == "ru":
            return _russian(noun, side, number, case)
        return _latvian(side, number, case, noun)

    def _english(self, side: Side, number: str, form: set[str], noun: Noun) -> str:
        if pronoun := _english_pronoun(side, number, form):
            return pronoun
        text = side.forms[number]
        alone = number == "sg" and side.fixed != "sg"
        if "this" in form:
            return ("these " if number == "pl" else "this ") + text
        if "a" in form:
            return f"a {text}" if alone else text
        if "art" in form:
            return "a" if alone else ""
        if "gen" in form:
            return text + ("'" if text.endswith("s") and number == "pl" else "'s")
        at = "at" if "at" in noun.flags else "on" if "on" in noun.flags else "in"
        places = {"in": at, "to": "to", "from": "from"}
        place = next((places[one] for one in places if one in form), "")
        return f"{place} the {text}" if place else text

    def _third(self, side: Side, number: str, case: str, behind: str) -> str:
        """Write he, she, it or they for a noun."""
        if self._tag == "ru":
            row = PRONOUNS["ru", "pl" if number == "pl" else side.real]
            return row[(BEHIND if behind == "него" else PLACES)[case]]
        lemma = "viņš" if side.animate else "tas"
        case = {"ins": "acc" if number == "sg" else "dat"}.get(case, case)
        return latvian.adjective(lemma, side.real, f"{case}.{number}")

    def _adjective(self, lemma: str, slot: Slot) -> str:
        noun = self._filled.drawn.get(slot.target)
        if not isinstance(noun, Noun):
            raise FrameError(f"{self._filled.frame.where}: {slot.name} has nothing to agree with.")
        side = noun.sides[self._tag]
        form = set(slot.form)
        case = next((one for one in CASES if one in form), "nom")
        number = self._count(slot.target, side)
        if "n" in form:
            number = "pl"
        if self._tag == "en":
            return _english_adjective(lemma, number, form)
        gender = side.real if "real" in form else side.gender
        if self._tag == "ru":
            return _russian_adjective(lemma, gender, f"{case}.{number}", form, animate=side.animate)
        if "cmp" in form or "sup" in form:
            lemma = latvian.compare(lemma, highest="sup" in form)
        case = _after_preposition(case, number)
        return latvian.adjective(lemma, gender, f"{case}.{number}", definite="def" in form)

    def _verb(self, lemma: str, slot: Slot) -> str:
        tense = next((one for one in slot.form if one in TENSES), "past")
        subject = self._filled.drawn.get("who" if slot.kind == "word" else slot.target)
        person, number, gender = 3, "sg", "m"
        if isinstance(subject, Noun):
            side = subject.sides[self._tag]
            number = self._count("who" if slot.kind == "word" else slot.target, side)
            person, gender = side.person, side.real
        elif tense not in {"inf", "ing", "pp", "cond", "deb"}:
            raise FrameError(f"{self._filled.frame.where}: {lemma} has no subject.")
        if self._tag == "en":
            return english.verb(lemma, tense, person, number)
        if self._tag == "lv":
            if tense == "pass":
                return latvian.adjective(f"{lemma}s", gender, f"nom.{number}")
            return self._lexicon.latvian_verb(lemma).form(tense, person, number)
        if tense == "pass":
            return russian.passive(lemma, number, gender)
        first, space, rest = lemma.partition(" ")
        return russian.verb(first, tense, person, number, gender) + space + rest

    def _number(self, number: Number, slot: Slot) -> str:
        value = number.value
        if not number.words or "digits" in slot.form:
            return str(value)
        word = NUMERALS[self._tag].split()[value]
        noun = self._filled.drawn.get(slot.target)
        if self._tag == "en" or not isinstance(noun, Noun):
            return word
        side = noun.sides[self._tag]
        if self._tag == "ru":
            return "две" if value == 2 and side.gender == "f" else word  # noqa: PLR2004
        case = next((one for one in CASES if one in slot.form), "nom")
        if value == 3 and case == "dat":  # noqa: PLR2004
            return "trim"
        if value in {3, 10}:
            return word
        return latvian.adjective(word[:-1] + "s", side.gender, f"{case}.pl")

    def _counted(self, noun: Noun, name: str, case: str) -> str:
        """Write a Russian noun as its number wants it; "" for other languages."""
        if self._tag != "ru" or case != "nom":
            return ""
        value = self._value(name)
        side = noun.sides["ru"]
        found = russian.Noun(side.forms, side.gender, side.animate, "", side.fixed)
        return russian.counted(noun.key.split("/")[0], found, value)

    def _one(self, name: str) -> bool:
        value = self._value(name)
        if self._tag == "lv":
            return value % 10 == 1 and value % 100 != 11  # noqa: PLR2004
        return value == 1

    def _value(self, name: str) -> int:
        for key, found in self._filled.drawn.items():
            if isinstance(found, Number) and key.split(">")[0] == name:
                return found.value
        raise FrameError(f"{self._filled.frame.where}: no number {name}.")

    def _count(self, name: str, side: Side) -> str:
        wanted = "pl" if name in self._filled.frame.sides[self._tag].plural else "sg"
        return side.fixed or wanted


def _english_pronoun(side: Side, number: str, form: set[str]) -> str:
    """Write it, him, her ... for a noun where the form asks so; "" where it does not."""
    if "me" in side.forms:
        other = {"them": "me", "its": "my", "it": "sg"}
        wanted = [one for one in ("me", "my", "self", "mine", *other) if one in form]
        return side.forms[other.get(wanted[0], wanted[0])] if wanted else ""
    same = {"me": "them", "my": "its"}
    for one in ("it", "them", "its", "self", *same):
        if one in form:
            return ENGLISH["pl" if number == "pl" else side.gender][same.get(one, one)]
    return ""


def _russian(noun: Noun, side: Side, number: str, case: str) -> str:
    if case in {"in", "to", "from"}:
        on = "na" in noun.flags
        if case == "in":
            text = side.forms["in"] if number == "sg" else side.forms["loc.pl"]
            return ("на " if on else "в ") + text
        if case == "to":
            return ("на " if on else "в ") + side.forms[f"acc.{number}"]
        return ("с " if on else "из ") + side.forms[f"gen.{number}"]
    return side.forms[f"{case}.{number}"]


def _latvian(side: Side, number: str, case: str, noun: Noun) -> str:
    if case == "in":
        return (
            ("pie " + side.forms[f"gen.{number}"])
            if "pie" in noun.flags
            else side.forms[f"loc.{number}"]
        )
    if case == "to":
        return "uz " + side.forms[f"{'acc' if number == 'sg' else 'dat'}.{number}"]
    if case == "from":
        return "no " + side.forms[f"{'gen' if number == 'sg' else 'dat'}.{number}"]
    return side.forms[f"{_after_preposition(case, number)}.{number}"]


def _after_preposition(case: str, number: str) -> str:
    """In Latvian every preposition takes the dative of the plural, and "with" the accusative."""
    if case in {"pgen", "pacc", "pdat", "ins"}:
        if number == "pl":
            return "dat"
        return {"pgen": "gen", "pdat": "dat"}.get(case, "acc")
    return case


def _english_adjective(lemma: str, number: str, form: set[str]) -> str:
    if lemma in {"this", "that"} and number == "pl":
        return {"this": "these", "that": "those"}[lemma]
    if "cmp" in form or "sup" in form:
        return english.compare(lemma, highest="sup" in form)
    return lemma


def _russian_adjective(lemma: str, gender: str, key: str, form: set[str], *, animate: bool) -> str:
    before, _, last = lemma.rpartition(" ")
    if "cmp" in form:
        shorter = russian.comparative(last)
        if shorter:
            return shorter
        before = "более"
    word = russian.adjective(last, gender, key, animate=animate)
    if "sup" in form:
        return f"{russian.adjective('самый', gender, key, animate=animate)} {word}"
    return f"{before} {word}".strip()
