"""How good the drafts are, and what the flags catch.

    python -m evaluation.translation reviews.jsonl [--flores DIR] [--packs DIR] [--thresholds]

Balss is scored beside the bare model: the same pack, beam and sentences, without the phrase list,
the glossary, the kept parts, the shells and the repairs. BLEU and chrF are sacrebleu's, over whole
reviews.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import sacrebleu

from evaluation import public_sets
from evaluation.common import TAGS, LabelledReview, Measure, load
from moderation.language import for_translation, read, split
from moderation.translation import Draft, Engine, PackStore, Source
from moderation.translation.doubt import DOUBTS
from moderation.translation.model import Model
from moderation.translation.numbers import lost, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MANY = 1_000_000
BANDS = (
    ("", 1, MANY),
    (" 1-4 words", 1, 4),
    (" 5-15 words", 5, 15),
    (" 16-40 words", 16, 40),
    (" 41+ words", 41, MANY),
)
WORST = 0.2
STARTER_PACKS = Path(__file__).resolve().parents[1] / "packs"


@dataclass(frozen=True, slots=True)
class Rendered:
    """One review as it was translated: English texts whole, and sentence by sentence."""

    review: LabelledReview
    tag: str
    sources: tuple[Source, ...]
    drafts: tuple[Draft, ...]
    english: str
    bare: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch with its own reference: a sentence where the two texts agree on how many."""

    chrf: float
    flagged: bool
    doubted: bool  # by the machine's doubt in its draft
    sure: bool  # flagged for what the draft surely lost
    score: float


def measures(
    reviews: Sequence[LabelledReview], flores: Path | None, packs: Path = STARTER_PACKS
) -> dict[str, Measure]:
    """Return `translation.*`; `flores` is a folder of public sets, see `public_sets`."""
    with tempfile.TemporaryDirectory() as folder:
        store = _store(Path(folder), packs)
        return _measures(render(reviews, store), flores, store)


def report(
    reviews: Sequence[LabelledReview], flores: Path | None, packs: Path = STARTER_PACKS
) -> dict[str, Measure]:
    """Print the table; return the same measures."""
    with tempfile.TemporaryDirectory() as folder:
        store = _store(Path(folder), packs)
        rendered = render(reviews, store)
        found = _measures(rendered, flores, store)
    print(f"{'reviews':16}{'n':>4}   Balss BLEU   chrF    bare BLEU   chrF")
    for tag in TAGS:
        for name, low, high in BANDS:
            band = [one for one in _of(rendered, tag) if low <= _words(one) <= high]
            if band:
                print(
                    f"{tag + name:16}{len(band):>4}   {_bleu(band):>10.1f} {_chrf(band):>6.1f}"
                    f"   {_bleu(band, bare=True):>10.1f} {_chrf(band, bare=True):>6.1f}"
                )
    return found


def render(reviews: Iterable[LabelledReview], store: PackStore) -> list[Rendered]:
    """Translate the Russian and the Latvian reviews, all sentences in one call, and bare too.

    Hostile ones are left out: one of them repeats two words 4,000 times, and would be the score.
    """
    engine = Engine(store)
    cut = [
        (review, *_cut(review))
        for review in reviews
        if review.language in TAGS and review.hostile is None
    ]
    drafts = iter(engine.translate([source for _, _, found, _ in cut for source in found]))
    bare = _bare([source for _, _, found, _ in cut for source in found], store)
    rendered = []
    for review, tag, sources, gaps in cut:
        mine = tuple(next(drafts) for _ in sources)
        rendered.append(
            Rendered(
                review=review,
                tag=tag,
                sources=sources,
                drafts=mine,
                english=_join((draft.text or "" for draft in mine), gaps),
                bare=_join((bare[source] for source in sources), gaps),
            )
        )
    return rendered


def _store(folder: Path, packs: Path) -> PackStore:
    """Install the packs in `packs`, a folder of archives, into a store that is thrown away."""
    store = PackStore(folder)
    for file in sorted(packs.glob("*.argosmodel")):
        store.add(file)
    return store


def _cut(review: LabelledReview) -> tuple[str, tuple[Source, ...], tuple[str, ...]]:
    """Cut a review into sources, in the language its label names, and the gaps between them."""
    sources, gaps, position = [], [], 0
    for sentence in read(review.text).sentences:
        tag = sentence.detection.tag
        tag = tag if tag.split("-", 1)[0] == review.language else review.language
        sources.append(Source(for_translation(sentence.text, tag), tag))
        gaps.append(review.text[position : sentence.start])
        position = sentence.end
    return review.language, tuple(sources), (*gaps, review.text[position:])


def _join(english: Iterable[str], gaps: Sequence[str]) -> str:
    pairs = zip(gaps, (*english, ""), strict=True)
    return "".join(piece for pair in pairs for piece in pair)


def _bare(sources: Sequence[Source], store: PackStore) -> dict[Source, str]:
    found: dict[Source, str] = {}
    for tag in TAGS:
        pack = store.find(tag, "en")
        members = [source for source in dict.fromkeys(sources) if source.tag.startswith(tag)]
        if pack is not None:
            model = Model(pack.path, tag, "en")
            texts = [source.text for source in members]
            made = model.translate(texts, prefix=pack.target_prefix)
            found |= {source: one.text for source, one in zip(members, made, strict=True)}
    return found


