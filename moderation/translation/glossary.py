"""A site's own words and names, and the only English each may have.

A draft is translated freely first. A name that came out in another spelling is put right where it
stands; a term that did not come out is translated around: see ADR-0013 for what was measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from moderation.translation.stems import keys, plain, romanised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STAFF = "staff"
WORD = re.compile(r"[^\W\d_]+")
GAP = re.compile(r"[ \u00a0-]+")
SHORTEST_NAME = 3
ALIKE = 60


@dataclass(frozen=True, slots=True)
class Term:
    """A word, name or phrase of one language in its dictionary form, and its English.

    `tag` is the base tag of its language; "" stands for every language, as for names of staff.
    """

    text: str
    english: str
    tag: str = ""
    kind: str = "term"


@dataclass(frozen=True, slots=True)
class Match:
    """Where a term stands in a source, in any of its forms; code points, end exclusive."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, eq=False)
class Glossary:
    """The terms of one site. Compared by identity: make one for many sentences."""

    terms: tuple[Term, ...] = ()
    _first: dict[str, list[Term]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for term in self.terms:
            for each in _readings(term):
                words = WORD.findall(each.text)
                for key in keys(words[0]) if words else ():
                    self._first.setdefault(key, []).append(each)

    @classmethod
    def of(cls, terms: Iterable[Term], staff: Iterable[str] = ()) -> Glossary:
        """Make the glossary of a site out of its terms and the names of its people."""
        people = (Term(name, romanised(name), kind=STAFF) for name in staff)
        return cls((*terms, *people))

    def matches(self, text: str, tag: str) -> list[Match]:
        """Find the terms in a sentence, the longest first where they overlap, in order."""
        if not self._first:
            return []
        words = list(WORD.finditer(text))
        found = [
            match
            for index in range(len(words))
            if (match := self._at(text, words, index, tag.split("-", 1)[0])) is not None
        ]
        chosen: list[Match] = []
        for match in sorted(found, key=lambda each: (each.start - each.end, each.start)):
            if all(match.end <= other.start or other.end <= match.start for other in chosen):
                chosen.append(match)
        return sorted(chosen, key=lambda each: each.start)

    def _at(self, text: str, words: list[re.Match[str]], index: int, tag: str) -> Match | None:
        candidates: dict[Term, int] = {}
        for key in keys(words[index][0]):
            for term in self._first.get(key, ()):
                if term.tag in {"", tag} and (end := _reach(text, words, index, term)):
                    candidates[term] = end
        if not candidates:
            return None
        start = words[index].start()

        def fits(term: Term) -> tuple[int, float]:
            surface = text[start : candidates[term]]
            return candidates[term], ratio(plain(romanised(surface)), plain(romanised(term.text)))

        best = max(candidates, key=fits)
        return Match(start, candidates[best], best)


EMPTY = Glossary()


def enforced(source: str, draft: str, matches: Iterable[Match]) -> tuple[str, list[Match]]:
    """Put the site's spelling where a draft spells a term otherwise.

    Gives the draft and the matches of which it has no trace.
    """
    missing = []
    for match in matches:
        if not _holds(draft, match.term.english):
            changed = _respelled(source[match.start : match.end], draft, match.term)
            if changed is None:
                missing.append(match)
                continue
            draft = changed
        draft = _as_written(draft, match.term.english)
        if match.term.kind == STAFF:
            draft = _titled(draft, match.term.english)
    return draft, missing


def _readings(term: Term) -> Iterator[Term]:
    """Yield a term as it is, and a person's first name and surname alone."""
    yield term
    words, english = WORD.findall(term.text), term.english.split()
    if term.kind == STAFF and len(words) > 1 and len(words) == len(english):
        for word, rendering in zip(words, english, strict=True):
            if len(word) >= SHORTEST_NAME:
                yield Term(word, rendering, term.tag, term.kind)


def _reach(text: str, words: list[re.Match[str]], index: int, term: Term) -> int:
    """Give where a term that begins at word `index` ends; 0 where it is not there."""
    wanted = WORD.findall(term.text)
    stretch = words[index : index + len(wanted)]
    if len(stretch) < len(wanted):
        return 0
    for position, (word, form) in enumerate(zip(stretch, wanted, strict=True)):
        if term.kind == STAFF and not word[0][0].isupper():
            return 0
        if not keys(word[0]) & keys(form):
            return 0
        if position and not GAP.fullmatch(text, stretch[position - 1].end(), word.start()):
            return 0
    return stretch[-1].end()


def _holds(draft: str, english: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(english)}(?!\w)", draft, re.IGNORECASE) is not None


def _as_written(draft: str, english: str) -> str:
    """Give a term the site's capitals; one that opens the draft keeps its own."""

    def put(found: re.Match[str]) -> str:
        opens = not found.start() and found[0][:1].isupper()
        return english[:1].upper() + english[1:] if opens else english

    return re.sub(rf"(?<!\w){re.escape(english)}(?!\w)", put, draft, flags=re.IGNORECASE)


def _respelled(surface: str, draft: str, term: Term) -> str | None:
    """Replace what stands for a term in a draft under another spelling; None where nothing does."""
    size = len(term.english.split())
    words = list(WORD.finditer(draft))
    sought = {plain(term.english), plain(romanised(surface)), plain(romanised(term.text))}
    best: tuple[float, int, int] | None = None
    for index in range(len(words) - size + 1):
        start, end = words[index].start(), words[index + size - 1].end()
        stretch = draft[start:end]
        if term.kind == STAFF and not stretch[0].isupper():
            continue
        if term.kind != STAFF and plain(stretch) not in sought:
            continue
        score = max(ratio(plain(stretch), each) for each in sought)
        if score >= ALIKE and (best is None or score > best[0]):
            best = score, start, end
    return None if best is None else draft[: best[1]] + term.english + draft[best[2] :]


def _titled(draft: str, name: str) -> str:
    """Write "Dr" before a name of the site's people, as English does."""
    return re.sub(rf"\b[Dd](?:octor|r\.)(?= {re.escape(name)})", "Dr", draft)
