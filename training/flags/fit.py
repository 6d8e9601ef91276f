"""Fits the weights by which the engine doubts a draft: moderation/translation/doubt.json.

    python -m training.flags.fit [--packs DIR] [--labelled FILE...]

The packs translate labelled sentences which neither they nor the lexicon have seen. Of each file
the worst fifth by chrF is what is to be doubted, and a logistic regression weighs the signs. The
limit is the greatest at which CAUGHT of them carry a flag, counting the flags for what a draft
surely lost; it is set on doubts reckoned with weights fitted on the other sentences, which is also
what the printed figures tell of. Sentences noted `held` are left out: they are for measuring, and
never give a set here that is measured by afterwards. Takes about a minute; run it again for new
packs, and after `training.flags.lexicon`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sacrebleu

from evaluation.common import TAGS, load
from moderation.language import for_translation
from moderation.translation import Engine, PackStore, Source
from moderation.translation.doubt import DOUBTS, FILE, SIGNS, WORD_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from evaluation.common import LabelledReview
    from moderation.translation import Draft

    Numbers = NDArray[np.float64]
    Truths = NDArray[np.bool_]
    Places = NDArray[np.int64]

HELD: Final = "held"
SEED: Final = 20_260
WORST: Final = 0.2
# The share of the worst that is to carry a flag: the target of 0.70, and a margin, since reviews
# to come are not these.
CAUGHT: Final = 0.8
FOLDS: Final = 10
PENALTY: Final = 1e-2
STEPS: Final = 50
ROOT: Final = Path(__file__).resolve().parents[2]
STARTERS: Final = ROOT / "packs"
LABELLED: Final = (
    ROOT / "training" / "flags" / "unseen.jsonl",
    ROOT / "training" / "flags" / "unseen_reviews.jsonl",
    ROOT / "evaluation" / "names_extra.jsonl",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """Drafts whose quality is known, a row each.

    `signs` are those of WORD_SIGNS, and not numbers where no model worked; `bad` is true of the
    worst fifth, `sure` where a flag tells of something lost, and `group` is equal for the drafts of
    one and the same sentence.
    """

    signs: Numbers
    bad: Truths
    sure: Truths
    group: Places

    @property
    def weighed(self) -> Truths:
        """Where there is something to weigh."""
        found: Truths = ~np.isnan(self.signs).any(axis=1)
        return found


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


def sample(files: Iterable[Path], engine: Engine) -> Sample:
    """Translate the labelled sentences."""
    rows: list[tuple[float, ...]] = []
    bad: list[bool] = []
    sure: list[bool] = []
    english: list[str] = []
    for file in files:
        reviews = [each for each in load(file) if each.language in TAGS and HELD not in each.notes]
        drafts = engine.translate([_source(each) for each in reviews])
        quality = np.array(list(map(_quality, drafts, reviews)))
        worst = np.argsort(quality, kind="stable")[: round(len(quality) * WORST)]
        bad += [index in set(worst.tolist()) for index in range(len(quality))]
        nothing = (float("nan"),) * len(WORD_SIGNS)
        rows += [draft.signs or nothing for draft in drafts]
        sure += [any(flag.code not in DOUBTS for flag in draft.flags) for draft in drafts]
        english += [each.reference_en for each in reviews]
    groups = {text: number for number, text in enumerate(dict.fromkeys(english))}
    return Sample(
        np.array(rows), np.array(bad), np.array(sure), np.array([groups[text] for text in english])
    )


def _source(review: LabelledReview) -> Source:
    return Source(for_translation(review.text, review.language), review.language)


def _quality(draft: Draft, review: LabelledReview) -> float:
    return float(sacrebleu.sentence_chrf(draft.text or "", [review.reference_en]).score)


def crossed(found: Sample, columns: int) -> Numbers:
    """Doubt each draft by weights fitted on the others; minus infinity where nothing is weighed."""
    rng = np.random.default_rng(SEED)
    fold = rng.integers(FOLDS, size=int(found.group.max()) + 1)[found.group]
    doubts = np.full(len(found.bad), -np.inf)
    signs = found.signs[:, :columns]
    for number in range(FOLDS):
        rest = found.weighed & (fold != number)
        chosen = found.weighed & (fold == number)
        doubts[chosen] = signs[chosen] @ fit(signs[rest], found.bad[rest].astype(float))
    return doubts


def limit(doubts: Numbers, found: Sample, caught: float = CAUGHT) -> float:
    """Give the greatest limit by which so large a share of the worst carries a flag."""
    candidates = np.sort(doubts[np.isfinite(doubts)])[::-1]
    for candidate in candidates:
        if shares(doubts > candidate, found)[0] >= caught:
            return float(candidate)
    return float(candidates[-1])


def shares(doubted: Truths, found: Sample) -> tuple[float, float]:
    """Give the share of the worst that carries a flag, and of the others."""
    flagged = doubted | found.sure
    return float(flagged[found.bad].mean()), float(flagged[~found.bad].mean())


def area(doubts: Numbers, bad: Truths) -> float:
    """Give the area under the curve: how likely a bad draft is doubted more than a good one."""
    ranks = np.argsort(np.argsort(doubts)) + 1
    n = int(bad.sum())
    return float((ranks[bad].sum() - n * (n + 1) / 2) / (n * (len(bad) - n)))


def fitted(found: Sample, names: Sequence[str]) -> dict[str, Any]:
    """Fit the weights of some signs and their limit, and print what they are worth."""
    doubts = crossed(found, len(names))
    top = limit(doubts, found)
    print(f"\n{len(names)} signs: area under the curve {area(doubts, found.bad):.3f}")
    for caught in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        each = limit(doubts, found, caught)
        alone = doubts > each
        print(
            f"  limit {each:6.2f}   caught {shares(alone, found)[0]:.3f}"
            f"   false {shares(alone, found)[1]:.3f}"
            f"   by doubt alone {alone[found.bad].mean():.3f} {alone[~found.bad].mean():.3f}"
        )
    signs = found.signs[found.weighed, : len(names)]
    weights = fit(signs, found.bad[found.weighed].astype(float))
    return {
        "weights": dict(zip(names, (round(float(each), 5) for each in weights), strict=True)),
        "limit": round(top, 4),
    }


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description="Fit the weights of the doubt in a draft.")
    parser.add_argument("--packs", type=Path, default=STARTERS, help="(%(default)s)")
    parser.add_argument("--labelled", type=Path, nargs="+", default=LABELLED, help="JSON lines")
    parser.add_argument("--out", type=Path, default=FILE, help="(%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = PackStore(Path(folder))
        for file in sorted(options.packs.glob("*.argosmodel")):
            store.add(file)
        found = sample(options.labelled, Engine(store))
    print(f"{len(found.bad)} sentences; a sure flag on {found.sure.mean():.3f} of them")
    content = {
        "packs": sorted(file.stem for file in options.packs.glob("*.argosmodel")),
        "by_signs": {str(len(each)): fitted(found, each) for each in (SIGNS, WORD_SIGNS)},
    }
    options.out.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
