"""The stage that puts a review's English into the further languages of its site's feed.

Pure, as the pipeline is. What comes of it are renditions: drafts as the English is one, sentence by
sentence. A rendition is made of the English as it then stands, so that a moderator's correction
reaches it; of the author's own words only where they are in that language, or where packs lead
there from them and not from English.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from moderation import language
from moderation.flag import Flag
from moderation.job import Rendition
from moderation.target import ENGLISH
from moderation.translation import Draft, Source
from moderation.translation.memory import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.job import Job, Passage, Translator

STAGE = "rendition"
NO_PACK = "no_pack"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Wish:
    """A sentence of a job that is wanted in a language, and what it is made of."""

    job: int
    position: int
    tag: str
    text: str


def wanted(feed_languages: Sequence[str], own: str) -> list[str]:
    """Give the feed languages that a review in the language `own` needs a rendition in."""
    return [tag for tag in feed_languages if tag not in (ENGLISH, language.base(own))]


def made_of(text: str, tag: str, english: str, target: str) -> str:
    """Give the text that a sentence's rendition is made of: its own, if that is the language."""
    return text if language.base(tag) == target else english


def render(jobs: list[Job], engine: Translator) -> list[Job]:
    """Make the renditions that are missing or out of date, of every review in one pass.

    What a person wrote stays, and so does what was made of the English that still stands. Where no
    pack leads to a language, the review is simply without it.
    """
    wishes = [each for number, job in enumerate(jobs) for each in _wishes(number, job)]
    if not wishes:
        return jobs
    drafts = _translated(jobs, wishes, engine)
    barred = {
        (wish.job, wish.tag)
        for wish, draft in zip(wishes, drafts, strict=True)
        if any(flag.code == NO_PACK for flag in draft.flags)
    }
    done = list(jobs)
    for wish, draft in zip(wishes, drafts, strict=True):
        leads = (wish.job, wish.tag) not in barred
        done[wish.job] = _put(done[wish.job], wish, draft if leads else None)
    return done


def _wishes(number: int, job: Job) -> Iterator[_Wish]:
    for tag in wanted(job.feed_languages, job.tag):
        for position, passage in enumerate(job.passages):
            text = made_of(passage.text, passage.tag, passage.english or "", tag)
            standing = passage.renditions.get(tag, Rendition())
            if standing.by_hand or (text and standing.source_hash == digest(text)):
                continue
            yield _Wish(number, position, tag, text)


def _translated(jobs: Sequence[Job], wishes: Sequence[_Wish], engine: Translator) -> list[Draft]:
    """Translate from the English; from the author's words what cannot be had from there."""
    drafts = [_untranslated(_passage(jobs, each), each) for each in wishes]
    for source in (_from_english, _from_original):
        asked = {
            place: wanted_source
            for place, wish in enumerate(wishes)
            if _open(drafts[place])
            and (wanted_source := source(_passage(jobs, wish), wish)) is not None
        }
        answers = _asked(engine, list(asked.values()))
        drafts = _replaced(drafts, dict(zip(asked, answers, strict=True)))
    return [each or Draft(None, None, None, None, ()) for each in drafts]


def _open(draft: Draft | None) -> bool:
    return draft is None or any(flag.code == NO_PACK for flag in draft.flags)


def _replaced(drafts: list[Draft | None], answers: dict[int, Draft]) -> list[Draft | None]:
    return [answers.get(place, each) for place, each in enumerate(drafts)]


def _untranslated(passage: Passage, wish: _Wish) -> Draft | None:
    """Give what needs no translator: nothing, no words, or words in that language already."""
    if not wish.text:
        return Draft(None, None, None, None, ())
    if passage.tag == "zxx" or language.base(passage.tag) == wish.tag:
        return Draft(wish.text, None, None, None, ())
    return None


def _from_english(_passage: Passage, wish: _Wish) -> Source | None:
    return Source(wish.text, ENGLISH, wish.tag)


def _from_original(passage: Passage, wish: _Wish) -> Source | None:
    if language.base(passage.tag) in {ENGLISH, "und", "zxx"}:
        return None
    text = language.for_translation(passage.text, passage.tag)
    return Source(text, passage.tag, wish.tag)


def _asked(engine: Translator, sources: Sequence[Source]) -> list[Draft]:
    """Ask the engine; its failure must not take a batch of reviews down with it."""
    try:
        return engine.translate(sources) if sources else []
    except Exception as error:  # noqa: BLE001 - as for the English: the review goes on to a person
        log.error("rendering_failed", error=type(error).__name__)  # noqa: TRY400
        return [Draft(None, None, None, None, (Flag("engine_failed"),)) for _ in sources]


def _put(job: Job, wish: _Wish, draft: Draft | None) -> Job:
    """Lay a draft into its place; None where no pack leads to the language."""
    text = draft.text if draft else None
    fresh = Rendition(text, digest(wish.text) if text else None, made=True, draft=draft)
    passages = list(job.passages)
    passage = passages[wish.position]
    passages[wish.position] = replace(passage, renditions={**passage.renditions, wish.tag: fresh})
    flags = draft.flags if draft else ()
    job = replace(job, passages=tuple(passages))
    return job.flagged(STAGE, *flags, sentence=wish.position, target=wish.tag)


def _passage(jobs: Sequence[Job], wish: _Wish) -> Passage:
    return jobs[wish.job].passages[wish.position]
