"""No test sentence in training: find the lines a test set shares with the corpus, and remove them.

    python -m training.packs.overlap --corpus DIR --tests DIR [--tests DIR ...]

A training pair overlaps when either side, or a sentence of it, is a test sentence, or shares eight
words in a row with one. Case, punctuation and diacritics are not looked at.
"""

from __future__ import annotations

import json
import re
import unicodedata
from argparse import ArgumentParser
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.packs.corpus import Portion, load
from training.packs.manifest import HERE, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Shorter lines ("Thank you very much") are everybody's; sentences inside a line need more.
LINE_WORDS: Final = 4
SENTENCE_WORDS: Final = 6
RUN: Final = 8
PROBE: Final = 4
MARK: Final = re.compile(r"\[\[[A-Z_]+:(.*?)\]\]", re.DOTALL)
WORD: Final = re.compile(r"[^\W_]+")
DIACRITICS: Final = re.compile("[\u0300-\u036f]")
END: Final = re.compile(r"[.!?…\n]+")
TEXT_SUFFIXES: Final = (".jsonl", ".json", ".tsv", ".txt", ".md", ".py")


@dataclass(slots=True)
class TestText:
    """What must not be trained on, as words: whole lines, sentences, and runs of eight words."""

    __test__ = False  # pytest takes the name for a test case

    lines: set[tuple[str, ...]] = field(default_factory=set)
    runs: set[tuple[str, ...]] = field(default_factory=set)
    probes: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Take in one test text."""
        for words in _stretches(text):
            self.lines.add(words)
        words = plain(text)
        self.runs.update(_runs(words, RUN))
        self.probes.update(_runs(words, PROBE))

    def shares(self, text: str) -> bool:
        """Tell whether a training text overlaps with any test text. Never raises."""
        if not self.lines.isdisjoint(_stretches(text)):
            return True
        # Any eight words in a row hold four that begin at a multiple of four: look at those first.
        words = plain(text)
        if self.probes.isdisjoint(_runs(words, PROBE, PROBE)):
            return False
        return not self.runs.isdisjoint(_runs(words, RUN))


def plain(text: str) -> tuple[str, ...]:
    """Return a text's words in small letters without diacritics."""
    return tuple(WORD.findall(DIACRITICS.sub("", unicodedata.normalize("NFD", text.casefold()))))


def read_tests(folders: Iterable[Path]) -> TestText:
    """Read every text file of the folders: lines, the columns of .tsv, the strings of .jsonl.

    Also NAME.ru, NAME.lv, NAME.en and their like. Raises OSError if a folder is missing or holds
    no text, so that a misspelt name does not pass for a clean corpus.
    """
    found = TestText()
    for folder in folders:
        before = len(found.lines)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and (path.suffix in TEXT_SUFFIXES or _is_language(path.suffix)):
                for text in _texts(path):
                    found.add(text)
        if len(found.lines) == before:
            raise FileNotFoundError(f"There is no test text in {folder}.")
    return found


def remove(portions: Iterable[Portion], tests: TestText) -> tuple[list[Portion], dict[str, int]]:
    """Return the portions without overlapping pairs, and how many each file lost."""
    kept, lost = [], {}
    for portion in portions:
        clear = [
            pair
            for pair in portion.pairs
            if not (tests.shares(pair.source) or tests.shares(pair.target))
        ]
        lost[f"{portion.name} ({portion.tag})"] = len(portion.pairs) - len(clear)
        kept.append(replace(portion, pairs=clear))
    return kept, lost


def report(lost: dict[str, int]) -> str:
    """Word the numbers of lines removed as a table."""
    total = sum(lost.values())
    rows = [f"{count:8d}  {name}" for name, count in lost.items()]
    return "\n".join(["overlap with the test sets, pairs removed:", *rows, f"{total:8d}  in all"])


def _stretches(text: str) -> Iterator[tuple[str, ...]]:
    """Yield a text's words whole, and sentence by sentence, where they are enough."""
    whole = plain(text)
    if len(whole) >= LINE_WORDS:
        yield whole
    sentences = [sentence for sentence in END.split(text) if sentence.strip()]
    if len(sentences) > 1:
        for sentence in sentences:
            words = plain(sentence)
            if len(words) >= SENTENCE_WORDS:
                yield words


def _runs(words: tuple[str, ...], length: int, step: int = 1) -> Iterator[tuple[str, ...]]:
    return (words[start : start + length] for start in range(0, len(words) - length + 1, step))


def _is_language(suffix: str) -> bool:
    return re.fullmatch(r"\.[a-z]{2,3}", suffix) is not None


def _texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        if path.suffix in {".jsonl", ".json"}:
            try:
                strings = list(_strings(json.loads(line)))
            except ValueError:
                strings = [line]
        else:
            strings = line.split("\t")
        for text in strings:
            unmarked = MARK.sub(r"\1", text)
            yield unmarked
            # A review is compared line by line too: training lines have no line breaks.
            if "\n" in unmarked:
                yield from unmarked.split("\n")


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def main() -> None:
    """Print the overlap of a corpus with test sets."""
    parser = ArgumentParser(description="Print what training text shares with test sets.")
    parser.add_argument("--corpus", type=Path, required=True, help="the corpus folder")
    parser.add_argument("--tests", type=Path, action="append", required=True, help="a test folder")
    parser.add_argument("--manifest", type=Path, default=HERE)
    options = parser.parse_args()
    portions, dropped = load(read(options.manifest), options.corpus)
    print("cleaning dropped:", dict(dropped))
    tests = read_tests(options.tests)
    kept, lost = remove(portions, tests)
    print(report(lost))
    left = sum(remove(kept, tests)[1].values())
    print(f"{left:8d}  left after removal, of {sum(len(portion.pairs) for portion in kept)} pairs")


if __name__ == "__main__":
    main()
