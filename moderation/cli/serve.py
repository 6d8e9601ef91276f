"""Starting the web server and the worker, together or apart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click
import structlog
import waitress

from models import Role
from moderation.accounts.staff import anybody, invite
from moderation.app import create_app
from moderation.cli.house import install_starter_packs, open_engine, open_house
from moderation.publication.webhooks.messenger import Messenger
from moderation.publication.webhooks.sender import Sender
from moderation.publication.webhooks.turns import Post
from moderation.queue.retention import sweep
from moderation.tasks import consume, hourly, nudger, open_queue
from moderation.worker import process_due

if TYPE_CHECKING:
    from types import FrameType

    from moderation.database import Database
    from moderation.settings import Settings

RUN = Path(__file__).resolve().parent.parent.parent / "run.py"
RESTART_SECONDS = 2.0
log = structlog.get_logger()


@click.command()
def serve() -> None:
    """Start web and worker together (the default)."""
    settings, database = open_house()
    install_starter_packs(settings)
    supervisor = Supervisor([sys.executable, str(RUN), "worker"])
    supervisor.start()
    try:
        serve_web(settings, database)
    finally:
        supervisor.stop()


@click.command()
def web() -> None:
    """Start the web server alone."""
    settings, database = open_house()
    serve_web(settings, database)


@click.command()
def worker() -> None:
    """Start the worker alone; any number may run, on any number of machines."""
    settings, database = open_house()
    install_starter_packs(settings)
    engine = open_engine(settings)
    messenger = Messenger(Post(database, settings.secret(), Sender(settings.networks)))
    messenger.start()

    tidy = hourly(lambda: sweep(database))

    def work() -> None:
        messenger.wake()
        tidy()
        process_due(
            database, engine, batch=settings.batch_reviews, lease_seconds=settings.lease_seconds
        )

    consume(open_queue(settings), work)
    messenger.stop()


def serve_web(settings: Settings, database: Database) -> None:
    """Serve until told to stop; prints the address, and the first account's link once."""
    app = create_app(settings, nudge=nudger(open_queue(settings)))
    server = waitress.create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.web_threads,
        ident="Balss",
        trusted_proxy=None,
    )
    click.echo(f"Balss is at {settings.address}")
    print_first_link(settings, database)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Balss has stopped.")
    finally:
        server.close()


def print_first_link(settings: Settings, database: Database) -> None:
    """Print a one-time link to create the first account, while there is none."""
    with database.writing.begin() as session:
        if anybody(session):
            return
        token = invite(session, Role.ADMIN)
    click.echo(f"Create the first account: {settings.address}/invitations/{token}")


class Supervisor:
    """Keeps one child process running, and takes it along at the end."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start the child and watch it."""
        self._thread.start()

    def stop(self) -> None:
        """Tell the child to finish; give it ten seconds."""
        self._stopping.set()
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            try:
                self._child.wait(10)
            except subprocess.TimeoutExpired:
                self._child.kill()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._child = subprocess.Popen(self._command, env=os.environ)  # noqa: S603
            status = self._child.wait()
            if not self._stopping.is_set():
                log.warning("worker_ended", status=status)
                self._stopping.wait(RESTART_SECONDS)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
