"""Finding an address or a date in a mangled translation by the numbers that stayed."""

from __future__ import annotations

import re

NUMBER = re.compile(r"\d+")
MONTH = (
    r"(?:Jan\w*|Feb\w*|March|April|May|June|July|Aug\w*|Sept?\w*|Oct\w*|Nov\w*|Dec\w*|year|years)"
)
CAPITALS = re.compile(r"(?:[A-ZĀČĒĢĪĶĻŅŠŪŽ][\w’'-]*,?\s(?:[Ss]treet,?\s|iel\w\s)?){1,3}\Z")
TOWN = re.compile(r"(?:,\s[A-ZĀČĒĢĪĶĻŅŠŪŽ][\w-]{2,25}){1,2}")
MONTHS = re.compile(rf"(?:\W{{1,3}}(?:in|of|the|on)?\s?{MONTH}\b){{1,2}}")
MONTH_BEFORE = re.compile(rf"\b{MONTH}\W{{1,3}}\Z")
GAP = 24  # characters between two numbers of one address or date
FEWEST = 2  # digits by which an address can be known again


def by_numbers(surface: str, kind: str, target: str) -> tuple[int, int] | None:
    """Return where the numbers of an address or a date stand together in `target`, or None.

    At least half of the digits must be there, two of them in one number or in a row. The words
    around that belong to it go with it: a street before, a town or a month after.
    """
    wanted = NUMBER.findall(surface)
    if sum(map(len, wanted)) < FEWEST:
        return None
    runs: list[list[re.Match[str]]] = []
    for match in NUMBER.finditer(target):
        if match[0] not in wanted:
            continue
        if runs and match.start() - runs[-1][-1].end() <= GAP:
            runs[-1].append(match)
        else:
            runs.append([match])
    if not runs:
        return None
    best = max(runs, key=_digits)
    if 2 * _digits(best) < sum(map(len, wanted)):
        return None
    return _widened(best[0].start(), best[-1].end(), kind, target)


def _digits(run: list[re.Match[str]]) -> int:
    return sum(len(match[0]) for match in run)


def _widened(start: int, end: int, kind: str, target: str) -> tuple[int, int]:
    if kind == "address":
        before = CAPITALS.search(target, max(0, start - 60), start)
        if before and before.start() > 0 and target[before.start() - 1] == " ":
            start = before.start()
        after = TOWN.match(target, end)
    else:
        before = MONTH_BEFORE.search(target, max(0, start - 16), start)
        start = before.start() if before else start
        after = MONTHS.match(target, end)
    return start, after.end() if after else end
