from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from moderation.cli import balss
from moderation.translation import PackError, PackStore
from moderation.translation import index as index_module
from moderation.translation.index import choose, download, offers
from moderation.translation.installs import DONE, FAILED, begin, install, states
from tests.unit.translation.conftest import FILES, VERSION
from tests.unit.translation.index_server import IndexServer, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(index_module.__file__).parents[2]


@pytest.fixture
def server() -> Iterator[IndexServer]:
    with serving() as made:
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> PackStore:
    return PackStore(tmp_path / "empty")


def silent(_done: int, _total: int | None) -> None:
    pass


def kept(store: PackStore) -> list[Path]:
    return list((store.directory / ".downloads").glob("*.part"))


def test_a_pack_of_the_index_is_fetched_tried_and_run(
    server: IndexServer, empty: PackStore
) -> None:
    size = FILES["ru"].stat().st_size
    server.offer(
        FILES["ru"], "ru", "en", VERSION, sha256=sha256(FILES["ru"].read_bytes()).hexdigest()
    )
    seen: list[tuple[int, int | None]] = []

    pack = install(empty, server.index, "ru", "en", lambda *far: seen.append(far))

    assert (pack.code, pack.version) == ("translate-ru_en", VERSION)
    assert empty.check() == [(pack, None)]
    assert seen[-1] == (size, size)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert kept(empty) == []


def test_the_newest_version_of_a_pair_is_offered_and_nonsense_passed_over(
    server: IndexServer,
) -> None:
    for version in ("1.9", "1.10", "1.2"):
        server.offer(FILES["ru"], "ru", "en", version)
    server.rows += [
        {"from_code": "../..", "to_code": "en", "package_version": "1", "links": ["http://x/"]},
        {"from_code": "de", "to_code": "en", "package_version": "1", "links": ["file:///etc/x"]},
        {"from_code": "de", "to_code": "en", "package_version": "1", "links": []},
        {"type": "sbd", "from_code": "fi", "to_code": "en", "package_version": "1"},
        "nonsense", None, 7,
    ]  # fmt: skip

    assert [(each.from_code, each.version) for each in offers(server.index)] == [("ru", "1.10")]


@pytest.mark.parametrize("content", [b"<html>", b"{}", b"[" * 100_000])
def test_what_is_no_index_is_said_plainly(server: IndexServer, content: bytes) -> None:
    server.files["other"] = content

    with pytest.raises(PackError, match="no index of packs"):
        offers(server.index.replace("index.json", "other"))


def test_an_index_that_cannot_be_reached_is_said_plainly() -> None:
    with serving() as server:
        address = server.index

    with pytest.raises(PackError, match="cannot be reached"):
        offers(address)


def test_two_packs_through_english_are_proposed_where_there_is_no_direct_one(
    server: IndexServer,
) -> None:
    server.offer(FILES["lv"], "lv", "en", "1")
    server.offer(FILES["lv"], "en", "de", "1")

    with pytest.raises(PackError, match="Install lv to en and en to de instead"):
        choose(offers(server.index), "lv", "de")
    with pytest.raises(PackError, match="no pack from de to fr"):
        choose(offers(server.index), "de", "fr")


