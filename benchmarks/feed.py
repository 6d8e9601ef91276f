"""The feed against a bare Flask route that sends the same bytes, in the same server; and by size.

    python -m benchmarks.feed

Both are asked over one kept connection to waitress, in a process of its own, so that the client
does not share the server's interpreter. BALSS_BENCH_ROWS sets how many entries the large feed has.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import insert, select

from benchmarks import data
from evaluation.common import Measure
from models import Decision, Entry, Site, Status, new_id
from moderation.app import create_app
from moderation.publication import cursor
from moderation.publication.entries import Place
from moderation.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from moderation.database import Database

PATH = f"/feeds/{data.SLUG}.json"
ROUNDS, REQUESTS = 30, 40
PAIRS = 60
TARGETS = {"bench.feed.of_bare": 0.8, "bench.feed304.of_bare": 0.9}
OK = 200
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
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


class Server(NamedTuple):
    """A server in a process of its own."""

    port: int
    pid: int


def measures() -> dict[str, Measure]:
    """Compare answers a second, pages of a large feed with those of a small one, and memory."""
    with ExitStack() as stack:
        small = stack.enter_context(data.database())
        large = stack.enter_context(data.database())
        folder = stack.enter_context(TemporaryDirectory())
        _fill(small, data.FEW)
        _fill(large, data.ROWS)
        found = _against_bare(large, Path(folder))
        found |= _by_size(small, large, folder)
        found |= _mirror(large, folder)
    return found


def _fill(opened: Database, count: int) -> None:
    """Add `count` entries a second apart, all of one review: a feed reads nothing but entries."""
    with opened.reading() as session:
        site = session.scalars(select(Site.id)).one()
    data.add_reviews(opened, site, 0, 1, Status.APPROVED)
    with opened.reading() as session:
        review, decision = session.execute(select(Decision.review_id, Decision.id)).one()
    for low in range(1, count, data.CHUNK):
        rows: list[dict[str, Any]] = [
            {
                "id": new_id(),
                "site_id": site,
                "review_id": review,
                "decision_id": decision,
                "sequence": number + 1,
                "published_at": data.START + timedelta(seconds=number),
                "source_language": "lv",
                "content": {"en": data.ENGLISH, "lv": data.TEXT},
                "author": "Anna",
                "rating": number % 5 + 1,
                "provenance": {"translation": "machine", "reviewed_by_person": True},
            }
            for number in range(low, min(low + data.CHUNK, count))
        ]
        with opened.writing.begin() as session:
            session.execute(insert(Entry), rows)


# -- the size of the feed ---------------------------------------------------------------------


def _by_size(small: Database, large: Database, folder: str) -> dict[str, Measure]:
    """Ask both feeds in turn for the first page and one from their middle, nothing kept."""
    few, many = _application(small, folder), _application(large, folder)
    unit = f"times, {data.ROWS:,} against {data.FEW:,}"
    found = {}
    for name, paths in {
        "bench.feed.million_ratio": (PATH, PATH),
        "bench.feed.deep_ratio": (_middle(data.FEW), _middle(data.ROWS)),
    }.items():
        for _ in range(2):
            _asked(few, paths[0]), _asked(many, paths[1])
        pairs = [(_asked(few, paths[0]), _asked(many, paths[1])) for _ in range(PAIRS)]
        ratio = _quick([ours for _, ours in pairs]) / _quick([theirs for theirs, _ in pairs])
        found[name] = Measure(ratio, 1.2, "lower", unit)
    for app in (few, many):
        app.extensions["balss.database"].engine.dispose()
    return found


def _quick(times: list[float]) -> float:
    """Give the time that a tenth stays under: what else the machine does only ever adds."""
    return sorted(times)[len(times) // 10]


def _middle(count: int) -> str:
    place = Place(data.START + timedelta(seconds=count // 2), new_id())
    return f"{PATH}?cursor={cursor.encode(place)}"


def _asked(app: Flask, path: str) -> float:
    """Give the seconds of a page by an application that remembers nothing."""
    shelf = app.extensions["balss.feed_shelf"]
    app.extensions["balss.feed_shelf"] = type(shelf)()
    client = app.test_client()
    begun = time.perf_counter()
    answer = client.get(path)
    spent = time.perf_counter() - begun
    assert answer.status_code == OK  # noqa: S101 - a measure of the answer
    return spent


def _application(opened: Database, folder: str) -> Flask:
    url, instance = _url(opened), Path(folder)
    settings = load(database_url=url, instance=instance, secret_key="bench", log_level="error")  # noqa: S106
    return create_app(settings)


# -- a mirror ---------------------------------------------------------------------------------


def _mirror(opened: Database, folder: str) -> dict[str, Measure]:
    """Pull everything once; give what the server's memory grew by after the first tenth."""
    total = min(data.ROWS, 100_000)
    with _server(_url(opened), folder) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        reached, early = 0, 0.0
        while reached < total:
            connection.request("GET", f"{PATH}?since={reached}&limit=100")
            reached = json.loads(connection.getresponse().read())["_balss"]["sequence"]
            if not early and reached >= total // 10:
                early = _megabytes(server.pid)
        grown = _megabytes(server.pid) - early
        connection.close()
    return {"bench.feed.mirror_mb": Measure(grown, 4.0, "lower", f"MB for {total:,} entries")}


