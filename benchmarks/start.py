"""How large Balss is installed, how fast it starts, how much memory it holds.

    python -m benchmarks.start

Measures the product's own environment, .venv, as `make run` makes it; the start and the memory
with the interpreter that runs this where there is no .venv.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from demo.seed import seed
from evaluation.common import Measure
from models import Review
from moderation.database import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
SECRET = "bench"  # noqa: S105 - of an instance that is deleted at the end
MEGABYTE = 1024 * 1024
STARTS = 3
PATIENCE = 180.0  # seconds


def measures() -> dict[str, Measure]:
    """Return `bench.install_mb`, `bench.start_seconds` and `bench.memory_mb`."""
    found: dict[str, Measure] = {}
    with TemporaryDirectory(prefix="balss-start-") as folder:
        with _running(folder):
            pass  # the first start migrates, installs the packs and compiles byte code
        times = []
        for _ in range(STARTS):
            with _running(folder) as (_, spent):
                times.append(spent)
        found["bench.start_seconds"] = Measure(min(times), 3.0, "lower", "s")
        resident = _memory_after_translating(folder)
        found["bench.memory_mb"] = Measure(resident, 1500.0, "lower", "MB, web and worker")
    if (VENV / "installed").exists():  # after the runs, with the byte code they left
        found["bench.install_mb"] = Measure(_installed(), 300.0, "lower", "MB")
    else:
        print("bench.install_mb: there is no .venv of `make run` to measure")
    return found


def _installed() -> float:
    """Give what the environment takes on disk, as du counts."""
    blocks = sum(path.lstat().st_blocks for path in VENV.rglob("*"))
    return blocks * 512 / MEGABYTE


@contextmanager
def _running(folder: str) -> Iterator[tuple[int, float]]:
    """Start web and worker; give the process and the seconds until /healthz answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    python = VENV / "bin" / "python" if (VENV / "installed").exists() else Path(sys.executable)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BALSS_")},
        "BALSS_INSTANCE": folder,
        "BALSS_PORT": str(port),
        "BALSS_SECRET_KEY": SECRET,
        "BALSS_LOG_LEVEL": "error",
    }
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(python), str(ROOT / "run.py")], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield process.pid, time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own http address
                return
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{address} answered {error.code}") from error
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"{address} did not answer")


def _memory_after_translating(folder: str) -> float:
    """Let the demo's reviews be processed; give what both processes then hold, in MB."""
    opened = connect(f"sqlite:///{Path(folder) / 'balss.db'}")
    seed(opened, SECRET)
    waiting = select(func.count()).select_from(Review).where(Review.due.is_not(None))
    with _running(folder) as (pid, _):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with opened.reading() as session:
                if session.scalar(waiting) == 0:
                    break
            time.sleep(0.2)
        else:
            raise TimeoutError("the worker did not process the demo's reviews")
        resident = sum(_resident(each) for each in [pid, *_children(pid)])
    opened.engine.dispose()
    return resident


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(each) for each in (task / "children").read_text().split()]
    return found


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    print(json.dumps({name: each.value for name, each in measures().items()}, indent=2))
