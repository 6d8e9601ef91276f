"""Finding in a translation what was found in its source, so that one click redacts both.

A number or address is copied by the translator; a name is declined, stripped of its accents,
transliterated by some scheme, or mangled. So each source finding is sought by exact copy, by
skeleton, by closeness of skeletons, and last as the capitalised word that nothing else explains.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler, Levenshtein

from moderation.privacy import cues, lexicon, remains
from moderation.privacy.finding import Finding
from moderation.privacy.numbers import by_numbers
from moderation.privacy.search import find, settled
from moderation.privacy.skeleton import skeleton, stem
from moderation.privacy.view import view
from moderation.privacy.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = frozenset({"person", "staff", "place_small"})
NUMBERED = frozenset({"address", "date_of_birth"})
CLOSE = 0.86
LOOSE = 0.6
MOST = 400  # findings compared; a hostile text must not make the work quadratic
NOT_DIGIT = re.compile(r"\D")
DIGITS = re.compile(r"\d(?:[\s().–—‑/-]{0,3}\d)*")
ENOUGH_DIGITS = 4
SHORT = 6
Mirrored = tuple[Finding, int | None]


def mirror(
    source: str,
    source_tag: str,
    findings: Sequence[Finding],
    target: str,
    target_tag: str = "en",
) -> list[Mirrored]:
    """Return the findings on `target`, each with the index of the source finding it mirrors.

    Offsets are code points into `target`, end exclusive; sorted, not overlapping. None in place of
    the index marks what recognisers saw on the target itself. Several places may mirror one source
    finding, and one may have no mirror. Never raises.
    """
    del source_tag  # names are compared by skeleton, whichever script or language they come from
    if not target:
        return []
    own = find(target, target_tag)
    seen = view(target)
    read = words(seen.text)
    placed: list[Mirrored] = []
    lost: list[int] = []
    for index, finding in enumerate(findings[:MOST]):
        surface = view(source[finding.start : finding.end]).text
        spans = _copies(surface, finding.kind, seen.text)
        if not spans and finding.kind in NAMES:
            spans = _names(surface, read)
        if not spans and finding.kind in NUMBERED:
            span = by_numbers(surface, finding.kind, seen.text)
            spans = [span] if span else []
        placed += [(_on_target(finding, *span), index) for span in spans]
        if not spans:
            lost.append(index)
    placed += _leftovers(source, findings, lost, read, placed)
    placed += _addresses(source, findings, read)
    placed += _conditions(findings, lost, seen.text, own)
    located = [
        (seen.back(found), index) if found.why.startswith("mirrored") else (found, index)
        for found, index in placed
    ]
    return _merged(located, own, findings)


def _on_target(finding: Finding, start: int, end: int) -> Finding:
    return Finding(finding.kind, start, end, finding.score, "mirrored", finding.detail)


def _copies(surface: str, kind: str, target: str) -> list[tuple[int, int]]:
    """Return where the surface stands letter for letter, or digit for digit for numbers."""
    low, found = surface.lower(), []
    if len(surface) > 1:
        whole = re.compile(rf"(?<!\w){re.escape(low)}(?!\w)")
        found = (
            [match.span() for match in whole.finditer(target.lower())]
            if len(target.lower()) == len(target)
            else []
        )
    digits = NOT_DIGIT.sub("", surface)
    if not found and len(digits) >= ENOUGH_DIGITS and kind not in NAMES | NUMBERED | {"email"}:
        found = [
            match.span()
            for match in DIGITS.finditer(target)
            if NOT_DIGIT.sub("", match[0]) == digits
        ]
    return found


def _names(surface: str, read: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the spans of target words that are the name's words under another spelling."""
    parts = [part for part in re.findall(r"[^\W\d_]+", surface) if len(part) > 1]
    if not parts:
        return []
    hits = [
        word for word in read if _capital(word) and any(alike(part, word.text) for part in parts)
    ]
    spans: list[tuple[int, int]] = []
    for word in hits:
        if spans and spans[-1][1] == word.start - len(word.gap) and word.gap in {" ", "-"}:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return [_with_initial(span, surface, read) for span in spans]


def _with_initial(span: tuple[int, int], surface: str, read: Sequence[Word]) -> tuple[int, int]:
    """Stretch a name over the initial that follows it, if the source has one too."""
    if not re.search(r"\b[^\W\d_]\.?$", surface):
        return span
    for word in read:
        if word.gap == " " and word.start == span[1] + 1 and len(word.text) == 1:
            return span[0], word.end
    return span


