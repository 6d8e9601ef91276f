"""Parallel text, read and cleaned.

A file is .tsv or .tsv.xz, UTF-8, two or more tab-separated columns. Cleaning drops what teaches a
small model nothing or something wrong: empty sides, monsters, sides of very unlike length, lines
in the wrong script, lines left untranslated, and repetitions.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from training.packs.manifest import Manifest, Source

LONGEST: Final = 500
SEED: Final = 1
# Sides shorter than this may differ as they like: "OK" is "Labi, sapratu".
RATIO_FROM: Final = 24
RATIO: Final = 2.6
SCRIPT_SHARE: Final = 0.6
COPY_WORDS: Final = 3
LETTERS: Final = {
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
ANY_LETTER: Final = re.compile(r"[^\W\d_]")
INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


class Pair(NamedTuple):
    """One text in a source language (`tag`) and in the target language."""

    tag: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Portion:
    """The clean pairs of one file in one language, and how often an epoch meets each."""

    name: str
    tag: str
    repeat: float
    pairs: list[Pair]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What passed, and how many were dropped for each reason."""

    pairs: list[Pair]
    dropped: Counter[str]


def rows(path: Path) -> Iterator[list[str]]:
    """Yield the columns of each line, tidied. Raises OSError or UnicodeDecodeError."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield [tidy(column) for column in line.rstrip("\r\n").split("\t")]


def pairs(source: Source, corpus: Path, target: str) -> Iterator[Pair]:
    """Yield the pairs of one source; a line with another number of columns is passed over."""
    there = source.columns.index(target)
    lines = made(source) if source.made else rows(source.file(corpus))
    for row in lines:
        if len(row) == len(source.columns):
            for index, tag in enumerate(source.columns):
                if index != there:
                    yield Pair(tag, row[index], row[there])


def made(source: Source) -> Iterator[list[str]]:
    """Yield the lines that the grammar draws for a source that has no file."""
    # Here, since only a manifest that asks for it needs the Russian dictionary installed.
    from training.packs.grammar.generate import Generator  # noqa: PLC0415
    from training.packs.grammar.pattern import LANGUAGES  # noqa: PLC0415

    order = [LANGUAGES.index(tag) for tag in source.columns]
    for line in Generator().lines(SEED, source.made):
        yield [line[index] for index in order]


def load(manifest: Manifest, corpus: Path) -> tuple[list[Portion], Counter[str]]:
    """Read and clean all of a manifest's files; return them and what was dropped, by reason."""
    portions, dropped = [], Counter[str]()
    for source in manifest.sources:
        found = list(pairs(source, corpus, manifest.target))
        for tag in source.columns:
            if tag != manifest.target:
                cleaned = clean((pair for pair in found if pair.tag == tag), manifest)
                portions.append(Portion(source.path, tag, source.repeat, cleaned.pairs))
                dropped += cleaned.dropped
    return portions, dropped


def clean(found: Iterable[Pair], manifest: Manifest) -> Cleaned:
    """Keep the pairs worth learning from, each once. Never raises."""
    kept: dict[tuple[str, str, str], Pair] = {}
    dropped: Counter[str] = Counter()
    for pair in found:
        scripts = manifest.languages[pair.tag].script, manifest.languages[manifest.target].script
        reason = fault(pair, *scripts)
        key = (pair.tag, pair.source.casefold(), pair.target.casefold())
        if reason is None and key in kept:
            reason = "repeated"
        if reason is None:
            kept[key] = pair
        else:
            dropped[reason] += 1
    return Cleaned(list(kept.values()), dropped)


def fault(pair: Pair, source_script: str, target_script: str) -> str | None:
    """Say why a pair is not worth learning from: a word, or None if it is."""
    short, long = sorted((len(pair.source), len(pair.target)))
    if not short:
        return "empty"
    if long > LONGEST:
        return "long"
    if long > RATIO_FROM and long > RATIO * short:
        return "ratio"
    if not (_in_script(pair.source, source_script) and _in_script(pair.target, target_script)):
        return "script"
    if pair.source == pair.target and len(pair.source.split()) >= COPY_WORDS:
        return "untranslated"
    return None


def tidy(text: str) -> str:
    """Compose letters, drop invisible characters, and leave single spaces."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def _in_script(text: str, script: str) -> bool:
    letters = len(ANY_LETTER.findall(text))
    return letters > 0 and len(LETTERS[script].findall(text)) >= SCRIPT_SHARE * letters
