"""What will stand in the place of each hidden finding, said for a whole review at once.

One person has one label through a review, in the original and in every translation. So the words
are chosen with all findings in view, and again whenever one of them is ruled on.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from models import Policy, Resolution, Side
from moderation import privacy
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from models import Finding, Review

NAMES = frozenset({"person", "staff"})
OWN = frozenset({"signature", "introduced"})  # reasons that say the person is the author


def reword(review: Review) -> None:
    """Say anew what stands in the place of every hidden finding of a review."""
    worded = Wording(review)
    for segment in review.segments:
        for finding in segment.findings:
            if finding.resolution is Resolution.REDACTED:
                finding.replacement = worded.of(finding)


def wording(finding: Finding, style: str | None = None) -> str:
    """Give what stands in a finding's place, in the language of its text.

    `style` is the finding's own where none is given, else the site's for its kind.
    """
    return Wording(finding.segment.review).of(finding, style)


class Wording:
    """What stands in the place of one review's findings, its people gathered once.

    Good for as long as the texts stand and no finding comes or goes; rulings are seen at once.
    """

    def __init__(self, review: Review) -> None:
        self.review = review
        self.policy = Policy.of(review.site.policy)
        self.texts = {
            (segment.id, target): segment.text_in(target)
            for segment in review.segments
            for target in (None, *(each.target for each in segment.translations))
        }

    def style_of(self, finding: Finding) -> str:
        """Give a finding's own style, else the site's for its kind."""
        return finding.style or self.policy.style_for(finding.kind)

    def of(self, finding: Finding, style: str | None = None) -> str:
        """Give what stands in a finding's place, in its own style where none is given."""
        segment = finding.segment
        text = self.texts.get((segment.id, finding.target), "")
        tag = finding.target or segment.language
        before, after = text[: finding.start], text[finding.end :]
        if finding.kind not in NAMES:
            around = privacy.Around(before, after)
        else:
            author = self.review.author
            around = privacy.Around(
                before,
                after,
                number=self._cast.number(finding),
                author=author if author and self._cast.is_author(finding) else None,
                role=self._cast.role(finding),
            )
        surface = text[finding.start : finding.end]
        chosen = style or self.style_of(finding)
        return privacy.replacement(finding.kind, surface, tag, chosen, around)

    @cached_property
    def _cast(self) -> _Cast:
        return _Cast(self.review, self.texts)


def _in_order(finding: Finding) -> tuple[bool, int]:
    """Order the findings of a side by place, those of the English before its renditions."""
    return finding.target not in {None, ENGLISH}, finding.start


class _Cast:
    """The people of one review: who is meant by each finding of a name."""

    def __init__(self, review: Review, standing: Mapping[tuple[UUID, str | None], str]) -> None:
        self.author = review.author or ""
        self.named = [
            (finding, standing.get((segment.id, finding.target), ""))
            for side in Side
            for segment in review.segments
            for finding in sorted(segment.findings, key=_in_order)
            if finding.side is side and finding.kind in NAMES
        ]
        mentions = [text[each.start : each.end] for each, text in self.named]
        # The author comes last, so that the others are numbered as they appear.
        *numbers, self.author_number = privacy.who_is_who([*mentions, self.author])
        self.numbers: dict[UUID, int] = {}
        for (finding, _), number in zip(self.named, numbers, strict=True):
            mirrored = self.numbers.get(finding.mirror_of) if finding.mirror_of else None
            self.numbers[finding.id] = mirrored or number
        self.roles: dict[int, str | None] = {}

    def number(self, finding: Finding) -> int | None:
        """Give the number of the finding's person among those hidden; None if they are alone."""
        hidden: dict[int, None] = {}
        for each, _ in self.named:
            if each.resolution is Resolution.REDACTED or each.id == finding.id:
                hidden.setdefault(self.numbers[each.id])
        order = list(hidden)
        return order.index(self.numbers[finding.id]) + 1 if len(order) > 1 else None

    def is_author(self, finding: Finding) -> bool:
        """Tell whether the finding names the review's author."""
        mine = self.numbers[finding.id]
        return mine == self.author_number or any(
            each.why in OWN for each, _ in self.named if self.numbers[each.id] == mine
        )

    def role(self, finding: Finding) -> str | None:
        """Give what the person does, by a title beside any mention of them."""
        mine = self.numbers[finding.id]
        if mine not in self.roles:
            told = (
                privacy.role_of(text[: each.start])
                for each, text in self.named
                if self.numbers[each.id] == mine
            )
            self.roles[mine] = next((each for each in told if each), None)
        return self.roles[mine]
