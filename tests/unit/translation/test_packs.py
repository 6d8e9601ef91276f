from __future__ import annotations

import json
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from moderation.translation import Engine, PackError, PackStore, Source
from moderation.translation import packs as packs_module
from tests.unit.translation.conftest import FILES, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable


def contents(directory: Path) -> set[str]:
    return {path.relative_to(directory).as_posix() for path in directory.rglob("*")}


def test_an_installed_pack_says_what_it_is(starter: PackStore) -> None:
    pack = starter.find("ru", "en")

    assert pack is not None
    assert (pack.code, pack.version) == ("translate-ru_en", VERSION)
    assert pack.origin == FILES["ru"].name
    assert [each.code for each in starter.installed()] == ["translate-lv_en", "translate-ru_en"]


def test_sound_packs_have_nothing_to_complain_of(starter: PackStore) -> None:
    assert [complaint for _, complaint in starter.check()] == [None, None]


def test_an_empty_store_makes_no_folder_until_something_is_installed(tmp_path: Path) -> None:
    store = PackStore(tmp_path / "packs")

    assert store.installed() == []
    assert store.find("ru", "en") is None
    assert not store.directory.exists()


@pytest.mark.parametrize("tag", ["../..", "ru/../..", "", "ru\x00", "..", "ru_en/current.json"])
def test_a_tag_from_a_review_reaches_no_other_folder(starter: PackStore, tag: str) -> None:
    assert starter.find(tag, "en") is None
    assert starter.find("ru", tag) is None


def test_a_new_version_runs_and_the_old_one_comes_back(
    store: PackStore, repack: Callable[..., Path]
) -> None:
    store.add(repack(metadata={"package_version": "9.9"}))
    assert store.find("ru", "en").version == "9.9"

    assert store.rollback("ru", "en").version == VERSION
    assert store.find("ru", "en").version == VERSION
    assert store.rollback("ru", "en").version == "9.9"


def test_only_the_version_before_is_kept(store: PackStore, repack: Callable[..., Path]) -> None:
    for version in ("9.8", "9.9"):
        store.add(repack(metadata={"package_version": version}))

    kept = sorted(p.name[:3] for p in (store.directory / "translate-ru_en").iterdir() if p.is_dir())
    assert kept == ["9.8", "9.9"]


def test_nothing_to_roll_back_to_is_said_plainly(store: PackStore) -> None:
    with pytest.raises(PackError, match="No earlier pack"):
        store.rollback("ru", "en")
    with pytest.raises(PackError, match="There is no pack"):
        store.remove("en", "ru")


def test_a_removed_pack_is_gone_and_the_other_stays(store: PackStore) -> None:
    store.remove("ru", "en")

    assert store.find("ru", "en") is None
    assert store.find("lv", "en") is not None


HOSTILE = {
    "a path above": ({"extra": {"pack/../../evil": b"x"}}, "outside its own folder"),
    "an absolute path": ({"extra": {"/etc/evil": b"x"}}, "outside its own folder"),
    "a drive": ({"extra": {"C:/evil": b"x"}}, "outside its own folder"),
    "a second folder": ({"extra": {"other/file": b"x"}}, "one folder"),
    "a bomb": ({"extra": {f"{FILES['ru'].stem}/model/b": bytes(30_000_000)}}, "zip bomb"),
    "no weights": ({"dropped": "model/model.bin"}, "lacks model/model.bin"),
    "no tokenizer": ({"dropped": "sentencepiece.model"}, "lacks sentencepiece.model"),
    "no metadata": ({"dropped": "metadata.json"}, "lacks metadata.json"),
    "metadata no JSON": ({"replaced": {"metadata.json": b"{"}}, "cannot be read"),
    "metadata a list": ({"replaced": {"metadata.json": b"[1]"}}, "not an object"),
    "metadata nested": ({"replaced": {"metadata.json": b"[" * 100_000}}, "cannot be read"),
    "weights cut short": ({"replaced": {"model/model.bin": b"\x06\x00\x00\x00"}}, "damaged"),
    "weights of noise": ({"replaced": {"model/model.bin": bytes(range(256)) * 4096}}, "damaged"),
    "vocabulary of noise": ({"replaced": {"sentencepiece.model": b"\xff" * 999}}, "damaged"),
    "no pair": ({"metadata": {"from_code": None}}, "which language"),
    "a path for a pair": ({"metadata": {"to_code": "../x"}}, "which language"),
    "a language into itself": ({"metadata": {"to_code": "ru"}}, "into itself"),
    "the wrong pair": ({"metadata": {"from_code": "en", "to_code": "ru"}}, "wrong pair"),
    "a path for a version": ({"metadata": {"package_version": "../../x"}}, "version"),
    "another kind": ({"metadata": {"type": "sbd"}}, "not a translation pack"),
}


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_a_bad_pack_is_refused_and_the_running_one_untouched(
    store: PackStore, repack: Callable[..., Path], tmp_path: Path, case: str
) -> None:
    changes, sentence = HOSTILE[case]
    zipped = {"compression": zipfile.ZIP_DEFLATED} if case == "a bomb" else {}
    file = repack(**changes)
    if zipped:
        file = recompressed(file)
    before = contents(store.directory), store.find("ru", "en")
    outside = set(tmp_path.rglob("evil*"))

    with pytest.raises(PackError, match=sentence):
        store.add(file)

    assert (contents(store.directory), store.find("ru", "en")) == before
    assert set(tmp_path.rglob("evil*")) == outside


