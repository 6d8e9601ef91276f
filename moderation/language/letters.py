"""What is written: scripts, look-alike letters, invisible characters, and the words that count.

Everything here works on code points and knows nothing of languages.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

INVISIBLE: Final = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
UNSEEN: Final = re.compile(f"[{INVISIBLE}]+")
# Marks left after composition: stress marks over Cyrillic, decorations over anything.
COMBINING: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+")

# Each alternative stops at the next "<", "{" or white space, so hostile repeats stay linear.
NOT_WORDS: Final = re.compile(
    r"<(?:script|style)\b[^<>]{0,2000}>[^<]{0,2000}"
    r"|</?[a-zA-Z!][^<>]{0,2000}>|&#?\w{1,10};"
    r"|(?:https?://|www\.)\S{1,2000}"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|\b[\w-]{1,40}\.(?:lv|ru|com|org|net|eu|ee|lt|uk|io|example)\b(?:/\S{0,500})?"
    r"|(?<!\w)[@#]\w[\w.]{0,60}"
    r"|\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}|[$#]\{[^{}]{0,500}\}",
    re.IGNORECASE,
)
# 4 and 6 stand for ч and ш in romanised Russian; elsewhere digits end a word.
WORD: Final = re.compile(
    r"(?:[^\W\d_]|[46](?=[a-z'’ʼ])|(?<=[a-z])[46](?![\d\w]))+"
    r"(?:['’ʼ`](?:[^\W\d_]|[46](?=[a-z]))+)*['’`]?",
    re.IGNORECASE,
)
QUOTED: Final = re.compile('«[^«»\n]{1,300}»|“[^“”\n]{1,300}”|„[^„“”\n]{1,300}[“”]|"[^"\n]{1,300}"')

CYRILLIC: Final = "Cyrl"
LATIN: Final = "Latn"

_RANGES: Final = (
    (0x0000, ""),
    (0x0041, LATIN), (0x005B, ""), (0x0061, LATIN), (0x007B, ""), (0x00AA, LATIN), (0x00AB, ""),
    (0x00BA, LATIN), (0x00BB, ""), (0x00C0, LATIN), (0x02B0, ""), (0x0370, "Grek"),
    (0x0400, CYRILLIC), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"), (0x0700, ""),
    (0x0750, "Arab"), (0x0780, ""), (0x08A0, "Arab"), (0x0900, "Deva"), (0x0980, ""),
    (0x0E00, "Thai"), (0x0E80, ""), (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, ""),
    (0x1C80, CYRILLIC), (0x1C90, "Geor"), (0x1CC0, ""), (0x1D00, LATIN), (0x1D80, ""),
    (0x1E00, LATIN), (0x1F00, "Grek"), (0x2000, ""), (0x2C60, LATIN), (0x2C80, ""),
    (0x2DE0, CYRILLIC), (0x2E00, ""), (0x3040, "Jpan"), (0x3100, "Hani"), (0x3130, "Hang"),
    (0x3190, "Hani"), (0xA000, ""), (0xA640, CYRILLIC), (0xA6A0, ""), (0xA720, LATIN),
    (0xA800, ""), (0xAC00, "Hang"), (0xD7B0, ""), (0xF900, "Hani"), (0xFB00, ""),
    (0xFB50, "Arab"), (0xFE00, ""), (0xFF21, LATIN), (0xFF5B, ""), (0x20000, "Hani"),
    (0x30000, ""),
)  # fmt: skip
_STARTS: Final = [start for start, _ in _RANGES]

# Letters drawn alike in the two scripts. Lower-case k, m, t, h and b differ in most typefaces,
# but stand in for Cyrillic often enough inside a word that is plainly Cyrillic.
_TO_CYRILLIC: Final = dict(
    zip("aceopxykmthbiABCEHKMOPTXYIëËïÏ", "асеорхукмтнвіАВСЕНКМОРТХУІёЁїЇ", strict=True)
)
_TO_LATIN: Final = dict(
    zip("асеорхукмтіјѕԁӏАВСЕНКМОРТХУІЈЅҮ", "aceopxykmtijsdlABCEHKMOPTXYIJSY", strict=True)
)
TO_CYRILLIC: Final = str.maketrans(_TO_CYRILLIC)
TO_LATIN: Final = str.maketrans(_TO_LATIN)


class Word(NamedTuple):
    """One word that counts as evidence: as written, its script, and whether it mixed scripts."""

    text: str
    script: str
    mixed: bool


def script_of(letter: str) -> str:
    """Return the ISO 15924 code of a letter's script, "" for anything that is not a letter."""
    return _RANGES[bisect_right(_STARTS, ord(letter)) - 1][1] if letter.isalpha() else ""


def visible(text: str) -> str:
    """Drop zero-width, bidirectional and control characters; keep white space and emoji."""
    return UNSEEN.sub("", text)


def plain(text: str) -> str:
    """Return what can be read as words: composed, without markup, addresses or invisible marks."""
    composed = unicodedata.normalize("NFC", visible(text))
    return COMBINING.sub("", NOT_WORDS.sub(" ", composed))


def words(text: str) -> list[Word]:
    """Return the words of `plain` text in order, each in one script.

    A word that mixes Latin and Cyrillic is put into the script of its letters that have no
    double in the other; if all have, into the script most other words are in.
    """
    found = [(match[0], _scripts(match[0])) for match in WORD.finditer(text)]
    cyrillic = sum(scripts == {CYRILLIC} for _, scripts in found)
    latin = sum(scripts == {LATIN} for _, scripts in found)
    usual = CYRILLIC if cyrillic >= latin else LATIN
    return [_settle(word, scripts, usual) for word, scripts in found if scripts]


def unlike(word: str, script: str) -> str:
    """Put the look-alike letters of a mixed `word` into `script` (Cyrl or Latn)."""
    return word.translate(TO_CYRILLIC if script == CYRILLIC else TO_LATIN)


def mixed_script(word: str, usual: str = CYRILLIC) -> str:
    """Return the script that a word mixing Latin and Cyrillic belongs to."""
    cyrillic = sum(script_of(c) == CYRILLIC and c not in _TO_LATIN for c in word)
    latin = sum(script_of(c) == LATIN and c not in _TO_CYRILLIC for c in word)
    if cyrillic == latin:
        return usual
    return CYRILLIC if cyrillic > latin else LATIN


def is_mixed(word: str) -> bool:
    """Tell whether a word holds both Latin and Cyrillic letters."""
    return {CYRILLIC, LATIN} <= _scripts(word)


def _settle(word: str, scripts: set[str], usual: str) -> Word:
    if {CYRILLIC, LATIN} <= scripts:
        script = mixed_script(word, usual)
        return Word(unlike(word, script), script, mixed=True)
    return Word(word, next(iter(scripts)) if len(scripts) == 1 else _most(word), mixed=False)


def _most(word: str) -> str:
    counts: dict[str, int] = {}
    for letter in word:
        script = script_of(letter)
        if script:
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: (counts[script], script))


def _scripts(word: str) -> set[str]:
    if word.isascii():
        return {LATIN} if any(map(str.isalpha, word)) else set()
    return {script for script in map(script_of, word) if script}


def without_quotes(text: str) -> str:
    """Blank out quoted stretches when more words stand outside the quotation than within."""
    outside = QUOTED.sub(" ", text)
    if outside == text or sum(1 for _ in _word_spans(outside)) * 2 <= sum(
        1 for _ in _word_spans(text)
    ):
        return text
    return outside


def _word_spans(text: str) -> Iterator[re.Match[str]]:
    return WORD.finditer(text)
