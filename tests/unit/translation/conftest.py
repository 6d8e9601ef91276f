from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from moderation.translation import Engine, PackStore

PACKS = Path(__file__).resolve().parents[3] / "packs"
FILES = {tag: next(PACKS.glob(f"translate-{tag}_en-*.argosmodel")) for tag in ("ru", "lv")}
VERSION = FILES["ru"].stem.rpartition("-")[2].replace("_", ".")

Repack = "Callable[..., Path]"


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> PackStore:
    """A store with the two starter packs; read only."""
    store = PackStore(tmp_path_factory.mktemp("packs"))
    for file in FILES.values():
        store.add(file)
    return store


@pytest.fixture(scope="session")
def engine(starter: PackStore) -> Engine:
    return Engine(starter, beam_size=1, threads=1, idle_seconds=0)


@pytest.fixture
def store(starter: PackStore, tmp_path: Path) -> PackStore:
    """A store of one's own, to break."""
    directory = tmp_path / "packs"
    shutil.copytree(starter.directory, directory)
    return PackStore(directory)


@pytest.fixture
def repack(tmp_path: Path) -> Repack:
    """Make a changed copy of the Russian starter pack: metadata, members replaced or dropped."""

    def make(
        metadata: dict[str, object] | None = None,
        replaced: dict[str, bytes] | None = None,
        dropped: str | None = None,
        extra: dict[str, bytes] | None = None,
        name: str = "changed.argosmodel",
    ) -> Path:
        file = tmp_path / name
        with zipfile.ZipFile(FILES["ru"]) as old, zipfile.ZipFile(file, "w") as new:
            for info in old.infolist():
                content = old.read(info)
                short = info.filename.split("/", 1)[1]
                if short == dropped:
                    continue
                if short == "metadata.json":
                    content = json.dumps(json.loads(content) | (metadata or {})).encode()
                new.writestr(info.filename, (replaced or {}).get(short, content))
            for path, content in (extra or {}).items():
                new.writestr(path, content)
        return file

    return make
