"""Sources as people type them: no diacritics, no capitals, typos, romanised Russian.

The target stays as it is, so the model learns to read the careless text as if it were careful.
Everything here is pure: the same text, tag and random state give the same result.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Final

from training.language.romanise import romanise

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Change = Callable[[str, Random], str]

CYRILLIC_TAGS: Final = frozenset({"ru", "uk", "be", "bg", "sr", "mk"})
LOOK_ALIKES: Final = dict(zip("аеорсухАВЕКМНОРСТХ", "aeopcyxABEKMHOPCTX", strict=True))
# How Latvians wrote before their letters were on every keyboard, and some still do.
DOUBLED: Final = {
    "ā": "aa", "č": "ch", "ē": "ee", "ģ": "gj", "ī": "ii", "ķ": "kj",
    "ļ": "lj", "ņ": "nj", "š": "sh", "ū": "uu", "ž": "zh",
}  # fmt: skip
EMOJI: Final = ("👍", "❤️", "😊", "🙏", "😡", "👎", "🔥", "🎉", ")))", ":)", ":(", "!!!", "??")
LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
WORD: Final = re.compile(r"[^\W\d_]{4,}")
ALPHABETS: Final = {
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "latin": "abcdefghijklmnopqrstuvwxyz",
}
LOOK_ALIKE_SHARE: Final = 0.3
KEPT_COMMAS: Final = 0.2
FEW_TYPOS, LETTERS_A_TYPO = 1, 40


def noisy(text: str, tag: str, random: Random) -> str:
    """Return `text`, of language `tag`, as somebody may have typed it; mostly unchanged.

    Each kind of carelessness is drawn by itself, at the shares in `_changes`, so now and then two
    meet. A text is never emptied.
    """
    changed = text
    for share, change in _changes(tag):
        if random.random() < share:
            changed = change(changed, random)
    return changed if changed.strip() else text


def strip_diacritics(text: str) -> str:
    """Return `text` with bare Latin letters: "šķiņķis" is "skinkis". Cyrillic й stays."""
    return "".join(_bare(letter) for letter in unicodedata.normalize("NFC", text))


def double_letters(text: str) -> str:
    """Return Latvian with its marks written as letters: "šūt" is "shuut"."""
    return "".join(_doubled(letter) for letter in text)


def without_punctuation(text: str, random: Random) -> str:
    """Drop the mark that ends a text, and often its commas."""
    bare = text.rstrip(".!?… ")
    return bare if random.random() < KEPT_COMMAS else bare.replace(",", "")


def look_alikes(text: str, random: Random) -> str:
    """Swap some Cyrillic letters for Latin ones that look the same."""
    return "".join(
        LOOK_ALIKES[letter]
        if letter in LOOK_ALIKES and random.random() < LOOK_ALIKE_SHARE
        else letter
        for letter in text
    )


def typos(text: str, random: Random, *, alphabet: str) -> str:
    """Mistype a letter or a few, in words of four letters and more, never their first."""
    for _ in range(FEW_TYPOS + random.randrange(1 + len(text) // LETTERS_A_TYPO)):
        words = list(WORD.finditer(text))
        if not words:
            return text
        word = random.choice(words)
        at = random.randrange(word.start() + 1, word.end())
        text = random.choice((_drop, _double, _swap, partial(_slip, alphabet=alphabet)))(
            text, at, random
        )
    return text


def add_emoji(text: str, random: Random) -> str:
    """Put an emoji or excited punctuation behind a text, or before it."""
    emoji = random.choice(EMOJI) * random.choice((1, 1, 1, 2, 3))
    if random.random() < 1 / 8:
        return f"{emoji} {text}"
    return text + random.choice((" ", "")) + emoji


def _changes(tag: str) -> tuple[tuple[float, Change], ...]:
    """List the share of texts that meet each kind of carelessness, in the order applied."""
    cyrillic = tag in CYRILLIC_TAGS
    alphabet = ALPHABETS["cyrillic" if cyrillic else "latin"]
    own: tuple[tuple[float, Change], ...]
    if tag == "ru":
        own = ((0.5, _without_yo), (0.01, look_alikes), (0.015, romanise))
    elif cyrillic:
        own = ((0.01, look_alikes),)
    else:
        own = ((0.12, lambda text, _: strip_diacritics(text)),)
        if tag == "lv":
            own = ((0.01, lambda text, _: double_letters(text)), *own)
    return (
        (0.05, partial(typos, alphabet=alphabet)),
        *own,
        (0.06, without_punctuation),
        (0.06, lambda text, _: text.lower()),
        (0.015, lambda text, _: text.upper()),
        (0.03, add_emoji),
    )


def _bare(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if LATIN.match(base) else letter


def _doubled(letter: str) -> str:
    pair = DOUBLED.get(letter.lower())
    if pair is None:
        return letter
    return pair if letter.islower() else pair.capitalize()


def _without_yo(text: str, _: Random) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


def _drop(text: str, at: int, _: Random) -> str:
    return text[:at] + text[at + 1 :]


def _double(text: str, at: int, _: Random) -> str:
    return text[:at] + text[at] + text[at:]


def _swap(text: str, at: int, _: Random) -> str:
    """Swap the letter at `at` with the next of its word."""
    if at < len(text) - 1 and text[at + 1].isalpha():
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def _slip(text: str, at: int, random: Random, *, alphabet: str) -> str:
    return text[:at] + random.choice(alphabet) + text[at + 1 :]
