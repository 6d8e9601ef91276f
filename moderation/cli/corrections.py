"""What staff corrected in the reading of languages, as evidence for measuring it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy import select

from models import LanguageCorrection, Review, Segment, Site, Status
from moderation.audit import record
from moderation.cli.house import choose_site, open_house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy.orm import Session

RULED = (Status.APPROVED, Status.REJECTED)
BINS = 10
BATCH = 500
PERSONAL = (
    "These lines hold what authors wrote: personal data. Keep the file as you keep the database, "
    "and delete it when it is measured."
)


@click.group()
def corrections() -> None:
    """What staff corrected in the reading of languages; nothing learns from it by itself."""


@corrections.command("export")
@click.option("--site", "slug", help="Short name of one site; all sites without it.")
@click.option("--with-text", is_flag=True, help="Add the sentences. They are personal data.")
def export(slug: str | None, *, with_text: bool) -> None:
    """Print corrections as JSON lines, and how many sentences needed none.

    A line says what the machine read, how sure it was and on what evidence, in which version, and
    what a person set instead. Without --with-text no line holds anything an author wrote.
    """
    _, database = open_house()
    with database.reading() as session:
        site = choose_site(session, slug).id if slug else None
        count = 0
        for line in _corrected(session, site, with_text=with_text):
            click.echo(json.dumps(line, ensure_ascii=False))
            count += 1
        for line in _stood(session, site):
            click.echo(json.dumps(line, ensure_ascii=False))
    if with_text:
        with database.writing.begin() as session:
            record(
                session, actor="system", tag="corrections:export", subject=site, corrections=count
            )
        click.echo(PERSONAL, err=True)
    click.echo(f"{count} corrections.", err=True)


def _corrected(session: Session, site: UUID | None, *, with_text: bool) -> Iterator[dict[str, Any]]:
    """Yield each correction that still stands, oldest first; the text only where asked for."""
    text = (Review.original,) if with_text else ()
    query = (
        select(LanguageCorrection, Site.slug, *text)
        .join(Review, Review.id == LanguageCorrection.review_id)
        .join(Site, Site.id == Review.site_id)
        .where(LanguageCorrection.corrected_to != LanguageCorrection.read_as)
        .order_by(LanguageCorrection.corrected_at, LanguageCorrection.id)
        .execution_options(yield_per=BATCH)
    )
    if site is not None:
        query = query.where(Review.site_id == site)
    for row in session.execute(query):
        found: LanguageCorrection = row[0]
        line = {
            "record": "correction",
            "site": row[1],
            "at": found.corrected_at.isoformat(timespec="seconds"),
            "reader": found.reader,
            "read_as": found.read_as,
            "probability": found.read_probability,
            "evidence": found.read_evidence,
            "corrected_to": found.corrected_to,
        }
        # An erased review has no words left to give.
        yield line | {"text": row[2][found.start : found.end] or None} if with_text else line


def _stood(session: Session, site: UUID | None) -> Iterator[dict[str, Any]]:
    """Yield how many sentences of reviews ruled on kept the language the machine read.

    Counted by version, tag and tenth of the probability: what corrections are a share of.
    """
    query = (
        select(Site.slug, Segment.reader, Segment.language, Segment.probability)
        .join(Review, Review.id == Segment.review_id)
        .join(Site, Site.id == Review.site_id)
        .where(Review.status.in_(RULED), Segment.language_set_at.is_(None))
        .execution_options(yield_per=BATCH)
    )
    if site is not None:
        query = query.where(Review.site_id == site)
    counts = Counter(
        (slug, reader or "", tag, min(BINS - 1, int(probability * BINS)))
        for slug, reader, tag, probability in session.execute(query)
    )
    for (slug, reader, tag, number), count in sorted(counts.items()):
        yield {
            "record": "stood",
            "site": slug,
            "reader": reader or None,
            "read_as": tag,
            "probability_from": number / BINS,
            "sentences": count,
        }
