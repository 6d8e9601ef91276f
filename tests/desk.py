"""A desk that answers over HTTP in a thread of the test, for programs that are not Python."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@contextmanager
def open_desk(app: Flask) -> Iterator[str]:
    """Serve `app` on a free port until the block ends; gives its address."""
    with serving(app, threads=2) as address:
        yield address


def tool(name: str, package: str) -> str:
    """Give the path of a program. Fails, not skips: what is not run is not known to work."""
    found = shutil.which(name)
    assert found, f"This test needs {name}: sudo apt-get install {package}"
    return found
