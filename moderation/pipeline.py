"""The way of a review through the machine: five stages, in order.

Pure: texts in, results out. `moderation.worker` feeds it from the database and stores what it
gives. A stage that fails leaves a flag and lets the review go on to a person; nothing here can
approve anything.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from moderation import language, privacy
from moderation.flag import Flag
from moderation.intake.spam import stars_against_words
from moderation.job import Job, Passage, SentenceFlag, Translator
from moderation.rendering import render
from moderation.target import ENGLISH
from moderation.translation import Draft, Source
from moderation.translation.memory import PACK, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Job", "Passage", "SentenceFlag", "Translator"]

log = structlog.get_logger()


def read_language(jobs: list[Job], _engine: Translator) -> list[Job]:
    """Split each review into sentences and decide the language of each, or that it is unsure."""
    return [_alone("language", _read, job) for job in jobs]


def translate(jobs: list[Job], engine: Translator) -> list[Job]:
    """Translate every waiting sentence of every review in one pass of the engine.

    A sentence that its site has approved before is not translated again.
    """
    made = {
        (number, position): draft
        for number, job in enumerate(jobs)
        for position, draft in _recalled(job).items()
    }
    waiting = [
        (number, position)
        for number, job in enumerate(jobs)
        for position in _waiting(job)
        if (number, position) not in made
    ]
    sources = [_source(jobs[number], position) for number, position in waiting]
    try:
        drafts = engine.translate(sources) if sources else []
    except Exception as error:  # noqa: BLE001 - the engine must not take a batch of reviews down with it
        # No traceback: it could quote the texts.
        log.error("translation_failed", error=type(error).__name__)  # noqa: TRY400
        drafts = [Draft(None, None, None, None, (Flag("engine_failed"),)) for _ in sources]
    made |= zip(waiting, drafts, strict=True)
    return [_with_drafts(number, job, made) for number, job in enumerate(jobs)]


def find_personal_data(jobs: list[Job], _engine: Translator) -> list[Job]:
    """Find what may identify somebody in each sentence, and its mirrors in what is made of it."""
    return [_alone("privacy", _find, job) for job in jobs]


def compare_with_stars(jobs: list[Job], _engine: Translator) -> list[Job]:
    """Flag reviews whose stars say the opposite of their words."""
    return [_alone("intake", _compare, job) for job in jobs]


STAGES: tuple[Callable[[list[Job], Translator], list[Job]], ...] = (
    read_language,
    translate,
    render,
    find_personal_data,
    compare_with_stars,
)


def process(jobs: Sequence[Job], engine: Translator) -> list[Job]:
    """Send reviews through every stage; gives them in the same order."""
    standing = list(jobs)
    for stage in STAGES:
        standing = stage(standing, engine)
    return standing


def retranslate(jobs: Sequence[Job], engine: Translator) -> list[Job]:
    """Send reviews whose languages a person set through the stages after language."""
    return rerender(translate(list(jobs), engine), engine)


def rerender(jobs: Sequence[Job], engine: Translator) -> list[Job]:
    """Send reviews whose English a person changed through the stages after translation."""
    return find_personal_data(render(list(jobs), engine), engine)


def risk(flags: Sequence[SentenceFlag], findings: int) -> float:
    """Give how much attention a review wants, 0 to 1: its worst flag, and its findings."""
    worst = max((RISK.get(each.flag.code, 0.3) for each in flags), default=0.0)
    return min(1.0, worst + 0.02 * findings)


# How bad it is to overlook each; a flag that is not listed weighs 0.3.
RISK = {
    "negation_lost": 0.9,
    "stage_failed": 0.9,
    "engine_failed": 0.9,
    "unsure_language": 0.8,
    "no_pack": 0.8,
    "broken_pack": 0.8,
    "looping": 0.7,
    "number_lost": 0.6,
    "stars_against_words": 0.6,
    "spam_links": 0.6,
    "low_score": 0.5,
    "words_missing": 0.5,
    "mixed_languages": 0.1,
    "no_diacritics": 0.1,
    "romanised_russian": 0.2,
}


def _alone(stage: str, step: Callable[[Job], Job], job: Job) -> Job:
    """Run a step for one review; a failure becomes a flag on it and stays with it."""
    try:
        return step(job)
    except Exception as error:
        log.exception("stage_failed", stage=stage, error=type(error).__name__)
        return job.flagged(stage, Flag("stage_failed", stage))


def _read(job: Job) -> Job:
    reading = language.read(job.text)
    passages = tuple(
        Passage(
            start=each.start,
            end=each.end,
            text=each.text,
            tag=each.detection.tag,
            probability=each.detection.probability,
            evidence=each.detection.evidence,
        )
        for each in reading.sentences
    )
    detection = reading.detection
    known = replace(job, passages=passages, tag=detection.tag, probability=detection.probability)
    return known.flagged("language", *reading.flags)


def _waiting(job: Job) -> list[int]:
    """List the positions of the sentences that no person has written and that are not English."""
    return [
        position
        for position, passage in enumerate(job.passages)
        if not passage.keep and language.base(passage.tag) not in {ENGLISH, "zxx", "und"}
    ]


def _source(job: Job, position: int) -> Source:
    passage = job.passages[position]
    text = language.for_translation(passage.text, passage.tag)
    return Source(text, passage.tag, glossary=job.glossary)


def _recalled(job: Job) -> dict[int, Draft]:
    """Give the sentences that the site has approved before, by position."""
    sentences = {
        position: (job.passages[position].tag, job.passages[position].text)
        for position in _waiting(job)
    }
    try:
        known = job.recall(list(sentences.values())) if sentences else {}
    except Exception as error:  # noqa: BLE001 - without its memory a site still gets its drafts
        log.error("recall_failed", error=type(error).__name__)  # noqa: TRY400
        return {}
    return {
        position: Draft(known[sentence], PACK, VERSION, None, ())
        for position, sentence in sentences.items()
        if sentence in known
    }


def _with_drafts(number: int, job: Job, made: dict[tuple[int, int], Draft]) -> Job:
    passages = []
    for position, passage in enumerate(job.passages):
        draft = made.get((number, position))
        if draft is not None:
            passages.append(replace(passage, draft=draft, english=draft.text))
            job = job.flagged("translation", *draft.flags, sentence=position)
        elif passage.keep or passage.tag == "und":
            passages.append(passage)
        else:  # English already, or nothing to translate
            passages.append(replace(passage, english=passage.text))
    return replace(job, passages=tuple(passages))


def _find(job: Job) -> Job:
    spans = [(each.start, each.end, each.tag) for each in job.passages]
    found = privacy.find_in_passages(job.text, job.tag, spans, staff=job.staff_names)
    passages = tuple(
        replace(
            passage,
            source_findings=tuple(findings),
            english_findings=_mirrored(passage, findings, passage.english, ENGLISH),
            renditions={
                tag: replace(each, findings=_mirrored(passage, findings, each.text, tag))
                for tag, each in passage.renditions.items()
            },
        )
        for passage, findings in zip(job.passages, found, strict=True)
    )
    return replace(job, passages=passages)


def _mirrored(
    passage: Passage, findings: list[privacy.Finding], text: str | None, tag: str
) -> tuple[tuple[privacy.Finding, int | None], ...]:
    return tuple(privacy.mirror(passage.text, passage.tag, findings, text or "", tag))


def _compare(job: Job) -> Job:
    flag = stars_against_words(job.text, job.rating, job.tag)
    return job.flagged("intake", flag) if flag else job
