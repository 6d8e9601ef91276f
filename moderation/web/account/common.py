"""Passwords that guessers try first, of those long enough to be allowed at all."""

from __future__ import annotations

from itertools import pairwise

FEWEST_DIFFERENT = 5  # characters; "abababababab" is long but not hard
WORDS = (
    "password", "passw0rd", "p@ssw0rd", "p@ssword", "parole", "пароль", "administrator", "admin",
    "qwerty", "qwertyuiop", "йцукен", "йцукенгшщз", "asdfghjkl", "zxcvbnm", "letmein", "welcome",
    "changeme", "iloveyou", "sunshine", "princess", "football", "dragon", "monkey", "superman",
    "latvija", "latvia", "россия", "moderator", "balss", "testtest", "secret", "qazwsx",
    "1qaz2wsx", "1q2w3e4r", "1q2w3e4r5t", "q1w2e3r4", "q1w2e3r4t5", "qwer1234", "abcd1234",
    "abc123",
)  # fmt: skip
TAILS = "0123456789!@#$%.*_- "  # what is hung on to satisfy a rule: "Password123!"
_COMMON = frozenset(word.strip(TAILS) or word for word in WORDS) | frozenset(WORDS)


def is_common(password: str) -> bool:
    """Tell whether a password is a frequent word with digits hung on, or one run of keys.

    Never raises.
    """
    folded = password.casefold()
    if len(set(folded)) < FEWEST_DIFFERENT or _is_run(folded):
        return True
    core = folded.strip(TAILS)
    half = core[: len(core) // 2]
    return bool(_COMMON & {folded, core}) or (core == half * 2 and half in _COMMON)


def _is_run(text: str) -> bool:
    """Tell whether each character follows the one before: abcdefghij, 9876543210."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    # From 9 the digits go on with 0, and before 0 stands 9.
    return bool(steps) and (steps <= {1, -9} or steps <= {-1, 9})
