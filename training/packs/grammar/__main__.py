"""Write trilingual training text: Russian, Latvian and English, tab-separated, CC0.

python -m training.packs.grammar --seed 1 --lines 200000 --out FILE
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.packs.grammar import words
from training.packs.grammar.generate import Generator


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.packs.grammar")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--out", type=Path, help="without it, lines are printed")
    parser.add_argument("--check", action="store_true", help="fill every frame and count")
    parser.add_argument("--frame", help="only frames whose place begins so, as thanks.txt:12")
    options = parser.parse_args()
    generator = Generator()
    if options.check:
        print("\n".join(generator.check()))
        return
    lines = generator.lines(options.seed, options.lines, only=options.frame or "")
    if options.out is None:
        for line in lines:
            print("\t".join(line))
        return
    with options.out.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write("\t".join(line) + "\n")


if __name__ == "__main__":
    try:
        main()
    except (words.LexiconError, BrokenPipeError) as error:
        raise SystemExit(str(error)) from error
