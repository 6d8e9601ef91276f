"""Migrations and the audit chain from the command line."""

from __future__ import annotations

import click

from moderation.audit import verify
from moderation.cli.house import open_house


@click.command()
def migrate() -> None:
    """Bring the database up to date; does nothing where it is."""
    open_house()
    click.echo("The database is up to date.")


@click.group()
def audit() -> None:
    """The log of who did what."""


@audit.command("verify")
def verify_chain() -> None:
    """Check the audit chain from its first event; exits with 1 where it is broken."""
    _, database = open_house()
    with database.reading() as session:
        broken = verify(session)
    if broken is not None:
        click.echo(f"The chain is broken at event {broken}.", err=True)
        raise click.exceptions.Exit(1)
    click.echo("The chain is whole.")
