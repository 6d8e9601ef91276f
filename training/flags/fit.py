"""Fits the weights by which the engine doubts a draft: moderation/translation/doubt.json.

    python -m training.flags.fit --pairs reviews.tsv --unseen FILE [FILE...] [--packs DIR]

`--pairs` has Russian, Latvian and English in three columns. The packs translate a sample of it;
the worst fifth by chrF is what is to be doubted, and a logistic regression weighs the signs. The
packs may have been trained on these very lines, and are surer of them than of what comes: so the
limit is set on `--unseen` texts (JSON lines with `language` and `text`, no translation needed),
where the share doubted is to be that of the targets, 0.2 · 0.7 + 0.8 · 0.15. Never give a set here
that is measured by afterwards. Takes about a minute; run it again for new packs.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sacrebleu

from moderation.language import for_translation, read
from moderation.translation import Engine, PackStore, Source
from moderation.translation.doubt import FILE, SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

TAGS: Final = ("ru", "lv")
SAMPLE: Final = 1000
SEED: Final = 20_260
WORST: Final = 0.2
SHARE: Final = WORST * 0.7 + (1 - WORST) * 0.15
PENALTY: Final = 1e-3
STEPS: Final = 50
STARTERS: Final = Path(__file__).resolve().parents[2] / "packs"


def fit(signs: Numbers, bad: Numbers) -> Numbers:
    """Fit a logistic regression by Newton's method; weights of the signs as they are, no bias."""
    mean, scale = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(signs)), (signs - mean) / scale])
    weights = np.zeros(design.shape[1])
    ridge = PENALTY * len(signs) * np.eye(len(weights))
    ridge[0, 0] = 0.0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - bad) + ridge @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        weights = weights - np.linalg.solve(curve, slope)
    found: Numbers = weights[1:] / scale
    return found


def sample(path: Path, engine: Engine) -> tuple[Numbers, Numbers]:
    """Translate a sample of the pairs; give the signs of the drafts, and which are the worst."""
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = [row for line in lines if len(row := line.split("\t")) == len(TAGS) + 1]
    rows = random.Random(SEED).sample(rows, min(SAMPLE, len(rows)))
    signs, scores = [], []
    for column, tag in enumerate(TAGS):
        drafts = engine.translate([Source(row[column], tag) for row in rows])
        for row, draft in zip(rows, drafts, strict=True):
            if draft.signs:
                signs.append(draft.signs)
                scores.append(sacrebleu.sentence_chrf(draft.text or "", [row[-1]]).score)
    quality = np.array(scores)
    return np.array(signs), (quality <= np.quantile(quality, WORST)).astype(float)


def unseen(paths: Iterable[Path], engine: Engine) -> tuple[Numbers, int]:
    """Give the signs of drafts of texts nobody trained on, and how many more needed no model."""
    sources = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            review: dict[str, Any] = json.loads(line) if line.strip() else {}
            if review.get("language") in TAGS and not review.get("hostile"):
                for sentence in read(review["text"]).sentences:
                    tag = review["language"]
                    sources.append(Source(for_translation(sentence.text, tag), tag))
    drafts = engine.translate(sources)
    signs = [draft.signs for draft in drafts if draft.signs]
    return np.array(signs), len(drafts) - len(signs)


def limit(doubts: Numbers, others: int) -> float:
    """Give the doubt that the wanted share of all drafts lies above."""
    wanted = SHARE * (len(doubts) + others)
    return float(np.sort(doubts)[max(0, round(len(doubts) - wanted) - 1)])


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description="Fit the weights of the doubt in a draft.")
    parser.add_argument("--pairs", type=Path, required=True, help="ru, lv, en by tabs")
    parser.add_argument("--unseen", type=Path, nargs="+", required=True, help="JSON lines")
    parser.add_argument("--packs", type=Path, default=STARTERS, help="(%(default)s)")
    parser.add_argument("--out", type=Path, default=FILE, help="(%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = PackStore(Path(folder))
        for file in sorted(options.packs.glob("*.argosmodel")):
            store.add(file)
        engine = Engine(store)
        signs, bad = sample(options.pairs, engine)
        weights = fit(signs, bad)
        new, others = unseen(options.unseen, engine)
        top = limit(new @ weights, others)
    told = signs @ weights
    ranks = np.argsort(np.argsort(told)) + 1
    n = bad.sum()
    area = (ranks[bad == 1].sum() - n * (n + 1) / 2) / (n * (len(bad) - n))
    fitted = {
        "packs": sorted(file.stem for file in options.packs.glob("*.argosmodel")),
        "weights": dict(zip(SIGNS, (round(float(w), 5) for w in weights), strict=True)),
        "limit": round(top, 4),
    }
    options.out.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    print(f"area under the curve {area:.3f} on {len(bad)} sentences; {fitted['weights']}")
    print(f"limit {top:.3f} on {len(new)} unseen sentences (and {others} that need no model)")


if __name__ == "__main__":
    main()
