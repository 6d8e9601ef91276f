"""A demo in a folder of its own, run as `make demo` runs it, for programs that look at it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import Review
from moderation.database import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moderation.database import Database

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 240.0  # seconds


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo: its desk, its company's page, its database."""

    desk: str
    company: str
    database: Database


@contextmanager
def open_demo() -> Iterator[Demo]:
    """Run a demo in a folder that is deleted at the end, once its reviews are processed."""
    python = ROOT / ".venv" / "bin" / "python"
    with TemporaryDirectory(prefix="balss-pictures-") as folder:
        port, company = _free_port(), _free_port()
        environment = {**os.environ, "BALSS_INSTANCE": folder, "BALSS_PORT": str(port)}
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [str(python), str(ROOT / "run.py"), "demo", "--company-port", str(company)],
            env=environment,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(lambda: _answers(f"{address}/healthz"))
            database = connect(f"sqlite:///{Path(folder) / 'balss.db'}")
            _wait(lambda: _processed(database))
            yield Demo(address, f"http://127.0.0.1:{company}", database)
            database.engine.dispose()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if done():
            return
        time.sleep(0.2)
    sys.exit("the demo did not get ready")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own http address
            return True
    except OSError:
        return False


def _processed(database: Database) -> bool:
    due = select(func.count()).select_from(Review).where(Review.due.is_not(None))
    with database.reading() as session:
        return session.scalar(due) == 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
