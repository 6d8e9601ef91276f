from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from moderation.translation import Engine, PackStore, Source
from moderation.translation.archive import read_metadata, unpack
from training.packs.card import card
from training.packs.facts import Facts
from training.packs.manifest import HERE, read
from training.packs.package import PackageError, metadata, package

ROOT = Path(__file__).resolve().parents[3]
FACTS = Facts(4, 2, 256, 8000, 7_314_944, 17.0, 60.0)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "exported"
    (folder / "model").mkdir(parents=True)
    (folder / "sentencepiece.model").write_bytes(b"pieces")
    for name in ("model.bin", "config.json", "shared_vocabulary.json"):
        (folder / "model" / name).write_bytes(name.encode())
    return folder


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The running starter pack's own model, as export would leave it."""
    pack = max((ROOT / "packs").glob("translate-lv_en-*.argosmodel"))
    unpack(pack, tmp_path / "exported")
    return tmp_path / "exported"


def test_a_pack_is_what_the_product_unpacks(model: Path, tmp_path: Path) -> None:
    path = package(model, tmp_path / "packs", metadata(read(HERE), "lv", "0.2"), "# Card")

    found = unpack(path, tmp_path / "unpacked")

    assert path.name == "translate-lv_en-0_2.argosmodel"
    assert (found.code, found.version) == ("translate-lv_en", "0.2")
    assert (tmp_path / "unpacked" / "README.md").read_text(encoding="utf-8") == "# Card"
    assert (tmp_path / "unpacked" / "model" / "model.bin").read_bytes() == b"model.bin"
    assert read_metadata(tmp_path / "unpacked") == found


def test_the_same_model_and_card_give_the_same_bytes(model: Path, tmp_path: Path) -> None:
    about = metadata(read(HERE), "ru", "1.0")
    first, second = (package(model, tmp_path / name, about, "Card") for name in ("one", "two"))

    assert first.read_bytes() == second.read_bytes()


def test_the_product_installs_a_pack_and_translates_with_it(exported: Path, tmp_path: Path) -> None:
    path = package(exported, tmp_path / "packs", metadata(read(HERE), "lv", "9.9"), "Card")
    store = PackStore(tmp_path / "store")

    installed = store.add(path)
    (draft,) = Engine(store, threads=1).translate([Source("Paldies, viss bija ļoti labi!", "lv")])

    assert installed.version == "9.9"
    assert draft.text
    assert draft.version == "9.9"


def test_argos_reads_a_pack_as_its_own(model: Path, tmp_path: Path) -> None:
    path = package(model, tmp_path, metadata(read(HERE), "ru", "0.2"), "# Card")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "argos")

    code = (
        "import sys; from pathlib import Path; from argostranslate.package import Package;"
        "found = Package(Path(sys.argv[1]));"
        "print(found.from_code, found.to_code, found.package_version, found.get_readme())"
    )
    folder = tmp_path / "argos" / "translate-ru_en-0_2"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )

    assert done.stdout.split("\n")[0] == "ru en 0.2 # Card"


@pytest.mark.parametrize("version", ["", "v1", "0.2/..", "1.2.3.4.5", "0.2 beta"])
def test_a_version_that_is_none_is_refused(version: str) -> None:
    with pytest.raises(PackageError, match="not a version"):
        metadata(read(HERE), "ru", version)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no exported model"):
        package(tmp_path, tmp_path / "packs", metadata(read(HERE), "ru", "0.2"), "Card")


def test_a_card_names_the_texts_of_its_language_with_their_licences() -> None:
    manifest = read(HERE)

    found = card(manifest, "lv", "0.2", FACTS)

    for source in manifest.sources:
        assert (f"| {source.path} |" in found) == ("lv" in source.columns)
    assert "CC-BY 2.0 FR" in found
    assert "7.3 million parameters" in found


def test_a_card_without_scores_says_so() -> None:
    assert "Not measured." in card(read(HERE), "ru", "0.2", FACTS)


def test_a_card_sets_the_scores_beside_those_before() -> None:
    scores = {"translation.chrf.ru": {"value": 55.04}, "translation.chrf.lv": {"value": 1}}
    before = {"translation.chrf.ru": {"value": 31.7}}

    found = card(read(HERE), "ru", "0.2", FACTS, scores=scores, before=before)

    assert "| chrF, reviews | 31.7 | 55.0 |" in found
    assert found.count("| chrF, reviews |") == 1


def test_samples_stay_in_their_table_cells() -> None:
    found = card(read(HERE), "ru", "0.2", FACTS, samples=[("Да\n| нет", "Yes | no")])

    assert "| Да \\| нет | Yes \\| no |" in found


def test_a_card_without_facts_claims_none() -> None:
    found = card(read(HERE), "ru", "0.2", Facts())

    assert "million" not in found.split("## Data")[0]
    assert json.dumps(found)
