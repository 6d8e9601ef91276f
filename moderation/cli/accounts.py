"""Sites, keys and staff from the command line."""

from __future__ import annotations

import click
from sqlalchemy import select

from models import Role, Site
from moderation.accounts.api_keys import create_key
from moderation.accounts.sites import create_site
from moderation.accounts.staff import AccountError, invite
from moderation.cli.house import choose_site, open_house

PROBLEMS = {
    "malformed": "use lower-case letters, digits and hyphens, such as riga-clinic",
    "taken": "is taken",
    "unknown": "is not a zone of the IANA database, such as Europe/Riga",
}


@click.group()
def sites() -> None:
    """The websites Balss serves."""


@sites.command("list")
def list_sites() -> None:
    """List the sites."""
    _, database = open_house()
    with database.reading() as session:
        for site in session.scalars(select(Site).order_by(Site.slug)):
            click.echo(f"{site.slug}\t{site.name}\t/feeds/{site.slug}.json")


@sites.command("add")
@click.argument("slug")
@click.argument("name")
@click.option("--url", help="Address of the website.")
@click.option("--time-zone", default="Europe/Riga", show_default=True)
def add_site(slug: str, name: str, *, url: str | None, time_zone: str) -> None:
    """Add a site; SLUG becomes part of its addresses."""
    _, database = open_house()
    try:
        with database.writing.begin() as session:
            create_site(session, slug=slug, name=name, url=url, time_zone=time_zone)
    except AccountError as error:
        raise click.UsageError(f"{error.field}: {PROBLEMS[error.code]}") from error
    click.echo(f"Added {slug}.")


@click.group()
def keys() -> None:
    """The keys by which websites submit reviews."""


@keys.command("create")
@click.argument("name")
@click.option("--site", "slug", help="Site the key is for; the only one where there is one.")
def create(name: str, *, slug: str | None) -> None:
    """Make an API key and print its secret, this once."""
    _, database = open_house()
    with database.writing.begin() as session:
        _, secret = create_key(session, choose_site(session, slug), name)
    click.echo(secret)


@click.group()
def staff() -> None:
    """The people who moderate."""


@staff.command("invite")
@click.option("--admin", is_flag=True, help="May also run sites, keys and accounts.")
def invite_staff(*, admin: bool) -> None:
    """Print a one-time link to create an account, good for three days."""
    settings, database = open_house()
    with database.writing.begin() as session:
        token = invite(session, Role.ADMIN if admin else Role.MODERATOR)
    click.echo(f"{settings.address}/invitations/{token}")
