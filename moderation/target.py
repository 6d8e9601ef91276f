"""The language that reviews are translated into."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = "en"
