"""A WSGI application that answers over HTTP in a thread of the test."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from waitress import create_server
from waitress.wasyncore import close_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import WSGIApplication


@contextmanager
def serving(app: WSGIApplication, *, threads: int) -> Iterator[str]:
    """Serve `app` on a free port until the block ends; gives its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=threads)
    closing = threading.Event()

    def run() -> None:
        try:
            server.run()
        except (OSError, ValueError):
            # Its sockets are closed under it while it waits for a request: that is how it ends.
            if not closing.is_set():
                raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        closing.set()
        # Whoever still answers would write to what is closed.
        server.task_dispatcher.shutdown(timeout=5)
        # The socket it listens on, and every connection that a browser has kept open.
        close_all(server._map)
        thread.join(5)
