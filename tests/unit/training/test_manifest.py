from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from training.packs.corpus import clean, pairs, rows
from training.packs.manifest import HERE, ManifestError, read, verify

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = HERE.parent / "texts"
TEXT = """\
target = "en"

[languages]
lv = {{ name = "Latvian", script = "{script}" }}
en = {{ name = "English", script = "latin" }}

[[source]]
path = "{path}"
origin = "somewhere"
columns = ["{column}", "en"]
licence = "{licence}"
sha256 = "{sha256}"
repeat = {repeat}
"""
GOOD = {
    "script": "latin",
    "path": "a.tsv",
    "column": "lv",
    "licence": "CC0",
    "sha256": sha256(b"Labi\tGood\n").hexdigest(),
    "repeat": "0.5",
}


def write(folder: Path, **changes: str) -> Path:
    path = folder / "manifest.toml"
    path.write_text(TEXT.format(**{**GOOD, **changes}), encoding="utf-8")
    return path


def test_the_manifest_of_the_starter_packs_is_sound() -> None:
    manifest = read(HERE)

    assert manifest.source_tags == ("ru", "lv")
    assert all(source.licence and source.origin for source in manifest.sources)
    assert len({source.path for source in manifest.sources}) == len(manifest.sources)


def test_every_collection_of_the_manifest_has_its_projects_named() -> None:
    lines = (HERE.parent / "projects.tsv").read_text(encoding="utf-8").splitlines()
    named = {line.split("\t")[0] for line in lines[1:]}
    others = {
        source.path.split(".")[0]
        for source in read(HERE).sources
        if source.own is None and not source.made
    }

    assert others == named | {"reviews"}


def test_the_project_s_own_texts_are_all_in_the_manifest() -> None:
    lying = {f"texts/{path.name}" for path in TEXTS.glob("*.tsv")}

    assert lying == {source.path for source in read(HERE).sources if source.own}


@pytest.mark.parametrize("name", sorted(each.name for each in TEXTS.glob("*.tsv")))
def test_the_project_s_own_texts_are_clean(name: str) -> None:
    path = TEXTS / name
    manifest = read(HERE)
    (source,) = (each for each in manifest.sources if each.path == f"texts/{path.name}")

    cleaned = clean(pairs(source, path.parent, manifest.target), manifest)

    assert all(len(row) == len(source.columns) for row in rows(path))
    assert set(cleaned.dropped) <= {"ratio"}


def test_a_manifest_is_read_with_its_weights(tmp_path: Path) -> None:
    (source,) = read(write(tmp_path)).sources

    assert (source.path, source.columns, source.repeat) == ("a.tsv", ("lv", "en"), 0.5)


@pytest.mark.parametrize(
    "change",
    [
        {"script": "runic"},
        {"path": "../../etc/passwd"},
        {"path": "/etc/passwd"},
        {"column": "xx"},
        {"licence": ""},
        {"sha256": "12"},
        {"repeat": "0"},
        {"repeat": '"often"'},
        {"repeat": "]"},
    ],
)
def test_a_broken_manifest_is_refused_with_a_sentence(
    tmp_path: Path, change: dict[str, str]
) -> None:
    with pytest.raises(ManifestError, match=r"\.$"):
        read(write(tmp_path, **change))


def test_a_missing_manifest_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="cannot be read"):
        read(tmp_path / "none.toml")


def test_the_right_corpus_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes(b"Labi\tGood\n")

    verify(read(write(tmp_path)), tmp_path)


def test_a_text_of_the_project_s_own_lies_beside_the_manifest(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(path.read_text("utf-8").replace(f'sha256 = "{GOOD["sha256"]}"', "own = true"))
    (source,) = read(path).sources

    verify(read(path), tmp_path / "elsewhere")

    assert source.file(tmp_path / "elsewhere") == tmp_path / "a.tsv"


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes(b"Labi\tWell\n")

    with pytest.raises(ManifestError, match=r"a\.tsv is not the file the manifest means"):
        verify(read(write(tmp_path)), tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"a\.tsv is missing"):
        verify(read(write(tmp_path)), tmp_path)
