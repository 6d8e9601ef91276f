"""Small places: a village or parish tells who lives there, a city does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy import lexicon, russian
from moderation.privacy.finding import Finding
from moderation.privacy.skeleton import stem
from moderation.privacy.weights import is_place
from moderation.privacy.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterator

CYRILLIC = re.compile(r"[Ѐ-ӿ]")
MOVING = frozenset(
    "no uz pie līdz netālu из в во под до около возле near from in to iz nu at reaching".split()  # noqa: SIM905
)
LIVING = re.compile(
    r"(?:dzīvo\w*|dzivo\w*|жив[уёе]\w{0,3}|прожива\w*|live[sd]?|living|mājās|majas|дома|хутор\w*|hutor\w*|"
    r"laukos|farm\w*|village|деревн\w*|посёл\w*|посел\w*|ciem\w*|pagast\w*|volost\w*|волост\w*|parish|from|no|из)"
)
VILLAGE_BEFORE = frozenset(
    "деревня деревне деревни деревню посёлок посёлке посёлка посёлке поселке поселка село селе села хутор хуторе хутора волость".split()  # noqa: SIM905,E501
)
VILLAGE_AFTER = re.compile(
    r"pagast\w{0,2}|pag|ciem[sāau]?m?|ciematā|parish|village|волост\w{1,2}|muižā"
)
CAP = r"[A-ZĀČĒĢĪĶĻŅŠŪŽА-ЯЁ]"
SIGNED = re.compile(
    rf"(?:\A|\n){CAP}[\w-]{{1,20}}(?: {CAP}[\w-]{{0,20}}\.?)?,\s"
    rf"({CAP}[\w-]{{2,20}}(?: {CAP}[\w-]{{1,20}}){{0,2}})\.?\s*(?:\Z|\n)"
)


def places(text: str, read: list[Word] | None = None) -> Iterator[Finding]:
    """Yield a finding for each small place somebody comes from or lives in.

    Offsets are code points, end exclusive: 0.85 for a listed village, 0.7 for a capitalised word
    that "village", "parish" or "деревня" names one. Cities, countries and sights never. Never
    raises.
    """
    read = words(text) if read is None else read
    for index, word in enumerate(read):
        if not word.capital or _known(word):
            continue
        why = _reason(read, index)
        if why:
            yield Finding(
                "place_small", word.start, word.end, 0.85 if why == "village" else 0.7, why
            )
    for match in SIGNED.finditer(text):
        if not any(_known(word) for word in words("x " + match[1])[1:]):
            yield Finding("place_small", match.start(1), match.end(1), 0.6, "place_in_signature")


def _reason(read: list[Word], index: int) -> str | None:
    word = read[index]
    before = read[index - 1] if index and word.gap in {" ", " «", " „"} else None
    after = read[index + 1] if index + 1 < len(read) and read[index + 1].gap == " " else None
    if after and VILLAGE_AFTER.fullmatch(after.low) and not word.first:
        return "called_village"
    if before and before.low in VILLAGE_BEFORE:
        return "called_village"
    if _small(word):
        where = before is not None and (before.low in MOVING or before.low == "ar")
        locative = word.low.endswith(("ā", "ē", "ī", "os", "ās", "ēs"))
        settled = any(LIVING.fullmatch(each.low) for each in read[max(0, index - 4) : index])
        person = lexicon.latin().get(word.low) if not CYRILLIC.search(word.text) else None
        if person and not locative and not (where and before and before.low not in {"pie", "ar"}):
            return None
        if where or ((locative or settled) and not word.first):
            return "village"
    return None


def _known(word: Word) -> bool:
    """Tell whether the word is a city or no place at all."""
    known = stem(word.low) in lexicon.known_place_stems() and bool(CYRILLIC.search(word.text))
    return known or is_place(word) or word.low in lexicon.stop()


def _small(word: Word) -> bool:
    if not CYRILLIC.search(word.text):
        return word.low in lexicon.small_places()
    read = russian.read(word.low)
    ordinary = read.known and not read.place
    return not ordinary and len(word.low) > 3 and stem(word.low) in lexicon.small_place_stems()  # noqa: PLR2004
