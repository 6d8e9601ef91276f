"""A review as a recogniser should read it, with the way back to the review as it was written.

People, and those who hide from filters, write with zero-width characters, full-width digits,
decomposed accents, and Latin letters inside Cyrillic words. A view undoes that and remembers where
every character came from, so a finding lands on the original exactly.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from moderation.privacy.finding import Finding

LATIN_TWINS = "aeopcyxABEKMHOPCTXyiIj"
CYRILLIC_TWINS = "аеорсухАВЕКМНОРСТХуіІј"
TO_CYRILLIC = str.maketrans(LATIN_TWINS, CYRILLIC_TWINS)
TO_LATIN = str.maketrans("аеорсухАВЕКМНОРСТХіІј", "aeopcyxABEKMHOPCTXiIj")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
# All but what needs no second look: ASCII, letters of our alphabets, common punctuation, emoji.
PLAIN = re.compile(r"[\t\n\r -~¡-¬®-ʯЀ-҂Ҋ-ӿ‐-‧‰-⁞₠-⃀℀-⇿─-➿]*")
LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
DROPPED = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class View:
    """A cleaned text; `starts` and `ends` give each character's span in the original, or None."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def back(self, finding: Finding) -> Finding:
        """Return the finding with offsets into the original."""
        if self.starts is None or self.ends is None:
            return finding
        start, end = self.starts[finding.start], self.ends[finding.end - 1]
        return Finding(finding.kind, start, end, finding.score, finding.why, finding.detail)


def view(text: str) -> View:
    """Clean `text` for recognisers; linear in its length and never raises."""
    if PLAIN.fullmatch(text):
        return View(_untwin(text)) if MIXED.search(text) else View(text)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        category = unicodedata.category(character)
        if character in LINE_ENDS:
            shown = "\n"
        elif character in "\t\n":
            shown = character
        elif category in DROPPED:
            continue
        elif category in {"Mn", "Me"}:
            # An accent joins the letter before it; one that joins nothing is dropped.
            if characters and ends[-1] == index:
                joined = unicodedata.normalize("NFC", characters[-1] + character)
                characters[-1] = joined if len(joined) == 1 else characters[-1]
                ends[-1] = index + 1
            continue
        else:
            shown = _plain(character, category)
        characters.append(shown)
        starts.append(index)
        ends.append(index + 1)
    return View(_untwin("".join(characters)), tuple(starts), tuple(ends))


def _plain(character: str, category: str) -> str:
    """Return the ordinary form of one character, always one character."""
    if character < "\x80":
        return character
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    if "\uff00" <= character <= "\uffef" or character >= "\U0001d400":
        ordinary = unicodedata.normalize("NFKC", character)
        return ordinary if len(ordinary) == 1 else character
    return character


def _untwin(text: str) -> str:
    """Give every word of mixed script back to the script that most of it is written in."""
    return WORD.sub(_one_script, text) if MIXED.search(text) else text


def _one_script(match: re.Match[str]) -> str:
    word = match[0]
    latin, cyrillic = len(LATIN.findall(word)), len(CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    as_cyrillic, as_latin = word.translate(TO_CYRILLIC), word.translate(TO_LATIN)
    if not LATIN.search(as_cyrillic):
        # Both may succeed for "сор"; the letters that have no twin decide, else the majority.
        return as_latin if not CYRILLIC.search(as_latin) and latin > cyrillic else as_cyrillic
    return word if CYRILLIC.search(as_latin) else as_latin