def _measures(
    rendered: Sequence[Rendered], flores: Path | None, store: PackStore
) -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for tag in TAGS:
        mine = _of(rendered, tag)
        if mine:
            found[f"translation.chrf.{tag}"] = Measure(_chrf(mine), unit="chrF")
            found[f"translation.bleu.{tag}"] = Measure(_bleu(mine), unit="BLEU")
    found |= {} if flores is None else public_sets.measures(flores, store)
    if rendered:
        units = [unit for one in rendered for unit in _units(one)]
        caught, false = _shares(units)
        found["translation.flags.caught"] = Measure(caught, 0.70)
        found["translation.flags.false"] = Measure(false, 0.15, better="lower")
        # By chrF a lost name is a small fault, and the flag that tells of it a false one. What
        # the machine merely doubts is counted apart.
        caught, false = _shares(replace(unit, flagged=unit.doubted) for unit in units)
        found["translation.doubt.caught"] = Measure(caught)
        found["translation.doubt.false"] = Measure(false, better="lower")
        found["translation.numbers_lost"] = Measure(_numbers_lost(rendered), 0.0, better="lower")
    return found


def _shares(units: Iterable[Unit]) -> tuple[float, float]:
    """Share of the worst fifth of units flagged, and of the others."""
    ordered = sorted(units, key=lambda unit: unit.chrf)
    worst = max(1, round(len(ordered) * WORST))
    caught = sum(unit.flagged for unit in ordered[:worst]) / worst
    return caught, sum(unit.flagged for unit in ordered[worst:]) / max(1, len(ordered) - worst)


def _units(one: Rendered) -> list[Unit]:
    spans = split(one.review.reference_en, "en")
    references = [one.review.reference_en[start:end] for start, end in spans]
    if len(references) != len(one.drafts):
        return [_unit(one.english, one.review.reference_en, one.drafts)]
    pairs = zip(one.drafts, references, strict=True)
    return [_unit(draft.text or "", reference, (draft,)) for draft, reference in pairs]


def _unit(english: str, reference: str, drafts: Sequence[Draft]) -> Unit:
    codes = {flag.code for draft in drafts for flag in draft.flags}
    return Unit(
        chrf=float(sacrebleu.sentence_chrf(english, [reference]).score),
        flagged=bool(codes),
        doubted=bool(codes & DOUBTS),
        sure=bool(codes - DOUBTS),
        score=min((draft.score for draft in drafts if draft.score is not None), default=0.0),
    )


def thresholds(rendered: Iterable[Rendered]) -> list[tuple[float, float, float]]:
    """Say what each `low_score` would catch and wrongly flag: (threshold, caught, false).

    A pack's makers put the best of them into its metadata.json.
    """
    units = [unit for one in rendered for unit in _units(one)]
    rows = []
    for step in range(4, 31):
        limit = -step / 20
        judged = [replace(unit, flagged=unit.sure or unit.score < limit) for unit in units]
        rows.append((limit, *_shares(judged)))
    return rows


def _numbers_lost(rendered: Iterable[Rendered]) -> float:
    """Share of the sources' numbers that their drafts lack."""
    all_of, gone = 0, 0
    for one in rendered:
        for source, draft in zip(one.sources, one.drafts, strict=True):
            all_of += len(numbers(source.text))
            gone += len(lost(source.text, draft.text or ""))
    return gone / all_of if all_of else 0.0


def _of(rendered: Iterable[Rendered], tag: str) -> list[Rendered]:
    return [one for one in rendered if one.tag == tag]


def _words(one: Rendered) -> int:
    return max(1, len(one.review.text.split()))


def _texts(rendered: Iterable[Rendered], *, bare: bool) -> tuple[list[str], list[list[str]]]:
    chosen = [(one.bare if bare else one.english, one.review.reference_en) for one in rendered]
    plain = [(" ".join(made.split()), " ".join(reference.split())) for made, reference in chosen]
    return [made for made, _ in plain], [[reference for _, reference in plain]]


def _bleu(rendered: Iterable[Rendered], *, bare: bool = False) -> float:
    return float(sacrebleu.corpus_bleu(*_texts(rendered, bare=bare)).score)


def _chrf(rendered: Iterable[Rendered], *, bare: bool = False) -> float:
    return float(sacrebleu.corpus_chrf(*_texts(rendered, bare=bare)).score)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reviews", type=Path)
    parser.add_argument("--flores", type=Path)
    parser.add_argument("--packs", type=Path, default=STARTER_PACKS)
    parser.add_argument("--thresholds", action="store_true", help="what each low_score catches")
    chosen = parser.parse_args()
    reviews = load(chosen.reviews)
    if not chosen.thresholds:
        for name, measure in report(reviews, chosen.flores, chosen.packs).items():
            print(f"{name:32}{measure.value:8.3f}  {measure.unit}")
        return
    with tempfile.TemporaryDirectory() as folder:
        for limit, caught, false in thresholds(render(reviews, _store(Path(folder), chosen.packs))):
            print(f"low_score {limit:6.2f}   caught {caught:5.2f}   false {false:5.2f}")


if __name__ == "__main__":
    main()
