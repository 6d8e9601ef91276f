"""Processing what waits, here and now, and showing what came of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy import select

from models import Review, Status
from moderation.cli.house import install_starter_packs, open_engine, open_house
from moderation.queue import snapshot
from moderation.worker import lease, store, work

if TYPE_CHECKING:
    from uuid import UUID

    from models import Finding, Segment

TEXTS = {None: "original", "en": "english"}  # how the report names them; others by their tag


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print each review as one line of JSON.")
@click.option("--pending", is_flag=True, help="Show every pending review, not only the new ones.")
def process(*, as_json: bool, pending: bool) -> None:
    """Process waiting reviews in this process and print what was found in each."""
    settings, database = open_house()
    install_starter_packs(settings)
    engine = open_engine(settings)
    done: list[UUID] = []
    while leased := lease(
        database, batch=settings.batch_reviews, lease_seconds=settings.lease_seconds
    ):
        token, reviews = leased
        store(database, token, work(reviews, engine))
        done += [each.id for each in reviews]
    with database.reading() as session:
        query = select(Review).where(Review.status == Status.PENDING)
        if not pending:
            query = query.where(Review.id.in_(done))
        for review in session.scalars(query.order_by(Review.received_at, Review.id)):
            report = describe(review)
            click.echo(json.dumps(report, ensure_ascii=False) if as_json else _in_words(report))
    if not as_json:
        click.echo(f"{len(done)} processed.")


def describe(review: Review) -> dict[str, Any]:
    """Give a review's languages, English, flags and findings, ready for JSON."""
    return {
        "id": str(review.id),
        "language": review.language,
        "probability": round(review.language_probability, 3),
        "original": review.original,
        "english": snapshot.english(review),
        "flags": [_without_empty(code=each.code, detail=each.detail) for each in review.flags],
        "sentences": [_sentence(each) for each in review.segments],
    }


def _sentence(segment: Segment) -> dict[str, Any]:
    translation = segment.translation("en")
    return _without_empty(
        language=segment.language,
        probability=round(segment.probability, 3),
        evidence=segment.evidence,
        text=segment.text,
        english=translation.text if translation else None,
        pack=f"{translation.pack} {translation.pack_version}"
        if translation and translation.pack
        else None,
        findings=[_finding(each) for each in segment.findings],
    )


def _finding(finding: Finding) -> dict[str, Any]:
    text = finding.segment.text_in(finding.target)
    return {
        "in": TEXTS.get(finding.target, finding.target),
        "kind": finding.kind,
        "text": text[finding.start : finding.end],
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score, 2),
        "why": finding.why,
    }


def _without_empty(**values: object) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _in_words(report: dict[str, Any]) -> str:
    flags = ", ".join(each["code"] for each in report["flags"]) or "none"
    found = sum(len(each.get("findings", ())) for each in report["sentences"])
    return (
        f"{report['id']}  {report['language']} ({report['probability']:.2f})\n"
        f"  {report['original']}\n  {report['english']}\n  flags: {flags}; findings: {found}\n"
    )
