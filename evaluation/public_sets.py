"""How good the drafts are on test sets that others publish figures for.

FLORES-101; NTREX-128; the medical sentences of TICO-19; the news task of WMT 2017. A folder holds
`ru/flores-devtest.ru` beside `ru/flores-devtest.en`, and so on; a set that is not there is left
out.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import sacrebleu

from evaluation.common import TAGS, Measure
from moderation.translation import Engine, Source

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.translation import PackStore

# The stem of a set's files, and what its figure is called.
PUBLIC_SETS: Final = {
    "flores-devtest": "flores",
    "ntrex": "ntrex",
    "tico19-medical": "tico19",
    "wmt17": "wmt17",
}
SAMPLE, SEED = 300, 20_260


def measures(folder: Path, store: PackStore) -> dict[str, Measure]:
    """Return `translation.*_bleu.*`: BLEU on a fixed sample of each set that is in the folder.

    Raises ValueError where the two sides of a set differ in length.
    """
    found = {}
    for tag in TAGS:
        for stem, name in PUBLIC_SETS.items():
            files = folder / tag / f"{stem}.{tag}", folder / tag / f"{stem}.en"
            if all(file.is_file() for file in files):
                score = _sampled(*files, tag, store)
                found[f"translation.{name}_bleu.{tag}"] = Measure(score, unit="BLEU")
    return found


def _sampled(source: Path, reference: Path, tag: str, store: PackStore) -> float:
    sides = (file.read_text(encoding="utf-8").strip().split("\n") for file in (source, reference))
    rows = list(zip(*sides, strict=True))
    rows = random.Random(SEED).sample(rows, min(SAMPLE, len(rows)))  # noqa: S311 a sample
    drafts = Engine(store).translate([Source(row[0], tag) for row in rows])
    made = [draft.text or "" for draft in drafts]
    return float(sacrebleu.corpus_bleu(made, [[row[1] for row in rows]]).score)
