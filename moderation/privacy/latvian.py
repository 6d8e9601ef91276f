"""Latvian declension of names: every case a review may put them in, with palatalisation."""

from __future__ import annotations

import unicodedata

PALATAL = {
    "ll": "ļļ", "nn": "ņņ", "sn": "šņ", "zn": "žņ", "sl": "šļ", "ln": "ļņ", "dz": "dž",
    "b": "bj", "m": "mj", "p": "pj", "v": "vj", "t": "š", "d": "ž", "c": "č", "s": "š", "z": "ž",
    "n": "ņ", "l": "ļ",
}  # fmt: skip
LONG_ENOUGH = 3


def palatalised(bare: str) -> str:
    """Return a stem as it stands before the second declension's genitive: "lāc" gives "lāč"."""
    for ending in (bare[-2:], bare[-1:]):
        if ending in PALATAL:
            return bare[: -len(ending)] + PALATAL[ending]
    return bare


def cases(name: str) -> set[str]:  # noqa: PLR0911 - a declension a return
    """Return the singular cases of a Latvian name in small letters, the name among them.

    The locative is left out: people are hardly ever stood in, and for place names it is the case
    that tells them from people ("Imanta", "Imantā").
    """
    low = name.lower()
    bare = low[:-1]
    if low.endswith(("ais", "ājs")) and low.endswith("ais"):
        bare = low[:-3]
        return {low, *(bare + end for end in ("ā", "ajam", "o"))}
    if low.endswith("is"):
        bare = low[:-2]
        soft = {bare + "a", palatalised(bare) + "a"}
        return {low, bare + "im", bare + "i", *soft}
    if low.endswith("us"):
        return {low, bare, low[:-2] + "um", low[:-2] + "u"}
    if low.endswith(("s", "š")):
        return {low, *(bare + end for end in ("a", "am", "u"))} | (
            {bare} if len(bare) > LONG_ENOUGH else set()
        )
    if low.endswith("a"):
        return {low, *(bare + end for end in ("as", "ai", "u"))}
    if low.endswith("e"):
        return {low, *(bare + end for end in ("es", "ei", "i"))}
    return {low}


def feminine(surname: str) -> str:
    """Return a surname as a woman bears it: Bērziņš gives Bērziņa, Lācis gives Lāce."""
    for ending, other in (
        ("skis", "ska"),
        ("ckis", "cka"),
        ("ais", "ā"),
        ("is", "e"),
        ("us", "us"),
    ):
        if surname.endswith(ending):
            return surname[: -len(ending)] + other
    return surname[:-1] + "a" if surname.endswith(("s", "š")) else surname


def diminutives(given: str) -> set[str]:
    """Return what a friend calls the bearer: Ilze gives Ilzīte, Jānis gives Jānītis."""
    low = given.lower()
    if low.endswith(("a", "e")):
        return {low[:-1] + "īte", low[:-1] + "iņa"}
    if low.endswith("is"):
        return {low[:-2] + "ītis", low[:-2] + "iņš"}
    return {low[:-1] + "iņš", low[:-1] + "ītis"} if low.endswith("s") else set()


def undressed(word: str) -> str:
    """Return the word without its accents, as a phone keyboard types it."""
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
