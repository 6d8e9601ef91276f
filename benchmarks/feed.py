"""The feed against a bare Flask route that sends the same bytes, in the same server.

    python -m benchmarks.feed

Both are asked over one kept connection to waitress, in a process of its own, so that the client
does not share the server's interpreter. BALSS_BENCH_ROWS sets how many entries the large feed has.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import select

from benchmarks import data
from benchmarks.clock import seconds
from evaluation.common import Measure
from models import Site, Status
from moderation.app import create_app
from moderation.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.database import Database

PATH = f"/feeds/{data.SLUG}.json"
ROUNDS, REQUESTS = 7, 150
TARGETS = {"bench.feed.of_bare": 0.5, "bench.feed304.of_bare": 0.5}
SERVER = """
import logging, sys, waitress
from flask import Flask, Response, request
from moderation.app import create_app
from moderation.settings import load
url, body, port = sys.argv[1:4]
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
if url == "bare":
    app = Flask("bare")
    content = open(body, "rb").read()
    @app.get("{path}")
    def feed():
        if request.headers.get("If-None-Match"):
            return Response(status=304)
        return Response(content, mimetype="application/feed+json")
else:
    app = create_app(load(database_url=url, instance=body, secret_key="bench", log_level="error"))
server = waitress.create_server(app, host="127.0.0.1", port=int(port), threads=2)
print(server.effective_port, flush=True)
server.run()
""".replace("{path}", PATH)


def measures() -> dict[str, Measure]:
    """Compare answers a second, and the first page of a large feed with that of a small one."""
    with data.database() as opened, TemporaryDirectory() as folder:
        with opened.reading() as session:
            site = session.scalars(select(Site.id)).one()
        data.add_reviews(opened, site, 0, data.FEW, Status.APPROVED)
        found = _against_bare(opened, Path(folder))
        few = _first_page(opened, folder)
        data.add_reviews(opened, site, data.FEW, data.ROWS - data.FEW, Status.APPROVED)
        many = _first_page(opened, folder)
    unit = f"times, {data.ROWS:,} against {data.FEW:,}"
    return found | {"bench.feed.million_ratio": Measure(many / few, 2.0, "lower", unit)}


def _first_page(opened: Database, folder: str) -> float:
    """Give the seconds of a first page, by an application that remembers nothing."""
    url = opened.engine.url.render_as_string(hide_password=False)
    app = create_app(
        load(database_url=url, instance=Path(folder), secret_key="bench", log_level="error")  # noqa: S106
    )
    shelf = app.extensions.get("balss.feed_shelf")
    client = app.test_client()

    def ask() -> None:
        if shelf is not None:
            app.extensions["balss.feed_shelf"] = type(shelf)()
        assert client.get(PATH).status_code == 200  # noqa: S101, PLR2004 - a measure of the answer

    spent = seconds(ask)
    app.extensions["balss.database"].engine.dispose()
    return spent


def _against_bare(opened: Database, folder: Path) -> dict[str, Measure]:
    url = opened.engine.url.render_as_string(hide_password=False)
    body = folder / "body"
    with _server(url, str(folder)) as port:
        answer, tag = _answer(port)
        body.write_bytes(answer)
        with _server("bare", str(body)) as bare_port:
            return {
                name: _race(name, port, bare_port, headers)
                for name, headers in (
                    ("bench.feed.of_bare", {}),
                    ("bench.feed304.of_bare", {"If-None-Match": tag}),
                )
            }


def _race(name: str, port: int, bare_port: int, headers: dict[str, str]) -> Measure:
    """Take turns, so that whatever else the machine does befalls both; compare turn by turn."""
    turns = [(_rate(port, headers), _rate(bare_port, headers)) for _ in range(ROUNDS)]
    unit = f"share of {median(bare for _, bare in turns):,.0f} answers/s"
    return Measure(median(ours / bare for ours, bare in turns), TARGETS[name], "higher", unit)


def _rate(port: int, headers: dict[str, str]) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    begun = time.perf_counter()
    for _ in range(REQUESTS):
        connection.request("GET", PATH, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in {200, 304}:
            raise RuntimeError(f"the feed answered {answer.status}")
    spent = time.perf_counter() - begun
    connection.close()
    return REQUESTS / spent


def _answer(port: int) -> tuple[bytes, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", PATH)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return body, answer.headers.get("ETag", "")


@contextmanager
def _server(*arguments: str) -> Iterator[int]:
    command = [sys.executable, "-c", SERVER, *arguments, "0"]
    root = str(Path(__file__).resolve().parents[1])
    environment = {**os.environ, "PYTHONPATH": root}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - asked for above
            yield int(process.stdout.readline())
        finally:
            process.terminate()


if __name__ == "__main__":
    print(measures())
