"""Ages, workplaces and rare descriptions: harmless alone, telling together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy import age_words
from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

CAP = r"[A-ZĀČĒĢĪĶĻŅŠŪŽА-ЯЁ]"
AGE = re.compile(
    r"\b(?:мне|маме|папе|мужу|жене|сыну|дочке|дочери|бабушке|дедушке|ему|ей|внуку|внучке|нам|брату"
    r"|сестре|тёще|свекрови|ребёнку|малышу)"
    r"\s(?:было\s|уже\s|всего\s|почти\s|скоро\s|исполнилось\s)?(\d{1,3}(?:\s(?:лет|года?|годик\w*))?)\b"
    r"|\b(?:man|mammai|tētim|tētis|vīram|sievai|dēlam|meitai|omītei|vecmāmiņai|viņam|viņai|mums"
    r"|brālim|māsai|opim|vectēvam|mazdēlam|mazmeitai|bērnam)"
    r"\s(?:ir\s|jau\s|jau ir\s|bija\s|tikai\s)?(\d{1,3}(?:\sgad\w{1,3})?)\b"
    r"|\b(?:i\s?am|i'm|i’m|aged?|she is|he is|she's|he's|who is|is|was)"
    r"\s(\d{1,3}(?:\syears?\sold)?)"
    r"(?=\s?[,.!;)]|\s?\Z|\sand\b)"
    r"|\b(\d{1,3}[- ]years?[- ]old)\b"
    r"|\bв\sвозрасте\s(\d{1,3}(?:\s(?:лет|года?))?)\b|\b(\d{1,3}\sgadu\svecum\w)\b",
    re.IGNORECASE,
)
# "Anna, 67" alone on a line, or "Anna (67)": a signature.
SIGNED_AGE = re.compile(
    rf"(?:\A|\n|[.!?]\s){CAP}[^\W\d_]{{1,20}}(?:\s{CAP}[^\W\d_]{{0,20}}\.?)?(?:,\s|\s\()"
    r"(\d{2}(?:\s(?:лет|года?|gad\w{1,3}|years?(?:\sold)?))?)\)?\.?\s*(?:\Z|\n)"
)
OLDEST = 115
DIGITS = re.compile(r"\d+")
WORKPLACE = re.compile(
    r"\b(?:работаю|работает|служу|преподаю)\s(?:\w+\s){0,3}?(?:в|на)\s"
    r"([«\"][^»\"\n]{2,40}[»\"]|[А-ЯЁ]\w+(?:\s[А-ЯЁ]\w+){0,2})"
    r"|\b(?:strādāju|strādā|mācu)\s(?:\w+\s){0,3}?"
    r"([«„\"][^»”\"\n]{2,40}[»”\"]|[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+"
    r"\s(?:slimnīc|skol|bibliotēk|pagast|vidusskol|bērnudārz|ģimnāzij)\w+)"
    r"|\b(?:I|he|she|husband|wife|who)\s(?:work|teach|works|teaches)\s(?:\w+\s){0,3}?"
    r"(?:at|for)\s((?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+){0,3})"
)
RARE = re.compile(
    r"\b(?:единственн\w+|the only)\s(?:\w+\s){1,4}?(?:в|во|на|in|of)\s[A-ZА-ЯЁĀČĒĢĪĶĻŅŠŪŽ]\w+"
    r"|\bvienīg(?:ais|ā|ajam|ajai|o)\s\w+\s(?:\w+\s)?[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+[āēīs]\b",
)


def ages(text: str) -> Iterator[Finding]:
    """Yield a finding for each age of a person; "years old" stands inside. Never raises."""
    for pattern in (AGE, SIGNED_AGE):
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            if 0 < int(DIGITS.findall(match[group])[0]) <= OLDEST:
                yield Finding("age", match.start(group), match.end(group), 0.6, "age")


def ages_in_words(text: str) -> Iterator[Finding]:
    """Yield a finding for each age of a person written in words. Never raises."""
    for match in age_words.PATTERN.finditer(text):
        group = match.lastindex or 0
        yield Finding("age", match.start(group), match.end(group), 0.6, "age")


def workplaces(text: str) -> Iterator[Finding]:
    """Yield a finding for each named place the writer or a relative works at. Never raises."""
    for match in WORKPLACE.finditer(text):
        group = next(index for index in range(1, 4) if match[index])
        yield Finding("workplace", match.start(group), match.end(group), 0.6, "works_at")


def rare(text: str) -> Iterator[Finding]:
    """Yield a finding for each description that fits one person: "the only cellist in Kuldīga"."""
    for match in RARE.finditer(text):
        yield Finding("rare", *match.span(), 0.5, "only_one")
