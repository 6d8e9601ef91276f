"""What the stages of the pipeline hand on: a review on its way, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from moderation.translation.glossary import EMPTY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from moderation import language, privacy
    from moderation.flag import Flag
    from moderation.translation import Draft, Glossary, Source


class Translator(Protocol):
    """What the pipeline needs of a translation engine."""

    def translate(self, sources: Sequence[Source]) -> list[Draft]:
        """Give a draft for each sentence, in the same order."""
        ...


@dataclass(frozen=True, slots=True)
class SentenceFlag:
    """A flag with the stage that raised it and the sentence it is about, if any.

    `target` is the feed language of the rendition it is about.
    """

    stage: str
    flag: Flag
    sentence: int | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Rendition:
    """One sentence in a feed language; `text` is None where there is none.

    `source_hash` is the digest of the text it was made of, `by_hand` says that a person wrote it,
    and `made` that this run made it, with `draft` where a translator did.
    """

    text: str | None = None
    source_hash: str | None = None
    by_hand: bool = False
    made: bool = False
    draft: Draft | None = None
    findings: tuple[tuple[privacy.Finding, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence on its way: where it stands, its language, its English, its findings.

    `keep` marks a translation a person wrote: later stages read it and never replace it.
    `renditions` are its texts in further languages of the feed, by tag.
    """

    start: int
    end: int
    text: str
    tag: str
    probability: float = 1.0
    evidence: tuple[language.Evidence, ...] = ()
    english: str | None = None
    draft: Draft | None = None
    keep: bool = False
    source_findings: tuple[privacy.Finding, ...] = ()
    english_findings: tuple[tuple[privacy.Finding, int | None], ...] = ()
    renditions: Mapping[str, Rendition] = field(default_factory=dict)


def _nothing(_sentences: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    return {}


@dataclass(frozen=True, slots=True)
class Job:
    """One review on its way. `passages` is empty until its sentences are known.

    `recall` gives the approved English of those (tag, text) sentences that its site has approved
    before; `glossary` holds the site's own words; `feed_languages` are wanted beside English.
    """

    text: str
    rating: int | None = None
    staff_names: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    tag: str = "und"
    probability: float = 0.0
    flags: tuple[SentenceFlag, ...] = field(default=())
    glossary: Glossary = EMPTY
    feed_languages: tuple[str, ...] = ()
    recall: Callable[[Sequence[tuple[str, str]]], Mapping[tuple[str, str], str]] = _nothing

    def flagged(
        self, stage: str, *flags: Flag, sentence: int | None = None, target: str | None = None
    ) -> Job:
        """Give the job with flags added."""
        added = tuple(SentenceFlag(stage, each, sentence, target) for each in flags)
        return replace(self, flags=self.flags + added)
