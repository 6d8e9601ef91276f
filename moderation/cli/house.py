"""What commands share: settings, a migrated database, packs, an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from sqlalchemy import select

from models import Site
from moderation.accounts.sites import create_site
from moderation.database import Database, connect
from moderation.logs import configure_logging
from moderation.migrate import upgrade
from moderation.settings import Settings, load
from moderation.translation import Engine, PackError, PackStore

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def open_house(
    settings: Settings | None = None, *, first_site: tuple[str, str] = ("main", "Main site")
) -> tuple[Settings, Database]:
    """Read the settings, bring the database up to date, make sure that a site exists.

    `first_site` is the slug and name of the site made where there is none.
    """
    settings = settings or load()
    configure_logging(settings.log_level)
    settings.instance.mkdir(parents=True, exist_ok=True)
    settings.secret()
    upgrade(settings.database)
    database = connect(settings.database)
    with database.writing.begin() as session:
        if session.scalar(select(Site.id).limit(1)) is None:
            slug, name = first_site
            create_site(session, slug=slug, name=name)
    return settings, database


def install_starter_packs(settings: Settings) -> None:
    """Install the packs that come with Balss where their pair has none or an older version."""
    store = PackStore(settings.packs)
    installed = {pack.code: _version(pack.version) for pack in store.installed()}
    for file in sorted(settings.starter_packs.glob("translate-*.argosmodel")):
        code, _, version = file.stem.rpartition("-")  # translate-lv_en-0_2
        if installed.get(code, ()) >= _version(version.replace("_", ".")):
            continue
        try:
            store.add(file)
        except PackError as error:
            click.echo(f"{file.name} was not installed: {error}", err=True)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())


def open_engine(settings: Settings) -> Engine:
    """Open the translation engine over the installed packs."""
    return Engine(
        PackStore(settings.packs),
        beam_size=settings.beam_size,
        threads=settings.translation_threads,
        idle_seconds=settings.translator_idle_seconds,
    )


def choose_site(session: Session, slug: str | None) -> Site:
    """Give the named site, or the only one. Raises click's UsageError when it is not clear."""
    if slug is not None:
        site = session.scalars(select(Site).where(Site.slug == slug)).first()
        if site is None:
            raise click.UsageError(
                f"there is no site {slug!r}; `python run.py sites list` shows them"
            )
        return site
    sites = session.scalars(select(Site).limit(2)).all()
    if len(sites) != 1:
        raise click.UsageError("there are several sites; name one with --site")
    return sites[0]
