"""The lexicon: nouns, adjectives, verbs and set phrases in three languages, ready inflected.

A file is tab-separated; a line "@words" opens a section. In nouns*.tsv it names the classes of the
nouns below, and the columns are Russian, Latvian, English, flags. In adjectives*.tsv it gives a
group and the noun classes that its adjectives fit, in verbs*.tsv a group and the classes of its
objects (columns Russian, Latvian principal parts, English); in phrases*.tsv it names a group.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.packs.grammar import english, latvian, russian

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = Path(__file__).parent / "lexicon"

# What cannot be "very" so: left out of the groups "ygood" and "ybad".
ABSOLUTE: Final = frozenset(
    """
    excellent wonderful great magnificent superb terrible awful dreadful
    amazing delightful perfect flawless unforgettable tremendous unbearable favourite
    delicious ruined broken defective spoiled rotten raw expired
    new free home-made double single separate constant necessary
    vegetarian renovated torn damaged faulty marvellous first-class beloved
    well-known snow-white hidden additional mistaken correct incorrect right
    wrong genuine disgraceful skilled repeat second-hand long-awaited
    unnecessary unsuccessful smiling useless poor-quality flawed swollen left upper
    lower front
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
REGULAR: Final = ("āt", "ot", "āties", "oties")


class LexiconError(Exception):
    """A line of the lexicon that cannot be used; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Side:
    """One language's forms of a noun or pronoun, by key, and what must agree with it."""

    forms: dict[str, str]
    gender: str = "m"
    real: str = "m"
    animate: bool = False
    fixed: str = ""
    person: int = 3


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun, name or pronoun in three languages. `sides` goes by language tag."""

    key: str
    classes: frozenset[str]
    sides: dict[str, Side]
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Word:
    """An adjective, verb or set phrase: lemmas by language, its group, and the classes it fits."""

    kind: str
    group: str
    fits: frozenset[str]
    lemmas: dict[str, str]


@dataclass(slots=True)
class Lexicon:
    """All words. Nouns by class, other words by group; Latvian verbs by infinitive."""

    nouns: dict[str, list[Noun]] = field(default_factory=dict)
    words: dict[str, list[Word]] = field(default_factory=dict)
    verbs: dict[str, latvian.Verb] = field(default_factory=dict)

    def latvian_verb(self, infinitive: str) -> latvian.Verb:
        """Return a verb listed, or one of a regular ending; raises LexiconError."""
        if infinitive in self.verbs:
            return self.verbs[infinitive]
        if infinitive.endswith(REGULAR):
            return latvian.verb(infinitive)
        plain = self.verbs.get(infinitive.removeprefix("ne"))
        if plain is not None and infinitive.startswith("ne"):
            parts = plain.infinitive, plain.present, plain.third, plain.past
            return latvian.Verb(*(f"ne{part}" for part in parts))
        raise LexiconError(f"The principal parts of {infinitive} are not listed.")


def read(folder: Path = HERE) -> Lexicon:
    """Read a folder's lexicon; raises LexiconError naming the line that is wrong."""
    found = Lexicon()
    for noun in PRONOUNS:
        _add(found, noun)
    for path in sorted(folder.glob("*.tsv")):
        for heading, columns, where in _rows(path):
            try:
                _take(found, path.stem.rstrip("0123456789"), heading, columns)
            except (ValueError, KeyError, IndexError) as error:
                raise LexiconError(f"{where}: {error}") from error
    return found


def _rows(path: Path) -> Iterator[tuple[list[str], list[str], str]]:
    heading: list[str] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if line.startswith("@"):
            heading = line[1:].split()
        elif line and not line.startswith("#"):
            yield heading, line.split("\t"), f"{path.name}:{number}"