def recompressed(file: Path) -> Path:
    target = file.with_name("deflated.argosmodel")
    with (
        zipfile.ZipFile(file) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    return target


def test_a_symbolic_link_is_refused(store: PackStore, repack: Callable[..., Path]) -> None:
    file = repack()
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo(f"{FILES['ru'].stem}/model/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(PackError, match="symbolic link"):
        store.add(file)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_truncated_download_is_refused(store: PackStore, tmp_path: Path, share: float) -> None:
    whole = FILES["ru"].read_bytes()
    cut = tmp_path / "cut.argosmodel"
    cut.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(PackError, match="truncated"):
        store.add(cut)


def test_a_flipped_byte_is_refused(store: PackStore, tmp_path: Path) -> None:
    content = bytearray(FILES["ru"].read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged = tmp_path / "damaged.argosmodel"
    damaged.write_bytes(content)

    with pytest.raises(PackError):
        store.add(damaged)


def test_a_pack_of_another_pair_than_asked_for_is_refused(store: PackStore) -> None:
    with pytest.raises(PackError, match="not de into en"):
        store.add(FILES["ru"], expect=("de", "en"))


def test_a_missing_file_is_said_plainly(store: PackStore, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no file"):
        store.add(tmp_path / "none.argosmodel")


def test_only_what_a_translator_needs_is_unpacked(
    store: PackStore, repack: Callable[..., Path]
) -> None:
    root = FILES["ru"].stem
    extra = {f"{root}/stanza/model.pt": b"a pickle", f"{root}/run.sh": b"rm"}

    pack = store.add(repack(metadata={"package_version": "9.9"}, extra=extra))

    assert {path.split("/")[0] for path in contents(pack.path)} == {
        "README.md", "metadata.json", "model", "receipt.json", "sentencepiece.model",
    }  # fmt: skip


def test_a_killed_install_leaves_the_old_pack_running(
    store: PackStore, repack: Callable[..., Path]
) -> None:
    file = repack(metadata={"package_version": "9.9"})
    script = (
        "import os, sys; from pathlib import Path;"
        "from moderation.translation import packs;"
        "packs._place = lambda *_: os.kill(os.getpid(), 9);"
        "packs.PackStore(Path(sys.argv[1])).add(Path(sys.argv[2]))"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(store.directory), str(file)],
        check=False,
        cwd=Path(packs_module.__file__).parents[2],
    )

    assert killed.returncode == -9
    assert list(store.directory.glob(".incoming-*"))
    assert store.find("ru", "en").version == VERSION
    assert len(store.installed()) == 2
    assert store.add(file).version == "9.9"
    assert not list(store.directory.glob(".incoming-*"))


def test_a_changed_model_is_found_and_drafts_say_so_until_it_is_installed_again(
    store: PackStore,
) -> None:
    pack = store.find("ru", "en")
    weights = pack.path / "model" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:-1000])

    [draft] = Engine(store, idle_seconds=0).translate([Source("Мы ждали врача.", "ru")])
    complaints = {each.code: complaint for each, complaint in store.check()}

    assert draft.text is None
    assert [(flag.code, flag.detail) for flag in draft.flags] == [("broken_pack", pack.code)]
    assert "model.bin" in str(complaints["translate-ru_en"])
    assert complaints["translate-lv_en"] is None
    store.add(FILES["ru"])
    assert all(complaint is None for _, complaint in store.check())


def test_a_garbled_pointer_or_receipt_hides_the_pack_and_raises_nothing(store: PackStore) -> None:
    home = store.directory / "translate-ru_en"
    (home / "current.json").write_text("[", encoding="utf-8")
    assert store.find("ru", "en") is None

    receipt = store.find("lv", "en").path / "receipt.json"
    receipt.write_text(json.dumps({"checksum": "x"}), encoding="utf-8")
    assert store.installed() == []
