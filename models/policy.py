"""What a site has decided about its reviews, each with the default for a clinic."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Policy:
    """A site's rules; what is not set stands at the safer value."""

    publish_original: bool = True  # the redacted original beside the English
    keep_staff_names: bool = True  # names of employees need no ruling before approval
    settle_doubts: bool = True  # a draft the machine doubts needs an edit or a person's word
    public_feed: bool = True  # the feed needs no key
    staff_names: tuple[str, ...] = ()  # employees, so that they are told from patients
    show_author: bool = True  # as far as the author consented

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read a stored policy, passing over words this version does not know."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in stored.items() if name in known}
        values["staff_names"] = tuple(values.get("staff_names", ()))
        return cls(**values)
