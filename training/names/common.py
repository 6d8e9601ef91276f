"""Make the lists of common words that privacy's recognisers hold capitals against.

A capitalised word that is also written small in ordinary reviews ("Roze", "Marta", "Hope") names
somebody only where the context says so. The lists come from the three columns (ru, lv, en) of a
tab-separated file of CC0 reviews: every word seen in small letters there, and nothing else. No
list of marked names has a part in it.

    python training/names/common.py REVIEWS.tsv moderation/privacy/data
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
COLUMNS = {"lv": 1, "en": 2}  # Russian needs none: pymorphy's dictionary knows


def small_words(lines: list[str], column: int) -> set[str]:
    """Return the words written in small letters in one column of tab-separated lines."""
    words: set[str] = set()
    for line in lines:
        cells = line.split("\t")
        if len(cells) > column:
            words.update(word for word in WORD.findall(cells[column]) if word.islower())
    return words


def main(source: Path, target: Path) -> None:
    """Write one sorted list a language, a word a line."""
    lines = source.read_text(encoding="utf-8").split("\n")
    for language, column in COLUMNS.items():
        words = sorted(small_words(lines, column))
        (target / f"common-{language}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
        print(language, len(words))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
