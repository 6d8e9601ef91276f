"""List the Russian words that romanised spellings are read back into.

    python -m training.language.russian --reviews reviews.tsv --corpus DIR --out russian.tsv

A line holds how often its words were met (rounded down to a power of two) and the words.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from training.language import texts

SIZE: Final = 15_000
WORD: Final = re.compile("[а-яё]+")


def main() -> None:
    """Count the words of reviews and prose, reviews weighing more, and write the commonest."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("reviews", "corpus", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for line in texts.reviews(options.reviews)["ru"]:
        counts.update(dict.fromkeys(WORD.findall(line.lower()), 4))
    for line in texts.corpus(options.corpus / "ru", "prose")[0]:
        counts.update(WORD.findall(line.lower()))
    bands: dict[int, list[str]] = defaultdict(list)
    for word, times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SIZE]:
        bands[1 << times.bit_length() - 1].append(word)
    lines = [f"{times}\t{' '.join(sorted(words))}" for times, words in sorted(bands.items())]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
