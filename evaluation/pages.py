"""How the page importer does on a page whose testimonials are known."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moderation.intake.importers.page import Proposal, propose
from moderation.language import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEYS = ("found", "text", "language", "author", "signature", "date")
_OURS = frozenset({"ru", "lv", "en"})


def language_of(text: str) -> str:
    """Tag of a text, or `mixed` where its sentences surely are in two of ru, lv and en."""
    reading = read(text)
    if any(flag.code == "mixed_languages" for flag in reading.flags):
        return "mixed"
    return reading.detection.tag


def compare(page: Path, expected: Path) -> str:
    """Print-ready comparison of the proposals on a page with a JSONL file of what stands there.

    A line of `expected` holds `text`, or `text_starts` and `text_ends`, and may hold language,
    author, signature and date. Raises OSError or ValueError for files that cannot be read.
    """
    wanted = [json.loads(line) for line in expected.read_text("utf-8").split("\n") if line.strip()]
    proposals = propose(page.read_text("utf-8"), language_of)
    rows = [f"{'':<32}{''.join(f'{key:>10}' for key in _KEYS)}"]
    totals = dict.fromkeys(_KEYS, 0)
    taken: set[int] = set()
    for want in wanted:
        index = _match(want, proposals, taken)
        verdicts = _verdicts(want, proposals[index]) if index is not None else {}
        taken |= {index} if index is not None else set()
        for key in _KEYS:
            totals[key] += bool(verdicts.get(key, False))
        start = _collapsed(want.get("text") or want["text_starts"])[:30]
        rows.append(f"{start:<32}" + "".join(f"{_mark(verdicts.get(key)):>10}" for key in _KEYS))
    asked = {"found", "text"}.union(*wanted)
    sums = "".join(f"{totals[key] if key in asked else '-':>10}" for key in _KEYS)
    rows.append(f"{f'of {len(wanted)}':<32}{sums}")
    extra = [_collapsed(p.text)[:70] for i, p in enumerate(proposals) if i not in taken]
    rows.append(f"proposed though not a testimonial: {len(extra)}")
    rows += [f"  {text}" for text in extra]
    return "\n".join(rows)


def _match(want: Mapping[str, Any], proposals: Sequence[Proposal], taken: set[int]) -> int | None:
    start = _collapsed(want.get("text") or want["text_starts"])[:20]
    for index, proposal in enumerate(proposals):
        if index not in taken and start in _collapsed(proposal.text):
            return index
    return None


def _verdicts(want: Mapping[str, Any], got: Proposal) -> dict[str, bool | None]:
    text = _collapsed(got.text)
    if "text" in want:
        right = text == _collapsed(want["text"])
    else:
        right = text.startswith(want["text_starts"]) and text.endswith(want["text_ends"])
    verdicts: dict[str, bool | None] = {"found": True, "text": right}
    for key in ("language", "author", "signature", "date"):
        verdicts[key] = getattr(got, key) == want[key] if key in want else None
    return verdicts


def _collapsed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _mark(verdict: bool | None) -> str:
    return {True: "yes", False: "NO", None: "-"}[verdict]


def main() -> None:
    """Compare a page with what is expected of it, as the command line asks."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("expected", type=Path)
    arguments = parser.parse_args()
    print(compare(arguments.page, arguments.expected))


if __name__ == "__main__":
    main()
