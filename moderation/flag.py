"""A stage's reason for attention, in a form the screens can put into three languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flag:
    """Why a moderator should look twice.

    `code` is stable and snake_case; the screens word it. `detail` is short and belongs to no
    language: letters, a number, a tag, a pack's name. It never holds a whole review.
    """

    code: str
    detail: str = ""
