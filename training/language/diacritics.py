"""Lists how Latvian words lose their diacritics, to give them back.

    python -m training.language.diacritics --reviews reviews.tsv

Counts the Latvian column of the reviews and of training/packs/texts, all CC0, and writes three
tables of moderation/language/data: `bare-words` (a bare word, what it may be meant to be),
`bare-neighbours` (what stood before, "<", or after, ">", a form that has rivals) and `bare-letters`
(how a letter is spelt between others, for words never met). A word that its letters spell right is
not listed. The same texts give the same files. `--check FILE` says how well labelled reviews come
back.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from moderation.language.diacritics import (
    EDGE,
    WIDEST,
    WORD,
    Letters,
    bare,
    context,
    restored,
    spelt,
)
from training.language import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parents[2]
OWN: Final = ROOT / "training" / "packs" / "texts"
DATA: Final = ROOT / "moderation" / "language" / "data"
# A rival is worth telling apart when it is met so often, of a word that is met so often.
RIVAL_SHARE: Final = 0.03
RIVAL_MEETINGS: Final = 8
LEAST_NEIGHBOURS: Final = 2
LEAST_LETTERS: Final = {1: 2, 2: 2, 3: 2, 4: 3}
MOST_OF_A_WORD: Final = 5  # so that common words do not spell all others

Forms = dict[str, dict[str, int]]
Neighbours = Counter[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Tables:
    """What is written, a table a field."""

    forms: Forms
    neighbours: Neighbours
    letters: Letters


def learn(lines: Iterable[str]) -> Tables:
    """Count the words of Latvian texts, and keep what helps to tell what a bare one means."""
    spoken = [[word.lower() for word in WORD.findall(line)] for line in lines]
    met = Counter(word for line in spoken for word in line)
    forms: Forms = defaultdict(dict)
    for word, count in met.items():
        forms[bare(word)][word] = count
    letters = _letters(met)
    kept = {
        key: found
        for key, found in forms.items()
        if len(found) > 1 or spelt(key, letters) not in found
    }
    return Tables(kept, _neighbours(spoken, forms), letters)


def _letters(met: Mapping[str, int]) -> Letters:
    """Say how each letter is spelt between its neighbours, where fewer neighbours say otherwise."""
    seen: dict[int, dict[tuple[str, str, str], Counter[str]]] = {
        width: defaultdict(Counter) for width in range(1, WIDEST + 1)
    }
    for word, count in met.items():
        framed, meant = f"{EDGE}{bare(word)}{EDGE}", f"{EDGE}{word}{EDGE}"
        if len(framed) != len(meant):
            continue
        for at in range(1, len(word) + 1):
            for width, found in seen.items():
                found[context(framed, at, width)][meant[at]] += min(count, MOST_OF_A_WORD)
    letters: Letters = {}
    for width, found in seen.items():
        for key, counts in found.items():
            letter = min(counts, key=lambda each: (-counts[each], each))
            if counts.total() >= LEAST_LETTERS[width] and letter != _narrower(key, width, letters):
                letters[key] = letter
    return letters


def _narrower(key: tuple[str, str, str], width: int, letters: Letters) -> str:
    left, letter, right = key
    for less in range(width - 1, 0, -1):
        if (found := letters.get((left[-less:], letter, right[:less]))) is not None:
            return found
    return letter


def _neighbours(spoken: Iterable[Sequence[str]], forms: Forms) -> Neighbours:
    found: Neighbours = Counter()
    for line in spoken:
        plain = [EDGE, *map(bare, line), EDGE]
        for at, word in enumerate(line, 1):
            if _rivals(forms[plain[at]]):
                found["<", word, plain[at - 1]] += 1
                found[">", word, plain[at + 1]] += 1
    return Counter({key: count for key, count in found.items() if count >= LEAST_NEIGHBOURS})


def _rivals(found: Mapping[str, int]) -> bool:
    everything = sum(found.values())
    others = everything - max(found.values())
    return everything >= RIVAL_MEETINGS and others >= RIVAL_SHARE * everything


def write(tables: Tables, folder: Path) -> None:
    """Write the three tables, each in the order of its keys."""
    words = {
        key: " ".join(f"{form}:{count}" for form, count in sorted(found.items()))
        for key, found in tables.forms.items()
    }
    neighbours = {" ".join(key): str(count) for key, count in tables.neighbours.items()}
    letters = {" ".join(key): letter for key, letter in tables.letters.items()}
    for name, rows in (
        ("bare-words", words), ("bare-neighbours", neighbours), ("bare-letters", letters),
    ):  # fmt: skip
        text = "".join(f"{key}\t{value}\n" for key, value in sorted(rows.items()))
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")


def right(sentences: Iterable[str]) -> tuple[float, float]:
    """Give the share of words that come back as they were, bare ones and restored ones."""
    kept = back = everything = 0
    for text in sentences:
        meant = WORD.findall(text)
        typed, read = WORD.findall(bare(text)), WORD.findall(restored(bare(text)))
        everything += len(meant)
        kept += sum(one == other for one, other in zip(meant, typed, strict=True))
        back += sum(one == other for one, other in zip(meant, read, strict=True))
    return kept / max(1, everything), back / max(1, everything)


def main() -> None:
    """Learn and write, or check what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=Path, help="ru, lv, en by tabs")
    parser.add_argument("--check", type=Path, nargs="+", help="labelled reviews, JSON lines")
    options = parser.parse_args()
    if options.reviews:
        lines = list(texts.reviews(options.reviews)["lv"])
        for file in sorted(OWN.glob("*.tsv")):
            rows = file.read_text(encoding="utf-8").splitlines()
            lines += [row.split("\t")[1] for row in rows]
        tables = learn(lines)
        write(tables, DATA)
        sizes = (len(tables.forms), len(tables.neighbours), len(tables.letters))
        print(f"{len(lines)} texts: {sizes[0]} words, {sizes[1]} neighbours, {sizes[2]} spellings")
    for file in options.check or ():
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        kept, back = right(row["text"] for row in rows if row["language"] == "lv")
        print(f"{file.name}: {kept:.3f} of the words right without diacritics, {back:.3f} restored")


if __name__ == "__main__":
    main()
