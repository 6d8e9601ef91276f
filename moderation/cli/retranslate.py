"""Making drafts anew after a better pack has come."""

from __future__ import annotations

import click

from moderation.cli.house import choose_site, open_house
from moderation.queue.retranslation import ask_again
from moderation.tasks import nudger, open_queue


@click.command()
@click.option("--pack", required=True, help="The pair whose drafts are to be made anew: ru_en.")
@click.option("--site", "slug", help="Short name of one site; all sites without it.")
def retranslate(pack: str, slug: str | None) -> None:
    """Have the worker make the drafts of a pack anew; what a person wrote or accepted stays."""
    settings, database = open_house()
    code = pack if pack.startswith("translate-") else f"translate-{pack}"
    with database.writing.begin() as session:
        site = choose_site(session, slug) if slug else None
        marked = ask_again(session, code, actor="system", site=site)
    nudger(open_queue(settings))()
    click.echo(f"{marked} reviews wait for the worker.")
