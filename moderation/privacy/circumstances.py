"""Ages, workplaces and rare descriptions: harmless alone, telling together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

AGE = re.compile(
    r"\b(?:мне|маме|папе|мужу|жене|сыну|дочке|дочери|бабушке|дедушке|ему|ей|внуку|внучке)"
    r"\s(?:уже\s|всего\s|почти\s|скоро\s)?(\d{1,3})(?:\s(?:лет|года?|годик\w*))?\b"
    r"|\b(?:man|mammai|tētim|tētis|vīram|sievai|dēlam|meitai|omītei|vecmāmiņai|viņam|viņai)"
    r"\s(?:ir\s|jau\s|jau ir\s)?(\d{1,3})(?:\s(?:gad\w{1,3}))?\b"
    r"|\b(?:i\s?am|i'm|i’m|aged?|she is|he is|is)\s(\d{1,3})(?:\syears?\sold)?"
    r"(?=\s?[,.!;)]|\syears|\sand\b)"
    r"|\b(\d{1,3})[- ]years?[- ]old\b",
    re.IGNORECASE,
)
OLDEST = 115
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
    """Yield a finding for each age of a person; the number alone is the span. Never raises."""
    for match in AGE.finditer(text):
        group = next(index for index in range(1, 5) if match[index])
        if 0 < int(match[group]) <= OLDEST:
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
