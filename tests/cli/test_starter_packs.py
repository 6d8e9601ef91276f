from __future__ import annotations

import shutil
from pathlib import Path

from moderation.cli.house import install_starter_packs
from moderation.settings import load
from moderation.translation import PackStore

STARTERS = Path(__file__).resolve().parents[2] / "packs"


def test_starter_packs_are_installed_once_and_left_alone_after(tmp_path: Path) -> None:
    settings = load(instance=tmp_path, starter_packs=STARTERS)
    install_starter_packs(settings)
    first = {pack.code: pack.installed_at for pack in PackStore(settings.packs).installed()}

    install_starter_packs(settings)

    assert set(first) == {"translate-lv_en", "translate-ru_en"}
    assert {pack.code: pack.installed_at for pack in PackStore(settings.packs).installed()} == first


def test_a_damaged_starter_pack_is_reported_and_the_other_still_installed(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(STARTERS, packs)
    damaged = next(packs.glob("translate-lv_en-*.argosmodel"))
    damaged.write_bytes(damaged.read_bytes()[:1000])
    settings = load(instance=tmp_path / "instance", starter_packs=packs)

    install_starter_packs(settings)

    assert [pack.code for pack in PackStore(settings.packs).installed()] == ["translate-ru_en"]
