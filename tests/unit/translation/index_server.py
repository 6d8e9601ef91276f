"""An index of packs on this machine, with a server whose line can be cut."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class IndexServer(ThreadingHTTPServer):
    """Serves `rows` as index.json and `files` by name; remembers the ranges it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.rows: list[Any] = []
        self.asked: list[tuple[str, str | None]] = []
        self.cut_after: int | None = None
        self.knows_ranges = True

    @property
    def index(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/index.json"

    def offer(self, file: Path, source: str, target: str, version: str, **more: Any) -> None:  # noqa: ANN401
        self.files[file.name] = file.read_bytes()
        self.rows.append(
            {
                "package_version": version,
                "argos_version": "1.11",
                "from_code": source,
                "from_name": source.upper(),
                "to_code": target,
                "to_name": target.upper(),
                "links": [f"http://127.0.0.1:{self.server_port}/{file.name}"],
                **more,
            }
        )

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Say nothing of lines that were cut on purpose."""


class _Handler(BaseHTTPRequestHandler):
    server: IndexServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path == "/index.json":
            self._send(json.dumps(self.server.rows).encode())
            return
        content = self.server.files.get(self.path.strip("/"))
        if content is None:
            self.send_error(404)
            return
        self.server.asked.append((self.path, self.headers.get("Range")))
        self._send(content, '"' + sha256(content).hexdigest()[:16] + '"')

    def _send(self, content: bytes, tag: str = "") -> None:
        asked = self.headers.get("Range") if self.server.knows_ranges else None
        same = self.headers.get("If-Range") == tag
        first = int(asked.removeprefix("bytes=").rstrip("-")) if asked and same else 0
        if first >= len(content) > 0:
            self.send_error(416)
            return
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(content) - first))
        if first:
            last = len(content) - 1
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        stop = len(content)
        if tag and self.server.cut_after is not None:
            stop = first + self.server.cut_after
        self.wfile.write(content[first:stop])
        if stop < len(content):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@contextmanager
def serving() -> Iterator[IndexServer]:
    server = IndexServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
