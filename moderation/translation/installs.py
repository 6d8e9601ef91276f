"""Installing a pack from the index, and how far each install is, for whoever asks meanwhile.

    DIRECTORY/.downloads/translate-ru_en.json                {"state": "fetching", "done": …}
    DIRECTORY/.downloads/translate-ru_en-1_9.part            what has come so far

The state is in a file, so that every web process can show it.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from moderation.translation.archive import PackError
from moderation.translation.index import choose, download, offers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from moderation.translation.packs import Pack, PackStore

FETCHING, TRYING, DONE, FAILED = "fetching", "trying", "done", "failed"
# An install that has said nothing for so long was killed; a trial may take three minutes.
SILENT_SECONDS = 240
SHOWN_SECONDS = 3600
WRITE_EVERY_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Install:
    """How far an install is: `done` of `total` bytes, 0 where unknown.

    `sentence` says why not, with a place for each of `details`, as in PackError.
    """

    from_code: str
    to_code: str
    state: str
    done: int = 0
    total: int = 0
    version: str = ""
    sentence: str = ""
    details: dict[str, str] = field(default_factory=dict)
    at: float = 0.0

    @property
    def running(self) -> bool:
        """Whether somebody is still at it."""
        return self.state in {FETCHING, TRYING}


def install(
    store: PackStore,
    address: str,
    source: str,
    target: str,
    progress: Callable[[int, int | None], None],
) -> Pack:
    """Fetch the newest pack of a pair from the index, try it, and switch to it.

    Raises PackError with a sentence, and then the running pack is what it was before.
    """
    offer = choose(offers(address), source, target)
    file = download(offer, _folder(store), progress)
    try:
        return store.add(file, expect=(source, target))
    finally:
        # Installed or unusable: either way nothing to go on from.
        file.unlink(missing_ok=True)


def begin(store: PackStore, address: str, source: str, target: str) -> threading.Thread:
    """Install in a thread of its own, telling `states` how far it is."""
    told = Install(source, target, FETCHING)
    _tell(store, told)
    thread = threading.Thread(target=_run, args=(store, address, told), name="install", daemon=True)
    thread.start()
    return thread


def states(store: PackStore) -> list[Install]:
    """List the installs of the last hour, by pair; one that was killed has failed."""
    found = []
    for path in sorted(_folder(store).glob("translate-*.json")):
        try:
            one = Install(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue
        age = time.time() - one.at
        if one.running and age > SILENT_SECONDS:
            one = Install(one.from_code, one.to_code, FAILED, one.done, one.total, at=one.at)
        if age <= SHOWN_SECONDS:
            found.append(one)
    return found


def _run(store: PackStore, address: str, told: Install) -> None:
    source, target = told.from_code, told.to_code
    last = [0.0, 0, 0]

    def progress(done: int, total: int | None) -> None:
        whole = done == total
        if whole or time.monotonic() - last[0] > WRITE_EVERY_SECONDS:
            last[:] = [time.monotonic(), done, total or 0]
            state = TRYING if whole else FETCHING
            _tell(store, Install(source, target, state, done, total or 0))

    try:
        pack = install(store, address, source, target, progress)
        _tell(store, Install(source, target, DONE, version=pack.version))
    except PackError as error:
        done, total = int(last[1]), int(last[2])
        _fail(store, Install(source, target, FAILED, done, total), error)
    except OSError as error:  # a full disk, a folder that cannot be written
        reason = error.strerror or type(error).__name__
        why = PackError("The pack could not be written (%(reason)s).", reason=reason)
        _fail(store, Install(source, target, FAILED), why)


def _fail(store: PackStore, told: Install, error: PackError) -> None:
    _tell(store, replace(told, sentence=error.sentence, details=error.details))


def _folder(store: PackStore) -> Path:
    return store.directory / ".downloads"


def _tell(store: PackStore, told: Install) -> None:
    folder = _folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"translate-{told.from_code}_{told.to_code}.json"
    aside = path.with_suffix(f".{threading.get_ident()}.new")
    aside.write_text(json.dumps({**asdict(told), "at": time.time()}), encoding="utf-8")
    aside.replace(path)
