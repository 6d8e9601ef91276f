"""Telephone numbers, in digits and in words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import phonenumbers

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

CANDIDATE = re.compile(
    r"(?<![\w.,/№#-])(?:\+|00)?\(?\+?\d(?:[ \t().–—‑/-]{0,3}\d){6,14}(?![\w]|[.,-]\d)"
)
CUE = re.compile(
    r"(?:\bt[āa]l[rš]|\btel|\bphone|\bmob|\bcall|\bring\b|zvan|zvan[īi]|тел\b|телефон|\bтел\.|звон"
    r"|позвон|номер|whats|ватс|viber|вайбер|telegram|numur|number|\bsms|смс|contact|kontakt|контакт"
    r"|\bm\.\s|моб)",
    re.IGNORECASE,
)
ORDER = re.compile(
    r"(?:pasūt|pasut|rēķin|rekin|čeka\b|līgum|ligum|заказ|сч[её]т|договор|квитанц|накладн|order"
    r"|invoice|receipt|contract|tracking|booking|rezerv|брон|№|#|\bnr|artik|артик|sūtījum|посылк)"
    r"(?:[^.!?\n\d]|n[or]\.){0,20}$",
    re.IGNORECASE,
)
DATE = re.compile(
    r"(?:19|20)\d\d[-./](?:0[1-9]|1[0-2])[-./](?:0[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:19|20)\d\d"
)
HOURS = re.compile(r"\d{1,2}[.:]\d\d\s?[-–—]\s?\d{1,2}[.:]\d\d")
YEARS = re.compile(r"(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d")
REGIONS = ("LV", "LT", "EE", "RU", "UA", "SE", "GB", "DE")
LATVIAN = re.compile(r"[268]\d{7}")
ESTONIAN = re.compile(r"5\d{6,7}|[67]\d{6}")
SPOKEN = (
    "nulle|viens|viena|divi|divas|trīs|tris|četri|cetri|pieci|seši|sesi|septiņi|septini|astoņi"
    "|astoni|deviņi|devini|ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять|десять"
    "|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|сто|двести"
    "|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|plus|plyus|плюс|pluss"
    "|desmit|divdesmit|trīsdesmit|četrdesmit|piecdesmit|sešdesmit|simts"
)
WORDS = re.compile(
    rf"\b(?:{SPOKEN}|\d{{1,3}})(?:[\s,.–-]{{1,3}}(?:{SPOKEN}|\d{{1,3}})){{4,19}}\b", re.IGNORECASE
)
SPOKEN_WORD = re.compile(rf"\b(?:{SPOKEN})\b", re.IGNORECASE)
SPOKEN_ENOUGH, SPOKEN_AFTER_CUE = 7, 4


def phones(text: str) -> Iterator[Finding]:
    """Yield a finding for each telephone number in `text`.

    Offsets are code points, end exclusive. 0.95 with an international prefix; 0.85 by the shape of
    a Latvian number or after a word such as "tel."; 0.7 as a valid national number of LV, LT, EE,
    RU, UA, SE, GB or DE. Dates and what follows an order word are not numbers. Never raises.
    """
    for match in CANDIDATE.finditer(text):
        score, why = _judge(text, match)
        if score:
            yield Finding("phone", *match.span(), score, why)
    if SPOKEN_WORD.search(text):
        yield from _spoken(text)


def _judge(text: str, match: re.Match[str]) -> tuple[float, str]:
    """Return the score and reason of a candidate, 0 where it is no telephone number."""
    raw, before = match[0], text[max(0, match.start() - 40) : match.start()]
    digits = re.sub(r"\D", "", raw)
    if DATE.fullmatch(raw) or YEARS.fullmatch(raw) or HOURS.fullmatch(raw) or ORDER.search(before):
        return 0.0, ""
    if raw.lstrip("(").startswith(("+", "00")):
        return (0.95, "phone_international") if _possible(digits.removeprefix("00")) else (0.0, "")
    if LATVIAN.fullmatch(digits):
        return 0.85, "phone_latvian"
    if CUE.search(before):
        return 0.85, "phone_named"
    if digits.startswith(("371", "372", "370", "7", "8", "0", "44", "49", "46", "380")) and _valid(
        digits
    ):
        return 0.7, "phone_national"
    return (0.6, "phone_estonian") if "372" in digits[:3] and ESTONIAN.match(digits) else (0.0, "")


def _spoken(text: str) -> Iterator[Finding]:
    """Yield numbers said in words: seven number words in a row, or fewer after a cue."""
    for match in WORDS.finditer(text):
        spoken = len(SPOKEN_WORD.findall(match[0]))
        cued = CUE.search(text[max(0, match.start() - 30) : match.start()])
        if spoken >= SPOKEN_ENOUGH or (cued and spoken >= SPOKEN_AFTER_CUE):
            yield Finding("phone", *match.span(), 0.7, "phone_spoken")


@lru_cache(maxsize=4096)
def _possible(digits: str) -> bool:
    """Tell whether digits after "+" begin with a country code and have a fitting length."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse("+" + digits))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=4096)
def _valid(digits: str) -> bool:
    """Tell whether the digits are a number somebody can have in one of our regions."""
    for region in REGIONS:
        for candidate in (digits, "+" + digits):
            try:
                if phonenumbers.is_valid_number(phonenumbers.parse(candidate, region)):
                    return True
            except phonenumbers.NumberParseException:
                continue
    return False