def _megabytes(pid: int) -> float:
    """Give the memory a process holds (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    line = next(each for each in status.splitlines() if each.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


# -- against a bare route ---------------------------------------------------------------------


def _against_bare(opened: Database, folder: Path) -> dict[str, Measure]:
    body = folder / "body"
    with _server(_url(opened), str(folder)) as ours:
        answer, tag = _answer(ours.port)
        body.write_bytes(answer)
        with _server("bare", str(body)) as bare:
            return {
                name: _race(name, ours.port, bare.port, headers)
                for name, headers in (
                    ("bench.feed.of_bare", {}),
                    ("bench.feed304.of_bare", {"If-None-Match": tag}),
                )
            }


def _race(name: str, port: int, bare_port: int, headers: dict[str, str]) -> Measure:
    """Take short turns, so that whatever else the machine does befalls both alike."""
    turns = [(_rate(port, headers), _rate(bare_port, headers)) for _ in range(ROUNDS)]
    unit = f"share of {median(bare for _, bare in turns):,.0f} answers/s"
    return Measure(median(ours / bare for ours, bare in turns), TARGETS[name], "higher", unit)


def _rate(port: int, headers: dict[str, str]) -> float:
    """Ask over a bare socket: http.client takes as long to read an answer as either to make it.

    A connection is kept as long as the server keeps it; waitress ends it with every 304.
    """
    lines = [f"GET {PATH} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in headers.items())]
    request = "\r\n".join([*lines, "", ""]).encode()
    connection: socket.socket | None = None
    begun = time.perf_counter()
    for _ in range(REQUESTS):
        connection = connection or socket.create_connection(("127.0.0.1", port), timeout=30)
        if _exchange(connection, request):
            connection.close()
            connection = None
    spent = time.perf_counter() - begun
    if connection:
        connection.close()
    return REQUESTS / spent


def _exchange(connection: socket.socket, request: bytes) -> bool:
    """Send a request and read the whole answer; tell whether the server ends the connection.

    Raises RuntimeError unless the answer is 200 or 304.
    """
    connection.sendall(request)
    received = _more(connection)
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection)
    status, head = received[9:12], received[: end + 2]
    if status not in {b"200", b"304"}:
        raise RuntimeError(f"the feed answered {status!r}")
    length = LENGTH.search(head)
    if status == b"200" and length:
        left = int(length[1]) - (len(received) - end - 4)
        while left > 0:
            left -= len(_more(connection))
    return b"\r\nConnection: close\r\n" in head


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise RuntimeError("the server closed the connection")
    return received


def _answer(port: int) -> tuple[bytes, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", PATH)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return body, answer.headers.get("ETag", "")


def _url(opened: Database) -> str:
    return opened.engine.url.render_as_string(hide_password=False)


@contextmanager
def _server(*arguments: str) -> Iterator[Server]:
    command = [sys.executable, "-c", SERVER, *arguments, "0"]
    root = str(Path(__file__).resolve().parents[1])
    environment = {**os.environ, "PYTHONPATH": root}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - asked for above
            yield Server(int(process.stdout.readline()), process.pid)
        finally:
            process.terminate()


if __name__ == "__main__":
    print(measures())
