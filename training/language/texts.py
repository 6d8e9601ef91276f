"""Texts to fit on, a list of lines for each language. None of them is a test set.

reviews.tsv is Balss's own; the rest of the corpus folder and the wheels named in SOURCES are read
where they lie and leave only weights behind.
"""

from __future__ import annotations

import json
import lzma
import re
import struct
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import langdetect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

# `pip download --no-deps` of each; Apache-2.0 and BSD-3-Clause.
SOURCES: Final = ("homeassistant", "django")
REGION: Final = ("et", "lt", "uk", "be", "de", "pl", "fi", "sv")
ELSEWHERE: Final = (
    "fr", "es", "it", "nl", "da", "nb", "cs", "sk", "hu", "ro", "tr", "pt", "hr", "ca", "sl", "is",
    "sq",
)  # fmt: skip
ELSEWHERE_CYRILLIC: Final = ("bg", "sr", "mk")
PLACEHOLDER: Final = re.compile(
    r"\[%key.*?%\]|%\(\w+\)s|%\w|\{[^}]*\}|`[^`]*`|<[^>]*>|https?://\S+|[*_#\[\]]+"
)

TRIPLE: Final = 3
LONGEST: Final = 14

Texts = dict[str, list[str]]


def reviews(path: Path) -> Texts:
    """Read reviews.tsv: Russian, Latvian and English in three columns."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return {tag: [row[column] for row in rows] for column, tag in enumerate(("ru", "lv", "en"))}


def corpus(folder: Path, name: str) -> tuple[list[str], list[str]]:
    """Read one NAME.tsv.xz of the corpus: the source's lines and the English ones."""
    with lzma.open(folder / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
        pairs = [line.rstrip("\n").partition("\t") for line in file]
    return [source for source, _, english in pairs if english], [
        english for _, _, english in pairs if english
    ]


def interfaces(folder: Path) -> Texts:
    """Read the interface texts in the wheels of SOURCES, by language."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for wheel in sorted(folder.glob("*.whl")):
        with ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if match := re.search(r"/translations/(?:\w+\.)?([a-z]{2})\.json$", name):
                    lines = _leaves(json.loads(archive.read(name)))
                elif match := re.search(r"/locale/([a-z]{2})/LC_MESSAGES/\w+\.mo$", name):
                    lines = _messages(archive.read(name))
                else:
                    continue
                for line in lines:
                    found[match[1]][" ".join(PLACEHOLDER.sub(" ", line).split())] = None
    return {tag: list(lines) for tag, lines in found.items()}


def everyday() -> Texts:
    """Read everyday.tsv: what customers say in the languages that have no reviews here."""
    found: Texts = defaultdict(list)
    path = Path(__file__).with_name("everyday.tsv")
    for line in path.read_text(encoding="utf-8").splitlines():
        tag, text = line.split("\t")
        found[tag].append(text)
    return found


def invented(tag: str, count: int, random: Random) -> list[str]:
    """Make up `count` lines of three words from the letter triples in langdetect's profile."""
    profile = Path(langdetect.__file__).with_name("profiles") / ("no" if tag == "nb" else tag)
    if not profile.exists():
        return []
    followers: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for gram, number in sorted(json.loads(profile.read_text(encoding="utf-8"))["freq"].items()):
        if len(gram) == TRIPLE and gram[1] != " ":
            followers[gram[:2].lower()].append((gram[2].lower(), number))
    starts = [(pair, sum(n for _, n in ends)) for pair, ends in followers.items() if pair[0] == " "]
    pairs, weights = zip(*starts, strict=True)
    lines = []
    for _ in range(count):
        words = [_word(random.choices(pairs, weights)[0], followers, random) for _ in range(3)]
        lines.append(" ".join(words))
    return lines


def _word(pair: str, followers: dict[str, list[tuple[str, int]]], random: Random) -> str:
    word = pair[1:]
    while len(word) < LONGEST and followers.get(pair):
        letters, weights = zip(*followers[pair], strict=True)
        letter = random.choices(letters, weights)[0]
        if letter == " ":
            break
        word += letter
        pair = pair[1] + letter
    return word


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _leaves(value)
    elif isinstance(node, str):
        yield node


def _messages(data: bytes) -> Iterator[str]:
    """Yield the translations in a gettext .mo file, little-endian."""
    _, _, count, originals, translations = struct.unpack("<5I", data[:20])
    for number in range(count):
        length, start = struct.unpack_from("<2I", data, translations + 8 * number)
        if struct.unpack_from("<2I", data, originals + 8 * number)[0]:
            yield from data[start : start + length].decode("utf-8").split("\0")
