"""How often people corrected the language, by how sure the machine was.

Reads what `python run.py corrections export` printed. Nothing is learnt from it: it is counted.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from evaluation.language.reliability import BINS, bin_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SHOWN: Final = 15  # pairs of languages
UNKNOWN: Final = "unknown"


@dataclass(slots=True)
class Corrections:
    """Counts by bin of the probability, 0 to 9, and what was taken for what."""

    corrected: Counter[int] = field(default_factory=Counter)
    stood: Counter[int] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)  # (read as, corrected to)
    readers: Counter[str] = field(default_factory=Counter)  # corrections by version
    evidence: Counter[str] = field(default_factory=Counter)  # corrections by evidence code

    def share(self, number: int) -> float | None:
        """Return the share of a bin's sentences that were corrected; None of an empty bin."""
        seen = self.corrected[number] + self.stood[number]
        return self.corrected[number] / seen if seen else None


def load(path: Path) -> Corrections:
    """Count the lines of an export. Raises ValueError naming a line that is none of one."""
    found = Corrections()
    for number, row in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if row.strip():
            try:
                _count(found, json.loads(row))
            except (KeyError, TypeError, ValueError) as error:
                message = f"{path}, line {number}: not a line of `corrections export` ({error!r})"
                raise ValueError(message) from error
    return found


def report(found: Corrections) -> None:
    """Print the corrections by bin, by pair of languages, by evidence and by version."""
    print("probability said   corrected   stood   share corrected")
    for number in range(BINS):
        share = found.share(number)
        print(
            f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}".ljust(16)
            + f"{found.corrected[number]:12}{found.stood[number]:8}"
            + ("-" if share is None else f"{share:.3f}").rjust(18)
        )
    for title, counted in (
        ("read as > corrected to", {" > ".join(p): n for p, n in found.pairs.items()}),
        ("evidence given", found.evidence),
        ("version of the reader", found.readers),
    ):
        print(f"\n{title}")
        for name, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]:
            print(f"  {name:<30}{count:8}")


def _count(found: Corrections, row: Mapping[str, Any]) -> None:
    match row["record"]:
        case "correction":
            found.corrected[bin_of(float(row["probability"]))] += 1
            found.pairs[row["read_as"], row["corrected_to"]] += 1
            found.readers[row["reader"] or UNKNOWN] += 1
            found.evidence.update(row["evidence"])
        case "stood":
            found.stood[bin_of(float(row["probability_from"]))] += int(row["sentences"])
        case other:
            raise ValueError(other)
