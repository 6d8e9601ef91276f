"""The texts that detectors are asked about, in rows of (text, truth).

Whole texts and their first 1, 2, 3 and 5 words, of the reviews given and, if there, of public
sentences; Latvian stripped of its diacritics; Russian in Latin letters by four habits; other
languages. What is drawn is drawn with a fixed seed.
"""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Final

from babel.messages.mofile import read_mo

from evaluation.language.tally import OURS, REGION
from moderation.language.letters import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from evaluation.common import LabelledReview

Row = list[tuple[str, str]]

SAMPLE: Final = 80  # public sentences a language
SEED: Final = 6
CUTS: Final = (1, 2, 3, 5)
PUBLIC: Final = ("flores-devtest", "ntrex", "wmt17", "tico19-medical")
WHOLE: Final = "whole"
PLAIN: Final = "no diacritics"
ROMANISED: Final = "romanised"
ELSEWHERE: Final = "other languages"
ENOUGH: Final = 3  # words of an interface message that make it count
TECHNICAL: Final = re.compile(r"%\(|[A-Z]{2}")

# Four ways Russian is typed in Latin letters, in the order of the alphabet below.
ALPHABET: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
HABITS: Final = tuple(
    dict(zip(ALPHABET, habit.replace("-", "\0").split(), strict=True))
    for habit in (
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia",
        "a b v g d e jo zh z i j k l m n o p r s t u f h c ch sh shh '' y ' je ju ja",
        "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sch ' y ' e yu ya",
        "a b v g d e e j z i i k l m n o p r s t u f h c 4 6 w - y - e u ya",
    )
)


def cut_name(count: int) -> str:
    """Name the row of first words."""
    return f"{count} words" if count > 1 else "1 word"


def rows(
    reviews: Sequence[LabelledReview], public: Path | None, sample: int = SAMPLE
) -> dict[tuple[str, str], Row]:
    """Return the rows by what they hold and where it is from: ("5 words", "reviews").

    `public` is a folder with lv/ and ru/, or None; `sample` sentences a language are drawn of it.
    """
    known = [
        r for r in reviews if r.language in OURS and not r.hostile and "translit" not in r.notes
    ]
    sources: dict[str, Row] = {"reviews": [(r.text, r.language) for r in known]}
    if drawn := _drawn(public, sample):
        sources["public"] = drawn
    found: dict[tuple[str, str], Row] = {}
    for name, texts in sources.items():
        found[WHOLE, name] = texts
        for count in CUTS:
            found[cut_name(count), name] = [
                (cut, tag) for text, tag in texts if (cut := first_words(text, count))
            ]
    every = [each for texts in sources.values() for each in texts]
    found[PLAIN, "made"] = [(_stripped(text), "lv") for text, tag in every if tag == "lv"]
    found[ROMANISED, "reviews"] = [(r.text, "ru-Latn") for r in reviews if "translit" in r.notes]
    russian = [text for text, tag in every if tag == "ru"]
    found[ROMANISED, "made"] = [
        (_romanised(text, number), "ru-Latn") for number, text in enumerate(russian)
    ]
    found[ELSEWHERE, "reviews"] = [(r.text, r.language) for r in reviews if _elsewhere(r)]
    found[ELSEWHERE, "interfaces"] = [(line, tag) for tag in REGION[3:] for line in _interface(tag)]
    return found


def first_words(text: str, count: int) -> str:
    """Return the first `count` words as written, "" if there are fewer or none has a letter."""
    found = text.split()
    cut = " ".join(found[:count])
    return cut if len(found) >= count and any(map(str.isalpha, cut)) else ""


def _elsewhere(review: LabelledReview) -> bool:
    return review.language in REGION and review.language not in OURS


def _drawn(public: Path | None, sample: int) -> Row:
    """Draw public sentences of each of our languages."""
    random = Random(SEED)  # noqa: S311 - a sample, not a secret
    drawn: Row = []
    for tag in OURS:
        lines = list(dict.fromkeys(_public(public, tag)))
        drawn += [(line, tag) for line in random.sample(lines, min(sample, len(lines)))]
    return drawn


def _public(public: Path | None, tag: str) -> Iterator[str]:
    """Read every public sentence of a language; the English ones stand beside both others."""
    if public is None:
        return
    for folder in ("lv", "ru") if tag == "en" else (tag,):
        for name in PUBLIC:
            path = public / folder / f"{name}.{tag}"
            if path.exists():
                yield from filter(str.strip, path.read_text(encoding="utf-8").split("\n"))


def _interface(tag: str) -> list[str]:
    """Return WTForms' own messages in a language: sentences at hand that nothing was fitted on."""
    path = files("wtforms").joinpath("locale", tag, "LC_MESSAGES", "wtforms.mo")
    if not path.is_file():
        return []
    with path.open("rb") as file:
        strings = [
            message.string
            for message in read_mo(file)
            if message.id and message.string != message.id
        ]
    whole = [text if isinstance(text, str) else (text or ("",))[0] for text in strings]
    return [
        text for text in whole if len(WORD.findall(text)) >= ENOUGH and not TECHNICAL.search(text)
    ]


def _stripped(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _romanised(text: str, number: int) -> str:
    habit = HABITS[number % len(HABITS)]
    return "".join(
        (latin.capitalize() if letter.isupper() else latin).replace("\0", "")
        for letter in text
        for latin in [habit.get(letter.lower(), letter)]
    )
