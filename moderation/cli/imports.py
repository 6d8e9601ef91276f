"""Bringing reviews in from a page's text or a file."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models import Channel, Scope
from moderation.cli.house import choose_site, open_house
from moderation.intake.importers.columns import ImportFileError, RowProblem
from moderation.intake.importers.csv_file import read_csv
from moderation.intake.importers.jsonl_file import read_jsonl
from moderation.intake.importers.page import propose
from moderation.intake.submit import IntakeError, NewReview, submit
from moderation.language import read
from moderation.tasks import nudger, open_queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from moderation.intake.importers.proposal import FileRow, Proposal

WORDING = "Imported from a page the company had published; permission is recorded there."


@click.group("import")
def import_group() -> None:
    """Bring reviews in from elsewhere."""


def _consent(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say where reviews go and what their authors allowed."""
    options = (
        click.option("--site", "slug", help="Site to submit to; the only one where there is one."),
        click.option(
            "--scope",
            type=click.Choice([each.value for each in Scope]),
            default=Scope.ANONYMOUS.value,
            show_default=True,
            help="How far the authors allowed their names to be shown.",
        ),
        click.option("--consent", "wording", default=WORDING, help="Permission given, in words."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@import_group.command("page")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the proposals as JSONL and submit nothing.")
@_consent
def page(file: Path, *, dry_run: bool, slug: str | None, scope: str, wording: str) -> None:
    """Find the testimonials in the text of a web page and submit them.

    FILE holds the page's text in UTF-8. Importing the same page twice adds nothing.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file} is not in UTF-8; convert it first") from error
    proposals = propose(text, language_of)
    if dry_run:
        for proposal in proposals:
            click.echo(json.dumps(asdict(proposal), ensure_ascii=False))
        return
    _submit(
        ((f"line {each.line}", _from_page(each, Scope(scope), wording)) for each in proposals),
        slug,
    )


@import_group.command("file")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_consent
def file_(file: Path, *, slug: str | None, scope: str, wording: str) -> None:
    """Submit the reviews of a CSV or JSONL file.

    Columns are found by their usual names in English, Latvian and Russian. A row that cannot be
    used is named and passed over. Importing the same file twice adds nothing.
    """
    rows = read_jsonl(file) if file.suffix.lower() in {".jsonl", ".ndjson"} else read_csv(file)
    try:
        _submit(_from_file(rows, Scope(scope), wording), slug)
    except ImportFileError as error:
        raise click.UsageError(str(error)) from error


def language_of(text: str) -> str:
    """Give the language of a proposed testimonial: ru, lv, en…, `mixed`, or `und`."""
    reading = read(text)
    tags = {each.detection.tag for each in reading.sentences} - {"und", "zxx"}
    if len(tags) > 1 and any(flag.code == "mixed_languages" for flag in reading.flags):
        return "mixed"
    return reading.detection.tag


def _from_page(proposal: Proposal, scope: Scope, wording: str) -> NewReview:
    return NewReview(
        text=proposal.text,
        channel=Channel.PAGE,
        consent_scope=scope,
        consent_wording=wording,
        author=proposal.author,
        signature=proposal.signature,
        written_on=proposal.date,
    )


def _from_file(
    rows: Iterable[FileRow | RowProblem], scope: Scope, wording: str
) -> Iterator[tuple[str, NewReview]]:
    for row in rows:
        if isinstance(row, RowProblem):
            click.echo(f"row {row.row}: not taken ({row.message})", err=True)
            continue
        new = NewReview(
            text=row.text,
            channel=Channel.FILE,
            consent_scope=scope,
            consent_wording=wording,
            author=row.author,
            rating=row.rating,
            written_on=row.date,
        )
        yield f"row {row.row}", new


def _submit(reviews: Iterable[tuple[str, NewReview]], slug: str | None) -> None:
    """Submit named reviews in one transaction and say how many were new."""
    settings, database = open_house()
    added = repeated = 0
    with database.writing.begin() as session:
        site = choose_site(session, slug)
        for place, new in reviews:
            key = f"{new.channel.value}:{new.body_hash()}"
            try:
                receipt = submit(
                    session,
                    site,
                    replace(new, idempotency_key=key),
                    secret=settings.secret(),
                    max_chars=settings.max_review_chars,
                )
            except IntakeError as error:
                click.echo(f"{place}: not taken ({error})", err=True)
                continue
            added += not receipt.repeated
            repeated += receipt.repeated
    if added:
        nudger(open_queue(settings))()
    click.echo(f"{added} submitted, {repeated} here already.")
