"""The corpus made ready once for a work folder: verified, cleaned, rid of test sentences.

The result is kept in the work folder, so a resumed training starts within seconds.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.packs import manifest as manifests
from training.packs import overlap
from training.packs.corpus import Pair, Portion, load

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME: Final = "pairs.tsv"
# The project's own texts; they change with the project and have no checksum.
OWN: Final = (Path(__file__).parent / "grammar", Path(__file__).parent / "texts")
# Raised when cleaning or the overlap check changes, so that no older result is taken for it.
RULES: Final = 1


def prepare(
    manifest: Path, corpus: Path, tests: Sequence[Path], work: Path
) -> tuple[list[Portion], list[str]]:
    """Return the pairs to train on, and lines that say what was done.

    Raises ManifestError if the corpus is not what the manifest means, OSError if a test folder is
    not there. Without test folders nothing is removed, and a line says so.
    """
    held_out = overlap.read_tests(tests)
    key = _key(manifest, held_out)
    kept = work / NAME
    if (portions := _read(kept, key)) is not None:
        return portions, [f"{kept.name} is up to date"]
    described = manifests.read(manifest)
    manifests.verify(described, corpus)
    portions, dropped = load(described, corpus)
    portions, lost = overlap.remove(portions, held_out)
    _write(kept, key, portions)
    lines = [f"{len(one.pairs):8d} x {one.repeat:g}  {one.name} ({one.tag})" for one in portions]
    lines.append(f"cleaning dropped {dict(dropped)}")
    lines.append(overlap.report(lost) if tests else "no test sets given: overlap NOT removed")
    return portions, lines


def _key(manifest: Path, tests: overlap.TestText) -> str:
    digest = sha256(manifest.read_bytes())
    for path in sorted(path for folder in OWN for path in folder.rglob("*.t*")):
        digest.update(path.read_bytes())
    digest.update(f"{RULES}".encode())
    for line in sorted(" ".join(words) for words in tests.lines):
        digest.update(line.encode())
    return digest.hexdigest()


def _write(path: Path, key: str, portions: Sequence[Portion]) -> None:
    aside = path.with_suffix(".new")
    header = [[one.name, one.tag, one.repeat, len(one.pairs)] for one in portions]
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps({"key": key, "portions": header}) + "\n")
        for portion in portions:
            file.writelines(f"{pair.source}\t{pair.target}\n" for pair in portion.pairs)
    aside.replace(path)


def _read(path: Path, key: str) -> list[Portion] | None:
    """Read what an earlier run kept; None if there is nothing or it was made of something else."""
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            header = json.loads(file.readline())
            if header["key"] != key:
                return None
            portions = []
            for name, tag, repeat, count in header["portions"]:
                lines = (file.readline().rstrip("\n").partition("\t") for _ in range(count))
                pairs = [Pair(tag, source, target) for source, _, target in lines]
                portions.append(Portion(name, tag, repeat, pairs))
            return portions
    except (OSError, ValueError, KeyError):
        return None
