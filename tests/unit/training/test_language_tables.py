from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.language.grams import cooling
from training.language.calibrate import BUCKETS, FACTORS, falling
from training.language.inputs import PINNED, strays

if TYPE_CHECKING:
    from collections.abc import Iterable

MANIFEST = Path(__file__).resolve().parents[3] / "training" / "packs" / "manifest.toml"
LOSSES = st.lists(
    st.fixed_dictionaries({factor: st.floats(0, 100) for factor in FACTORS}),
    min_size=1,
    max_size=4,
)


def lost(losses: list[dict[float, float]], factors: Iterable[float]) -> float:
    return sum(each[factor] for each, factor in zip(losses, factors, strict=True))


@given(LOSSES)
def test_factors_never_rise_and_no_even_factor_loses_less(losses: list[dict[float, float]]) -> None:
    found = falling(losses)

    assert len(found) == len(losses)
    assert found == sorted(found, reverse=True)
    for factor in FACTORS:
        assert lost(losses, found) <= lost(losses, [factor] * len(losses)) + 1e-9


def test_each_bucket_gets_its_best_factor_where_those_fall() -> None:
    best = (1.0, 0.9, 0.6)
    losses = [{factor: abs(factor - each) for factor in FACTORS} for each in best]

    assert falling(losses) == list(best)


def test_nothing_known_leaves_what_was_fitted_alone() -> None:
    assert falling([dict.fromkeys(FACTORS, 0.0)] * 3) == [1.0] * 3


@pytest.mark.parametrize("name", ["latin", "cyrillic"])
def test_the_committed_factors_never_rise(name: str) -> None:
    factors = [cooling(name, size) for size in BUCKETS]

    assert factors == sorted(factors, reverse=True)
    assert set(factors) <= set(FACTORS)


def test_a_changed_a_missing_and_an_unknown_input_are_named(tmp_path: Path) -> None:
    corpus, wheels = tmp_path / "corpus", tmp_path / "wheels"
    corpus.mkdir()
    wheels.mkdir()
    (corpus / "reviews.tsv").write_text("changed")
    (wheels / "other.whl").write_bytes(b"")

    found = strays(corpus / "reviews.tsv", corpus, wheels)

    assert {"reviews.tsv", "lv/ui.tsv.xz", "wheels/other.whl"} <= set(found)


def test_the_pinned_corpus_is_the_one_the_packs_are_trained_on() -> None:
    manifest = MANIFEST.read_text(encoding="utf-8")
    pinned = dict(line.split("\t") for line in PINNED.read_text(encoding="utf-8").splitlines())

    assert [name for name in pinned if not name.startswith("wheels/")]
    for name, digest in pinned.items():
        assert name.startswith("wheels/") or digest in manifest, name
