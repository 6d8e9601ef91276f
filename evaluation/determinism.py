"""Whether many processes, each with a hash seed of its own, read the same languages.

    python -m evaluation.determinism [--processes 100] [--set FILE]

Each process is started anew, imports everything itself, and reads every text; what it answers, to
the last digit and piece of evidence, is compared by its SHA-256. Exits with 1 if any two differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import SystemRandom
from typing import Final

from moderation.language import read

PROCESSES: Final = 100
SET: Final = Path(__file__).with_name("language_extra.jsonl")
ROOT: Final = Path(__file__).parents[1]
SEEDS: Final = 2**32  # CPython takes 0 to 4294967295


def main() -> None:
    """Start the processes one after the other and say how many answers there were."""
    parser = argparse.ArgumentParser(prog="evaluation.determinism", description=main.__doc__)
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--set", type=Path, default=SET, help="JSON lines with a `text` each")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.answer:
        print(digest(texts(chosen.set)))
        return
    begun = time.perf_counter()
    seeds = SystemRandom().sample(range(SEEDS), chosen.processes)
    answers = Counter(answer(chosen.set, seed) for seed in seeds)
    spent = time.perf_counter() - begun
    print(
        f"{len(texts(chosen.set))} texts, {chosen.processes} processes with random hash seeds: "
        f"{len(answers)} different answers ({spent / chosen.processes:.2f} s a process)"
    )
    for each, count in answers.most_common():
        print(f"  {each}  {count} processes")
    sys.exit(len(answers) != 1)


def texts(path: Path) -> list[str]:
    """Return the texts of a file of JSON lines."""
    rows = filter(str.strip, path.read_text(encoding="utf-8").split("\n"))
    return [json.loads(row)["text"] for row in rows]


def digest(read_texts: list[str]) -> str:
    """Return the SHA-256 of everything that is read in some texts."""
    return hashlib.sha256(repr([read(text) for text in read_texts]).encode()).hexdigest()


def answer(path: Path, seed: int) -> str:
    """Return what a fresh process with a hash seed answers. Raises CalledProcessError."""
    done = subprocess.run(  # noqa: S603 - this very file, by this very interpreter
        [sys.executable, "-m", "evaluation.determinism", "--answer", "--set", str(path.resolve())],
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
