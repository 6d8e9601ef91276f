"""Cuts of text to fit on: a word, two, five, a whole line; with and without diacritics."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from moderation.language.letters import plain, words
from training.language import texts
from training.language.romanise import romanise

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

Sources = dict[str, list[tuple[float, list[str]]]]

HELD_OUT: Final = 10
# How often those who write with diacritics leave them out, and in which languages.
PLAINLY_TYPED: Final = 0.15
DECORATED: Final = ("et", "lt", "de", "pl", "fi", "sv", "xx")
CUTS: Final = (1, 1, 1, 2, 2, 2, 3, 3, 5, 5, 8, 12, 40)
LATIN_SHARES: Final = {
    "lv": 0.25, "en": 0.25, "ru-Latn": 0.12, "et": 0.045, "lt": 0.06, "de": 0.045, "pl": 0.045,
    "fi": 0.045, "sv": 0.045, "xx": 0.095,
}  # fmt: skip
CYRILLIC_SHARES: Final = {"ru": 0.55, "uk": 0.2, "be": 0.12, "xx": 0.13}
# Before spelling reform and keyboards with diacritics, and in chats still.
DOUBLED: Final = str.maketrans(
    {
        "ā": "aa",
        "ē": "ee",
        "ī": "ii",
        "ū": "uu",
        "š": "sh",
        "č": "ch",
        "ž": "zh",
        "ņ": "nj",
        "ļ": "lj",
        "ķ": "kj",
        "ģ": "gj",
    }
)


def gather(reviews: texts.Texts, folder: Path, wheels: Path, random: Random) -> dict[str, Sources]:
    """Return the weighted sources of the models "latin" and "cyrillic", by language."""
    shown = texts.interfaces(wheels)
    said = texts.everyday()
    lv_ui, en_ui = texts.corpus(folder / "lv", "ui")
    lv_docs, _ = texts.corpus(folder / "lv", "ms-docs")
    lv_bible, en_bible = texts.corpus(folder / "lv", "bible-modern")
    lv_daily, en_daily = texts.corpus(folder / "lv", "tatoeba")
    ru_prose, en_prose = texts.corpus(folder / "ru", "prose")
    ru_words, en_words = texts.corpus(folder / "ru", "words")
    ru_ui, _ = texts.corpus(folder / "ru", "ui")
    latin: Sources = {
        "lv": [
            (6, reviews["lv"]),
            (0.6, lv_daily),
            (1, lv_ui),
            (1, lv_bible),
            (0.7, lv_docs),
            (0.7, shown["lv"]),
        ],
        "en": [
            (5, reviews["en"]),
            (0.5, en_daily),
            (1, en_ui),
            (0.5, en_bible),
            (1.5, en_prose),
            (1, en_words),
            (0.7, shown["en"]),
        ],
        "ru-Latn": [(6, reviews["ru"]), (2, ru_prose), (1, ru_words)],
        "xx": [_elsewhere(tag, shown, random) for tag in texts.ELSEWHERE] + [(0.6, _noise(random))],
    }
    cyrillic: Sources = {
        "ru": [(5, reviews["ru"]), (2, ru_prose), (1, ru_words), (1, ru_ui), (1, shown["ru"])],
        "xx": [_elsewhere(tag, shown, random) for tag in texts.ELSEWHERE_CYRILLIC],
    }
    for tag in texts.REGION:
        model = cyrillic if tag in ("uk", "be") else latin
        model[tag] = [(4, shown[tag]), (2.5, said[tag]), (3, texts.invented(tag, 8000, random))]
        model[tag] = [(weight, lines) for weight, lines in model[tag] if lines]
    latin["xx"].append((2.0, said["xx"]))
    cyrillic["xx"].append((0.8, said["xc"]))
    return {"latin": latin, "cyrillic": cyrillic}


def kept(sources: Sources, *, held_out: bool) -> Sources:
    """Return every tenth line of each source, which nothing is fitted on, or all the others."""
    return {
        tag: [
            (w, [line for n, line in enumerate(lines) if (n % HELD_OUT == 0) == held_out])
            for w, lines in each
        ]
        for tag, each in sources.items()
    }


def draw(
    sources: Sources, shares: dict[str, float], count: int, random: Random
) -> list[tuple[list[str], str]]:
    """Return `count` samples: lower-cased words and the language they are in."""
    tags = list(shares)
    drawn: list[tuple[list[str], str]] = []
    while len(drawn) < count:
        tag = random.choices(tags, list(shares.values()))[0]
        lines = random.choices(
            [lines for _, lines in sources[tag]], [weight for weight, _ in sources[tag]]
        )[0]
        found = cut(_spelt(random.choice(lines), tag, random), random.choice(CUTS), random)
        if found:
            drawn.append((found, tag))
    return drawn


def cut(line: str, length: int, random: Random) -> list[str]:
    """Return up to `length` words in a row from anywhere in a line, lower-cased."""
    found = [word.text.lower() for word in words(plain(line))]
    start = random.randrange(max(1, len(found) - length + 1))
    return found[start : start + length]


def stripped(text: str) -> str:
    """Return text without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _spelt(line: str, tag: str, random: Random) -> str:
    if tag == "ru-Latn":
        return romanise(line, random)
    if tag == "lv":
        return random.choices(LATVIAN_HABITS, LATVIAN_SHARES)[0](line, random)
    return stripped(line) if tag in DECORATED and random.random() < PLAINLY_TYPED else line


def _as_written(line: str, _: Random) -> str:
    return line


def _without_diacritics(line: str, _: Random) -> str:
    return stripped(line)


def _half_without(line: str, random: Random) -> str:
    return "".join(random.choice((letter, stripped(letter))) for letter in line)


def _doubled(line: str, _: Random) -> str:
    return line.lower().translate(DOUBLED)


LATVIAN_HABITS: Final = (_as_written, _without_diacritics, _half_without, _doubled)
LATVIAN_SHARES: Final = (55, 35, 6, 4)


def _elsewhere(tag: str, shown: texts.Texts, random: Random) -> tuple[float, list[str]]:
    return 1.0, shown.get(tag, [])[:6000] + texts.invented(tag, 4000, random)


def _noise(random: Random) -> list[str]:
    """Keyboard mashing and product codes: in no language."""
    rows = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
    return [
        "".join(random.choices(random.choice(rows), k=random.randint(2, 9))) for _ in range(3000)
    ]
