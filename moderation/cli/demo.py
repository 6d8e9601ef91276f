"""A separate instance with sample reviews and a company page that pulls the feed."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import click
import waitress

from demo.seed import DEMO_EMAIL, DEMO_PASSWORD, NAME, SLUG, seed
from demo.server import company_page
from moderation.cli.house import install_starter_packs, open_house
from moderation.cli.serve import RUN, Supervisor, serve_web
from moderation.settings import load


@click.command()
@click.option("--company-port", default=8001, show_default=True, help="Port of the company's page.")
def demo(*, company_port: int) -> None:
    """Start an instance of its own with sample reviews, a moderator and a company's page."""
    os.environ.setdefault("BALSS_INSTANCE", str(Path("instance") / "demo"))
    settings, database = open_house(load(), first_site=(SLUG, NAME))
    install_starter_packs(settings)
    seed(database, settings.secret())
    page = waitress.create_server(
        company_page(f"{settings.address}/feeds/demo.json"), host=settings.host, port=company_port
    )
    threading.Thread(target=page.run, name="company-page", daemon=True).start()
    click.echo(f"The company's page is at http://{settings.host}:{company_port}")
    click.echo(f"Sign in as {DEMO_EMAIL} with the password {DEMO_PASSWORD}")
    supervisor = Supervisor([sys.executable, str(RUN), "worker"])
    supervisor.start()
    try:
        serve_web(settings, database)
    finally:
        supervisor.stop()
