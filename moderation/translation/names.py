"""Names in a sentence: which the draft lost or inflects, and sentences that are only a name.

Found by their capitals alone, which is enough to compare a source with its draft; finding the
names of people is another stage's work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from moderation.translation.stems import CYRILLIC, known, parses, plain, romanised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Capitalised words amid a sentence: not after its start, a closing mark or an opening quote.
AMID = re.compile(r"(?<=[\w,;)»”\"] )[^\W\d_]+")
SIGNATURE_WORDS = (2, 3)
PREFIX, ALIKE = 3, 55
# Written with a capital out of politeness, or translated by another word than their own.
OTHER = frozenset(
    WORD.findall(
        "вы вас вам вами ваш ваша ваше ваши вашей вашего вашему вашим вашу ваших бог бога богу"
        " jūs jums jūsu tu tev tavs dievs dieva dievam dievu"
    )
)
LIKENESS = 60
NAMING = frozenset({"Name", "Surn", "Patr"})
SOFT = ("ņ", "ļ")  # Kalniņš, Kļaviņš
LATVIAN_IN_RUSSIAN = re.compile(r"ньш(?:а|у|ем|е|ом)?$")
TITLE = re.compile(
    r"(?:(?P<woman>dakter(?:e|ei|es|i)|ārst(?:e|ei|es|i)|kundz(?:e|ei|es|i)|māsiņ(?:a|ai|as|u)"
    r"|medmās(?:a|ai|as|u)|speciālist(?:e|ei|es|i)|administrator(?:e|ei|es|i)"
    r"|frizier(?:e|ei|es|i)|masier(?:e|ei|es|i))|dakter(?:is|im|a)|dokto(?:rs|ram|ra|ru)"
    r"|ārst(?:s|am|a|u)|kung(?:s|am|a|u)|meistar(?:s|am|a|u)|masier(?:is|im|a))$"
)
# What an oblique ending of a name after a title stands for: of a woman, of a man. None: no telling.
LATVIAN_CASES: dict[str, tuple[str | None, str | None]] = {
    "ai": ("a", "a"),
    "ei": ("e", "e"),
    "am": (None, "s"),
    "im": (None, "is"),
    "as": ("a", None),
    "es": ("e", None),
    "u": ("a", None),
    "i": ("e", None),
}


def signature(text: str) -> str | None:
    """Return a sentence that is only a name ("Галина Т.") in Latin letters; None for any other."""
    words = WORD.findall(text)
    titled = all(word.istitle() for word in words)
    few = SIGNATURE_WORDS[0] <= len(words) <= SIGNATURE_WORDS[1]
    if few and titled and text == " ".join(text.split()) and not re.search(r"[\d,;:!?—–]", text):
        return romanised(text)
    return None


def settled(
    source: str, tag: str, draft: str, *, passing_over: Iterable[tuple[int, int]] = ()
) -> str:
    """Write names that a draft copied out of an oblique case as they stand in the nominative.

    `passing_over` are stretches of the source whose English is settled already.
    """
    known = tuple(passing_over)
    words = list(WORD.finditer(draft))
    for match in AMID.finditer(source):
        if any(start <= match.start() < end for start, end in known):
            continue
        name = nominative(match[0], source[: match.start()].rstrip(), tag)
        if name is None:
            continue
        near = [
            word
            for word in words
            if word[0][0].isupper() and plain(word[0])[:PREFIX] == plain(name)[:PREFIX]
        ]
        best = max(near, key=lambda word: ratio(plain(word[0]), plain(name)), default=None)
        if best is not None and ratio(plain(best[0]), plain(name)) >= LIKENESS:
            draft = draft[: best.start()] + name + draft[best.end() :]
            words = list(WORD.finditer(draft))
    return draft


def nominative(word: str, before: str, tag: str) -> str | None:
    """Give a person's name in the nominative in Latin letters; None where it is no such name.

    `before` is what stands before it in the sentence: in Latvian only a title tells a name's case.
    """
    if not word.istitle():
        return None
    if CYRILLIC.search(word):
        return _russian(word)
    return _latvian(word, before) if tag.split("-", 1)[0] == "lv" else None


def _russian(word: str) -> str | None:
    low = word.lower()
    if LATVIAN_IN_RUSSIAN.search(low):  # Озолиньша: of no Russian declension in the dictionaries
        return romanised(LATVIAN_IN_RUSSIAN.sub("ньш", low)).capitalize()
    if not known(low):
        return None
    readings = [parse for parse in parses(low) if not NAMING.isdisjoint(parse.tag.grammemes)]
    if not readings or "Geox" in parses(low)[0].tag:
        return None
    # Антонина is a woman before it is an Antonin's: a word that may be in the nominative is.
    if any({"nomn", "sing"} <= parse.tag.grammemes for parse in readings):
        return romanised(low).capitalize()
    standing = readings[0].inflect({"nomn", "sing"})
    return romanised(standing.word).capitalize() if standing else None


def _latvian(word: str, before: str) -> str | None:
    title = TITLE.search(before.casefold())
    if title is None:
        return None
    woman = bool(title["woman"])
    for oblique, (feminine, masculine) in LATVIAN_CASES.items():
        if word.endswith(oblique):
            ending = feminine if woman else masculine
            stem = word[: -len(oblique)]
            if ending == "s" and stem.endswith(SOFT):
                ending = "š"
            return None if ending is None else stem + ending
    return None


def missing(source: str, draft: str) -> Iterator[re.Match[str]]:
    """Yield where in `source` a name stands that has no word like it in `draft`."""
    present = [plain(romanised(word)) for word in WORD.findall(draft) if not word.islower()]
    for match in AMID.finditer(source):
        word = match[0]
        if not word.istitle() or len(word) <= PREFIX or word.lower() in OTHER:
            continue
        name = plain(romanised(word))
        if not any(
            name[:PREFIX] == other[:PREFIX] or ratio(name, other) >= ALIKE for other in present
        ):
            yield match
