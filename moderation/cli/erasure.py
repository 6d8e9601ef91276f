"""Erasing a review from the command line, and its certificate."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from models import Review, Status
from moderation.cli.house import open_house
from moderation.queue.erasure import GROUNDS, SYSTEM, certificate
from moderation.queue.erasure import erase as destroy

if TYPE_CHECKING:
    from uuid import UUID


@click.command()
@click.argument("review", type=click.UUID)
@click.option("--ground", type=click.Choice(GROUNDS), default=GROUNDS[0], show_default=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(review: UUID, ground: str, *, yes: bool) -> None:
    """Destroy a review for good and print the certificate; of an erased one, print it again."""
    _, database = open_house()
    with database.reading() as session:
        standing = session.get(Review, review)
        if standing is None:
            raise click.ClickException(f"There is no review {review}.")
        erased = standing.status is Status.ERASED
    # Asked before the writing begins: nobody else could write while an answer is waited for.
    if not (yes or erased):
        click.confirm("What it says is gone for good. Erase it?", abort=True, err=True)
    with database.writing.begin() as session:
        found = session.get_one(Review, review)
        if found.status is Status.ERASED:
            paper = certificate(session, found)
        else:
            paper = destroy(session, found, ground=ground, by=SYSTEM)
    click.echo(json.dumps(paper.as_json(), indent=2, ensure_ascii=False))
