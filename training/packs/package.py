"""Exported models as Argos packs, one for each source language of the manifest.

    python -m training.packs.package --model DIR --version 0.2 --out packs

The same model and card give the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from training.packs import facts
from training.packs.card import card
from training.packs.manifest import HERE, Manifest, ManifestError, read

if TYPE_CHECKING:
    from collections.abc import Mapping

ARGOS: Final = "1.11"
VERSION: Final = re.compile(r"\d+(?:\.\d+){0,3}")
DATE: Final = (1980, 1, 1, 0, 0, 0)
MODE: Final = 0o644 << 16
CHECKPOINT: Final = Path(__file__).parent / "checkpoint"


class PackageError(Exception):
    """A model that cannot be packed; the message is a sentence."""


def metadata(manifest: Manifest, tag: str, version: str) -> dict[str, str]:
    """Return a pack's metadata.json. Raises PackageError if the version is not one."""
    if not VERSION.fullmatch(version):
        raise PackageError(f"{version!r} is not a version; write it like 0.2.")
    return {
        "package_version": version,
        "argos_version": ARGOS,
        "from_code": tag,
        "from_name": manifest.languages[tag].name,
        "to_code": manifest.target,
        "to_name": manifest.languages[manifest.target].name,
        "type": "translate",
    }


def package(model: Path, out: Path, about: Mapping[str, Any], readme: str) -> Path:
    """Zip a folder with sentencepiece.model and model/ into `out`; return the pack's path.

    `about` is its metadata and `readme` its model card. Raises PackageError if a file is missing.
    """
    parts = [model / "sentencepiece.model", *sorted((model / "model").glob("*"))]
    if not parts[0].exists() or not (model / "model" / "model.bin").exists():
        raise PackageError(f"{model} holds no exported model.")
    version = str(about["package_version"]).replace(".", "_")
    root = f"translate-{about['from_code']}_{about['to_code']}-{version}"
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{root}.argosmodel"
    aside = path.with_suffix(".new")
    with zipfile.ZipFile(aside, "w") as archive:
        _write(archive, f"{root}/metadata.json", json.dumps(about, indent=2).encode())
        _write(archive, f"{root}/README.md", readme.encode())
        for part in parts:
            _write(archive, f"{root}/{part.relative_to(model).as_posix()}", part.read_bytes())
    aside.replace(path)
    return path


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, DATE)
    info.external_attr = MODE
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content, compresslevel=9)


def _json(path: Path | None) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8")) if path else {}
    return found if isinstance(found, dict) else {}


def main() -> None:
    """Make the packs."""
    parser = ArgumentParser(description="Zip an exported model as Argos packs.")
    add = parser.add_argument
    add("--model", type=Path, required=True, help="what export wrote")
    add("--version", required=True, help="the packs' version, like 0.2")
    add("--out", type=Path, required=True, help="folder for the packs")
    add("--manifest", type=Path, default=HERE)
    add("--facts", type=Path, default=CHECKPOINT, help="folder with facts.json (%(default)s)")
    add("--scores", type=Path, help="what evaluation wrote (JSON=PATH) of this pack")
    add("--before", type=Path, help="the same of the pack it replaces")
    add("--samples", type=Path, help="what training.packs.samples wrote")
    options = parser.parse_args()
    try:
        manifest = read(options.manifest)
        samples = _json(options.samples)
        for tag in manifest.source_tags:
            readme = card(
                manifest,
                tag,
                options.version,
                facts.read(options.facts),
                scores=_json(options.scores),
                before=_json(options.before),
                samples=samples.get(tag, ()),
            )
            about = metadata(manifest, tag, options.version)
            path = package(options.model, options.out, about, readme)
            print(f"{path}: {path.stat().st_size:,} bytes")
    except (PackageError, ManifestError, OSError, ValueError) as error:
        sys.exit(f"package: {error}")


if __name__ == "__main__":
    main()
