"""Whether a text can be taken at all, and the fingerprint that knows it again.

The original is kept as it came; nothing here changes it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache

# Shown as nothing although Unicode counts them as letters, marks or symbols.
_BLANK_LOOKING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


@lru_cache(maxsize=4096)
def is_invisible(letter: str) -> bool:
    """Say whether a character shows nothing and is no white space: zero-width, bidi, control."""
    return letter in _BLANK_LOOKING or (
        unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Cn", "Co"} and not letter.isspace()
    )


def check(text: str, max_chars: int) -> str | None:
    """Say why a text cannot be taken, or None if it can; never raises.

    `empty`: nothing or white space. `invisible`: only characters that show nothing. `nul`: a
    NUL, which no database column of text can hold. `broken`: half a surrogate pair, which cannot
    be written as UTF-8. `too_long`: more than `max_chars` code points.
    """
    if len(text) > max_chars:
        return "too_long"
    if not text or text.isspace():
        return "empty"
    if "\x00" in text:
        return "nul"
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        return "broken"
    if all(letter.isspace() or is_invisible(letter) for letter in text):
        return "invisible"
    return None


def plain(text: str) -> str:
    """Give the text as duplicates are compared: NFKC, casefolded, visible, single spaces.

    Variation selectors and joiners go too, so that one emoji written two ways is one.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    shown = (
        letter
        for letter in folded
        if not is_invisible(letter) and not "\ufe00" <= letter <= "\ufe0f"
    )
    return " ".join("".join(shown).split())


def fingerprint(text: str) -> str:
    """Give 64 hexadecimal digits that are the same for texts that read the same; never raises."""
    return hashlib.sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()
