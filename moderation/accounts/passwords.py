"""Passwords: argon2id with the library's current parameters (OWASP ASVS 5.0, section 11.4)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10  # characters; longer beats stranger (NIST SP 800-63B)
LONGEST = 200

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Give the argon2id hash, with its parameters and salt inside."""
    return _hasher.hash(password)


def check_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password fits; a missing hash costs the same time and fits nothing."""
    try:
        _hasher.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _nobodys_hash() -> str:
    """Give a hash to verify against when no account has the address; made at first use."""
    return _hasher.hash("nobody has this password")


def needs_rehash(password_hash: str) -> bool:
    """Tell whether a hash was made with older parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)