def alike(name: str, word: str) -> bool:
    """Tell whether a translator may have written `word` for `name`."""
    bare, other = stem(name), stem(word)
    if bare == other:
        return True
    if min(len(bare), len(other)) < 3:  # noqa: PLR2004
        return skeleton(name) == skeleton(word)
    long = max(len(bare), len(other))
    if Levenshtein.distance(bare, other) <= (1 if long < 7 else 2) and bare[0] == other[0]:  # noqa: PLR2004
        return True
    return bare[0] == other[0] and JaroWinkler.similarity(bare, other) >= CLOSE + 0.06


def _capital(word: Word) -> bool:
    return (
        word.text[:1].isupper()
        and cues.cue(word.low) is None
        and not (word.first and word.low in lexicon.common() and len(word.low) < SHORT)
    )


def _leftovers(
    source: str,
    findings: Sequence[Finding],
    lost: Sequence[int],
    read: Sequence[Word],
    placed: Sequence[Mirrored],
) -> list[Mirrored]:
    """Give each missing name the unexplained capital that is most like it: "Mr Snowflower"."""
    taken = {position for found, _ in placed for position in range(found.start, found.end)}
    free = [
        word
        for word in read
        if word.capital
        and word.start not in taken
        and len(word.text) > 1
        and word.low not in lexicon.stop()
        and word.low not in lexicon.known_places()
        and not (word.first and word.low in lexicon.common())
        and cues.cue(word.low) is None
    ]
    given: list[Mirrored] = []
    for index in lost:
        finding = findings[index]
        if finding.kind not in NAMES or not free:
            continue
        name = skeleton(source[finding.start : finding.end].rsplit(maxsplit=1)[-1])
        best = max(free, key=lambda word: JaroWinkler.similarity(name, skeleton(word.text)))
        near = JaroWinkler.similarity(name, skeleton(best.text)) >= LOOSE
        if near or (len(free) == 1 and not best.first and best.low not in lexicon.common()):
            found = Finding(finding.kind, best.start, best.end, 0.5, "mirrored_leftover")
            given.append((found, index))
            free.remove(best)
    return given


def _addresses(source: str, findings: Sequence[Finding], read: Sequence[Word]) -> list[Mirrored]:
    """Give addresses their towns and streets."""
    return [
        (_on_target(finding, *span), index)
        for index, finding in enumerate(findings[:MOST])
        if finding.kind == "address"
        for span in remains.of_address(source, finding, read, alike)
    ]


def _conditions(
    findings: Sequence[Finding], lost: Sequence[int], target: str, own: Sequence[Finding]
) -> list[Mirrored]:
    """Give the first condition that `own` does not reword what is left of it."""
    missing = [index for index in lost if findings[index].kind == "health"]
    reworded = sum(each.kind == "health" for each in own)
    return [
        (_on_target(findings[index], *span), index)
        for index in missing[reworded : reworded + 1]
        for span in remains.of_conditions(target, own)
    ]


def _merged(
    placed: Sequence[Mirrored], own: Sequence[Finding], findings: Sequence[Finding]
) -> list[Mirrored]:
    """Join mirrors with the target's own findings; where they touch, the wider span stands."""
    origin: dict[Finding, int | None] = {}
    for found, index in placed:
        origin.setdefault(found, index)
    result = settled(list(origin))
    unplaced = [
        index
        for index, finding in enumerate(findings)
        if finding.kind not in NAMES and index not in {origin[each] for each in result}
    ]
    for each in own:
        touching = [other for other in result if other.start < each.end and each.start < other.end]
        if touching:
            wide = _widened(each, touching)
            origin[wide] = origin[touching[0]]
            result = [*(other for other in result if other not in touching), wide]
            continue
        # A diagnosis or an address is reworded, so the first of its kind still missing is it.
        twin = next((index for index in unplaced if findings[index].kind == each.kind), None)
        if twin is not None:
            unplaced.remove(twin)
        origin[each] = twin
        result.append(each)
    return [(each, origin[each]) for each in sorted(result, key=lambda each: each.start)]


def _widened(own: Finding, touching: Sequence[Finding]) -> Finding:
    start = min(own.start, *(other.start for other in touching))
    end = max(own.end, *(other.end for other in touching))
    return replace(touching[0], start=start, end=end)