def test_a_cut_line_keeps_what_came_and_the_next_attempt_goes_on_from_there(
    server: IndexServer, store: PackStore, repack: Callable[..., Path]
) -> None:
    newer = repack(metadata={"package_version": "9.9"})
    server.offer(newer, "ru", "en", "9.9")
    server.cut_after = 3_000_000

    with pytest.raises(PackError, match="kept: try again to go on from there"):
        install(store, server.index, "ru", "en", silent)
    [part] = kept(store)
    have = part.stat().st_size
    assert 0 < have <= 3_000_000
    assert store.find("ru", "en").version == VERSION

    server.cut_after = None
    assert install(store, server.index, "ru", "en", silent).version == "9.9"
    assert [asked for _, asked in server.asked] == [None, f"bytes={have}-"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(
    server: IndexServer, empty: PackStore
) -> None:
    server.offer(FILES["ru"], "ru", "en", VERSION)
    whole = server.files[FILES["ru"].name]
    server.files[FILES["ru"].name] = b"another file altogether" + whole
    server.cut_after = 1_000_000
    with pytest.raises(PackError):
        install(empty, server.index, "ru", "en", silent)

    server.files[FILES["ru"].name] = whole
    server.cut_after = None

    assert install(empty, server.index, "ru", "en", silent).version == VERSION


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_a_part_that_is_whole_already_does_no_harm(
    server: IndexServer, empty: PackStore, *, knows_ranges: bool
) -> None:
    server.offer(FILES["ru"], "ru", "en", VERSION)
    server.knows_ranges = knows_ranges
    [offer] = offers(server.index)
    folder = empty.directory / ".downloads"
    file = download(offer, folder, silent)
    file.rename(file.with_suffix(".part"))
    tag = sha256(server.files[FILES["ru"].name]).hexdigest()[:16]
    mark = {"link": offer.links[0], "mark": f'"{tag}"'}
    file.with_suffix(".part.json").write_text(json.dumps(mark), encoding="utf-8")

    assert download(offer, folder, silent).read_bytes() == FILES["ru"].read_bytes()


def test_a_file_that_is_not_the_one_the_index_names_is_refused_and_thrown_away(
    server: IndexServer, store: PackStore
) -> None:
    server.offer(FILES["ru"], "ru", "en", "9.9", sha256="0" * 64)

    with pytest.raises(PackError, match="SHA-256 differs"):
        install(store, server.index, "ru", "en", silent)

    assert kept(store) == []
    assert store.find("ru", "en").version == VERSION


def test_another_pair_under_the_name_asked_for_is_refused(
    server: IndexServer, store: PackStore
) -> None:
    server.offer(FILES["lv"], "ru", "en", "9.9")

    with pytest.raises(PackError, match="translates lv into en"):
        install(store, server.index, "ru", "en", silent)

    assert store.find("ru", "en").version == VERSION


def test_a_missing_file_falls_back_to_the_next_address(
    server: IndexServer, empty: PackStore
) -> None:
    server.offer(FILES["ru"], "ru", "en", VERSION)
    links = server.rows[0]["links"]
    server.rows[0]["links"] = [links[0] + "-gone", "ipfs://x", *links]

    assert install(empty, server.index, "ru", "en", silent).version == VERSION


def test_a_redirection_to_a_file_of_this_machine_is_not_followed(
    server: IndexServer, empty: PackStore
) -> None:
    server.offer(FILES["ru"], "ru", "en", VERSION)
    server.rows[0]["links"] = [server.index.replace("index.json", "elsewhere")]

    with pytest.raises(PackError, match="could not be fetched"):
        install(empty, server.index, "ru", "en", silent)


def test_an_install_tells_how_far_it_is_and_how_it_ended(
    server: IndexServer, store: PackStore, repack: Callable[..., Path]
) -> None:
    server.offer(repack(metadata={"package_version": "9.9"}), "ru", "en", "9.9")

    begin(store, server.index, "ru", "en").join(60)
    begin(store, server.index, "lv", "de").join(60)

    told = {(each.from_code, each.to_code): each for each in states(store)}
    assert (told["ru", "en"].state, told["ru", "en"].version) == (DONE, "9.9")
    assert told["lv", "de"].state == FAILED
    why = told["lv", "de"]
    assert why.sentence % why.details == "The index has no pack from lv to de."


def test_a_killed_download_is_gone_on_with(
    server: IndexServer, store: PackStore, repack: Callable[..., Path]
) -> None:
    server.offer(repack(metadata={"package_version": "9.9"}), "ru", "en", "9.9")
    script = (
        "import os, sys; from pathlib import Path;"
        "from moderation.translation import PackStore;"
        "from moderation.translation.installs import install;"
        "install(PackStore(Path(sys.argv[1])), sys.argv[2], 'ru', 'en',"
        " lambda done, total: done > 2_000_000 and os.kill(os.getpid(), 9))"
    )
    command = [sys.executable, "-c", script, str(store.directory), server.index]
    killed = subprocess.run(command, check=False, cwd=ROOT)

    assert killed.returncode == -signal.SIGKILL
    assert store.find("ru", "en").version == VERSION
    assert kept(store)
    assert install(store, server.index, "ru", "en", silent).version == "9.9"
    assert server.asked[-1][1] is not None


def test_a_killed_install_is_shown_as_failed_after_a_while(
    store: PackStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.translation.installs._run", lambda *_: None)
    begin(store, "http://127.0.0.1:1/", "ru", "en").join(5)
    assert states(store)[0].running

    later = time.time() + 300
    monkeypatch.setattr("moderation.translation.installs.time.time", lambda: later)

    assert states(store)[0].state == FAILED


def test_the_command_line_lists_installs_and_rolls_back(
    server: IndexServer, tmp_path: Path, repack: Callable[..., Path]
) -> None:
    server.offer(repack(metadata={"package_version": "9.9"}), "ru", "en", "9.9")
    given = {"BALSS_INSTANCE": str(tmp_path / "house"), "BALSS_PACK_INDEX": server.index}

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(balss, ["packs", *words], env={**os.environ, **given})
        return done.exit_code, done.output

    assert run("add", str(FILES["ru"])) == (0, f"translate-ru_en {VERSION} is installed.\n")
    assert f"ru en\t9.9\tRU to EN\tinstalled: {VERSION}" in run("list", "--available")[1]
    code, output = run("install", "ru", "en")
    assert code == 0
    assert "translate-ru_en 9.9 is installed." in output
    assert run("rollback", "ru", "en") == (0, f"translate-ru_en {VERSION} runs again.\n")
    code, output = run("install", "de", "en")
    assert code == 1
    assert "The index has no pack from de to en." in output