def _take(found: Lexicon, kind: str, heading: list[str], columns: list[str]) -> None:
    lemmas = dict(zip(("ru", "lv", "en"), columns, strict=False))
    if len(lemmas) < 3:  # noqa: PLR2004 - three languages
        raise ValueError("three columns are needed")
    if kind == "nouns":
        flags = columns[3].split() if len(columns) > 3 else []  # noqa: PLR2004
        more = {flag[1:] for flag in flags if flag.startswith("+")}
        _add(found, _noun(lemmas, frozenset(heading) | more, frozenset(flags)))
        return
    if kind == "verbs":
        parts = latvian.verb(lemmas["lv"])
        found.verbs.setdefault(parts.infinitive, parts)
        lemmas["lv"] = parts.infinitive
    if kind == "adjectives":
        _check_adjective(lemmas)
    fits = frozenset(heading[1].split(",")) if len(heading) > 1 else frozenset()
    groups = [heading[0]]
    if kind == "adjectives" and not lemmas["lv"].startswith("=") and lemmas["en"] not in ABSOLUTE:
        groups.append(f"y{heading[0]}")
    for group in groups:
        found.words.setdefault(group, []).append(Word(kind, group, fits, lemmas))


def _add(found: Lexicon, noun: Noun) -> None:
    for name in sorted(noun.classes):
        found.nouns.setdefault(name, []).append(noun)


def _check_adjective(lemmas: dict[str, str]) -> None:
    russian.adjective(lemmas["ru"].split()[-1], "f", "nom.sg", animate=False)
    if not lemmas["lv"].endswith(("s", "š")) and not lemmas["lv"].startswith("="):
        raise ValueError(f"{lemmas['lv']} is no Latvian adjective")


def _noun(lemmas: dict[str, str], classes: frozenset[str], flags: frozenset[str]) -> Noun:
    ru = russian.noun(lemmas["ru"], flags)
    lv = latvian.noun(lemmas["lv"], flags)
    real = "f" if "f" in flags else "m" if "m" in flags else ""
    living = ru.animate
    person = real or (lv.gender if living else "")
    single, several = lemmas["en"], english.plural(lemmas["en"])
    fixed = "pl" if "p" in flags else "sg" if "u" in flags else ""
    if fixed:
        several = single
    sides = {
        "ru": Side({**ru.forms, "in": ru.second}, ru.gender, person or ru.gender, living, ru.fixed),
        "lv": Side(lv.forms, lv.gender, person or lv.gender, living, lv.fixed),
        "en": Side({"sg": single, "pl": several}, person or "n", person or "n", living, fixed),
    }
    if living:
        classes |= {f"{name}_{person}" for name in classes}
    return Noun("/".join(lemmas.values()), classes, sides, flags)


def _pronoun(key: str, name: str, person: int, gender: str, number: str, *forms: str) -> Noun:
    """Make a pronoun of its forms: Russian nom gen dat ins loc, Latvian, English."""
    own, latvian_forms, english_forms = (one.split() for one in forms)
    ru = dict(zip(("nom", "gen", "dat", "ins", "loc"), own, strict=True)) | {"acc": own[1]}
    ru["in"] = ru["loc"]
    lv = dict(zip(latvian.CASES, latvian_forms, strict=True))
    en = dict(zip(("sg", "me", "my", "self", "mine"), english_forms, strict=True))
    en["pl"] = en["sg"]
    both = ("sg", "pl")

    def side(cases: dict[str, str]) -> Side:
        spread = {f"{case}.{one}": form for case, form in cases.items() for one in both}
        return Side(spread, gender, gender, animate=True, fixed=number, person=person)

    target = Side(en, gender, gender, animate=True, fixed=number, person=person)
    classes = frozenset({*name.split(), "person"})
    return Noun(key, classes, {"ru": side(ru), "lv": side(lv), "en": target})


PRONOUNS: Final = (
    _pronoun(
        "я m", "I me", 1, "m", "sg", "я меня мне мной мне", "es manis man mani manī",
        "I me my myself mine",
    ),
    _pronoun(
        "я f", "I me", 1, "f", "sg", "я меня мне мной мне", "es manis man mani manī",
        "I me my myself mine",
    ),
    _pronoun(
        "мы", "I we", 1, "m", "pl", "мы нас нам нами нас", "mēs mūsu mums mūs mūsos",
        "we us our ourselves ours",
    ),
    _pronoun(
        "он", "he", 3, "m", "sg", "он его ему им нём", "viņš viņa viņam viņu viņā",
        "he him his himself his",
    ),
    _pronoun(
        "она", "he", 3, "f", "sg", "она её ей ей ней", "viņa viņas viņai viņu viņā",
        "she her her herself hers",
    ),
    _pronoun(
        "они", "they", 3, "m", "pl", "они их им ими них", "viņi viņu viņiem viņus viņos",
        "they them their themselves theirs",
    ),
)  # fmt: skip
