"""The manifest: which texts a pack is trained on, whence, under which licence, how often."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent / "manifest.toml"
SCRIPTS: Final = ("cyrillic", "latin")
DIGEST_LENGTH: Final = 64


class ManifestError(Exception):
    """A manifest or corpus that cannot be used; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language of a manifest: its tag, English name and script."""

    tag: str
    name: str
    script: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file of parallel text. `repeat` is how often an epoch meets each of its pairs.

    `own` is the manifest's folder where the text is the project's own and lies beside it, and
    `made` how many lines the grammar is to draw where there is no file; neither has a checksum.
    """

    path: str
    origin: str
    columns: tuple[str, ...]
    licence: str
    sha256: str
    repeat: float
    own: Path | None = None
    made: int = 0

    def file(self, corpus: Path) -> Path:
        """Where the text lies: in the corpus folder, or beside the manifest."""
        return (self.own or corpus) / self.path


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a pack is trained on. `languages` maps a tag to its language, target included."""

    target: str
    languages: dict[str, Language]
    sources: tuple[Source, ...]

    @property
    def source_tags(self) -> tuple[str, ...]:
        """The languages read, in the manifest's order."""
        return tuple(tag for tag in self.languages if tag != self.target)


def read(path: Path = HERE) -> Manifest:
    """Read and check a manifest; raises ManifestError naming what is wrong with it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        languages = {tag: Language(tag, **entry) for tag, entry in raw["languages"].items()}
        sources = tuple(_source(entry, path.parent) for entry in raw["source"])
        found = Manifest(str(raw["target"]), languages, sources)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ManifestError(f"{path.name} cannot be read: {error!r}.") from error
    _check(found)
    return found


def verify(manifest: Manifest, corpus: Path) -> None:
    """Compare every file with its checksum; raises ManifestError naming all that differ."""
    wrong = []
    for source in manifest.sources:
        if source.made or source.own:
            continue
        try:
            with source.file(corpus).open("rb") as file:
                if file_digest(file, "sha256").hexdigest() != source.sha256:
                    wrong.append(f"{source.path} is not the file the manifest means")
        except OSError:
            wrong.append(f"{source.path} is missing")
    if wrong:
        raise ManifestError("; ".join(wrong) + ".")


def _source(entry: dict[str, Any], folder: Path) -> Source:
    columns = tuple(entry.pop("columns"))
    repeat = float(entry.pop("repeat"))
    own = folder if entry.pop("own", False) else None
    digest = entry.pop("sha256", "")
    return Source(columns=columns, repeat=repeat, own=own, sha256=digest, **entry)


def _check(manifest: Manifest) -> None:
    for language in manifest.languages.values():
        if language.script not in SCRIPTS:
            raise ManifestError(f"{language.name} is in neither script of {', '.join(SCRIPTS)}.")
    if manifest.target not in manifest.languages:
        raise ManifestError(f"The target {manifest.target} is not among the languages.")
    for source in manifest.sources:
        if manifest.target not in source.columns or not set(source.columns) <= set(
            manifest.languages
        ):
            raise ManifestError(f"The columns of {source.path} do not fit the languages.")
        sure = source.made or source.own or len(source.sha256) == DIGEST_LENGTH
        if source.repeat <= 0 or not sure or not source.licence:
            raise ManifestError(f"{source.path} lacks a weight, a checksum or a licence.")
        if Path(source.path).is_absolute() or ".." in Path(source.path).parts:
            raise ManifestError(f"{source.path} leads out of the corpus folder.")
