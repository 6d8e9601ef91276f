"""What a site has decided about its reviews, each with the default for a clinic."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a business may say of its check that an author really was a customer (directive 2005/29/EC,
# art. 7(6), as amended by 2019/2161): no check, the order or visit looked up, or only invited
# customers can write at all.
VERIFICATIONS = ("none", "purchase", "invitation")


@dataclass(frozen=True, slots=True)
class Policy:
    """A site's rules; what is not set stands at the safer value."""

    publish_original: bool = True  # the redacted original beside the English
    feed_languages: tuple[str, ...] = ()  # further languages of the feed, made from the English
    keep_staff_names: bool = True  # names of employees need no ruling before approval
    settle_doubts: bool = True  # a draft the machine doubts needs an edit or a person's word
    public_feed: bool = True  # the feed needs no key
    staff_names: tuple[str, ...] = ()  # employees, so that they are told from patients
    show_author: bool = True  # as far as the author consented
    origins: tuple[str, ...] = ()  # websites whose scripts may read the feed; none named: all
    stars_in_markup: bool = False  # stars in schema.org markup, where not self-serving
    authenticity_page: bool = False  # anyone may read how reviews are collected, and the counts
    verification: str = "none"  # how it is made sure that authors are customers: VERIFICATIONS
    redaction_styles: Mapping[str, str] = field(default_factory=dict)  # kind of finding: style
    blocking_kinds: tuple[str, ...] | None = None  # what waits for a ruling; None: every kind
    four_eyes: bool = False  # who changed a review last does not approve it
    claim_minutes: int = 10  # how long an opened review is shown as being looked at
    retention_days: int = 0  # rejected and withdrawn reviews are erased after so many; 0: never

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read a stored policy, passing over words this version does not know."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in stored.items() if name in known}
        for name in ("staff_names", "origins", "feed_languages"):
            values[name] = tuple(values.get(name, ()))
        if values.get("blocking_kinds") is not None:
            values["blocking_kinds"] = tuple(values["blocking_kinds"])
        return cls(**values)

    def blocks(self, kind: str) -> bool:
        """Tell whether an open finding of this kind stops an approval.

        Names of staff go by `keep_staff_names` alone; the rest by `blocking_kinds`.
        """
        if kind == "staff":
            return not self.keep_staff_names
        return self.blocking_kinds is None or kind in self.blocking_kinds

    def style_for(self, kind: str) -> str:
        """Give the site's style of redaction for a kind; the label where none is chosen."""
        return self.redaction_styles.get(kind, "label")
