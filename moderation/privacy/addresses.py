"""Street addresses and farmsteads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

CAP = r"[A-ZĀČĒĢĪĶĻŅŠŪŽА-ЯЁ]"
NAME = rf"(?:{CAP}|\d{{1,2}}\.\s?)[\w’'.-]{{1,30}}"
NUMBER = (
    r"\d{1,4}\s?[A-Za-zА-Яа-я]?(?:\s?[-–—/]\s?\d{1,4})?\b(?:,?\s(?:k|к|korp|корп)\.?\s?-?\d{1,3})?"
    r"(?:,?\s?(?:dz|dzīvoklis|кв|квартира|flat|apt|apartment)\.?\s?\d{1,4})?"
)
TOWN = (
    rf"(?:,\s(?:(?:г\.|гор\.|город)\s?)?{CAP}[\w-]{{2,25}}"
    r"(?:\s(?:pagasts|pag\.|novads|nov\.|rajons|волость|край))?){0,2}"
)
POSTCODE = r"(?:,?\sLV[-–\s]?\d{4})?"
LATVIAN = re.compile(
    rf"(?<!\w)(?:{CAP}[\w-]{{2,25}},\s)?(?:{NAME}\s){{1,3}}"
    r"(?:iel[aāuie]\w?|bulv(?:āri?s?|ārī|\.)|prospekt\w*|gatve?\w{0,2}|šosej\w{1,2}|laukum\w{1,2}|dambis|dambī"
    rf"|ceļ[sšaā]|līnij\w{{1,2}}|krastmal\w{{1,2}}|iel\.)\s{NUMBER}{TOWN}{POSTCODE}"
)
RUSSIAN = re.compile(
    rf"(?<!\w)(?:(?:г\.\s?)?{CAP}[\w-]{{2,25}},\s)?"
    r"(?:(?:ул|пр|пер|бул|пл|ш)\.|улиц[аеуы]|проспект\w?|бульвар\w?|переул\w{2,3}|шоссе|набережн\w{2})\s?"
    rf"(?:{NAME}\s?){{1,3}},?\s(?:д\.?\s?|дом\s)?{NUMBER}{TOWN}{POSTCODE}"
)
RUSSIAN_AFTER = re.compile(
    rf"(?<!\w)(?:{CAP}[\w-]{{2,25}},\s)?(?:{NAME}\s){{1,2}}(?:ул\.|улиц[аеуы]|проспект\w?|шоссе),?\s"
    rf"(?:д\.?\s?|дом\s)?{NUMBER}{TOWN}{POSTCODE}"
)
ENGLISH = re.compile(
    rf"(?<!\w)\d{{1,4}}[A-Za-z]?\s(?:{CAP}[a-z’'-]{{1,20}}\s){{1,3}}"
    rf"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Close|Court|Way|Square|Terrace|Crescent|Gardens)\b{TOWN}"
    r"(?:,?\s[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2})?"
)
FARM = re.compile(
    rf"(?:[«„“\"]{CAP}[\w\s-]{{2,30}}[»“”\"],\s)"
    rf"{CAP}[\w-]{{2,25}}\s(?:pagast\w{{0,2}}|pag\.|parish|волость)"
    rf"(?:,\s{CAP}[\w-]{{2,25}}\s(?:novad\w{{0,2}}|nov\.|municipality|край))?{POSTCODE}"
)
INFLECTED_STREET = re.compile(rf"(?<!\w){NAME}\s(?:iel[āau]s?)\s{NUMBER}")
POSTAL = re.compile(r"(?<!\w)LV[-–]\d{4}(?!\d)")
PATTERNS = (
    (FARM, 0.9, "farmstead"),
    (LATVIAN, 0.9, "street"),
    (RUSSIAN, 0.9, "street"),
    (RUSSIAN_AFTER, 0.85, "street"),
    (ENGLISH, 0.85, "street"),
    (INFLECTED_STREET, 0.85, "street"),
    (POSTAL, 0.6, "postcode"),
)
MOST = 50  # addresses compared for overlap; a hostile list must not make it quadratic
HINT = re.compile(
    r"iel|bulv|prosp|gatv|šosej|laukum|damb|ceļ|līnij|krastm|ул|пр|пер|бул|пл|ш|наб|St|Road|Rd|Ave|Lane"
    r"|Drive|Close|Court|Way|Square|Terr|Cresc|Gard|pag|parish|волость|LV"
)


def addresses(text: str) -> Iterator[Finding]:
    """Yield a finding for each street address with its number, or farmstead with its parish.

    Offsets are code points, end exclusive; the town and postcode that belong to it stand inside.
    Never raises.
    """
    if not HINT.search(text):
        return
    taken: list[tuple[int, int]] = []
    for pattern, score, why in PATTERNS:
        for match in pattern.finditer(text):
            end = match.end() - (len(match[0]) - len(match[0].rstrip(" ,.")))
            if any(match.start() < last and first < end for first, last in taken[:MOST]):
                continue
            taken.append((match.start(), end))
            yield Finding("address", match.start(), end, score, why)
