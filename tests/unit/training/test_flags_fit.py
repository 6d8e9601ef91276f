from __future__ import annotations

import numpy as np
import pytest

from evaluation.common import load
from moderation.language import read
from moderation.translation.coverage import Coverage, coverage
from moderation.translation.doubt import (
    SIGNS,
    WORD_SIGNS,
    Weights,
    doubted,
    reason,
    signs,
    weights,
)
from moderation.translation.model import Translation
from training.flags.fit import FOLDS, LABELLED, Sample, area, crossed, fit, limit, shares


def drawn(size: int = 2000) -> Sample:
    """Draw drafts of which the first sign tells, and the others do not; two to a sentence."""
    rng = np.random.default_rng(7)
    found = rng.normal(size=(size, len(WORD_SIGNS)))
    bad = found[:, 0] + rng.normal(size=size) > 1.2
    return Sample(found, bad, np.zeros(size, dtype=bool), np.arange(size) // 2)


def test_a_sign_that_tells_gets_its_weight_and_one_that_does_not_gets_none() -> None:
    rng = np.random.default_rng(7)
    table = rng.normal(size=(4000, 2)) * (1.0, 50.0) + (3.0, 100.0)
    bad = (table[:, 0] + rng.normal(size=4000) > 4.5).astype(float)

    telling, idle = fit(table, bad)

    assert telling > 1
    assert abs(idle) * 50 < 0.2


def test_a_draft_is_doubted_by_weights_that_have_not_seen_it() -> None:
    rng = np.random.default_rng(7)
    size = FOLDS * 8
    noise = Sample(
        rng.normal(size=(size, len(WORD_SIGNS))),
        rng.random(size) < 0.3,
        np.zeros(size, dtype=bool),
        np.arange(size),
    )
    by_itself = noise.signs @ fit(noise.signs, noise.bad.astype(float))

    assert area(crossed(noise, len(WORD_SIGNS)), noise.bad) < area(by_itself, noise.bad)
    assert area(crossed(drawn(), len(WORD_SIGNS)), drawn().bad) > 0.8


def test_what_no_model_worked_on_takes_no_part() -> None:
    found = drawn()
    found.signs[5] = np.nan

    doubts = crossed(found, len(SIGNS))

    assert doubts[5] == -np.inf
    assert np.isfinite(np.delete(doubts, 5)).all()


def test_the_limit_is_the_greatest_that_catches_the_wanted_share() -> None:
    found = drawn()
    doubts = found.signs[:, 0]

    top = limit(doubts, found, caught=0.7)

    assert shares(doubts > top, found)[0] >= 0.7
    assert shares(doubts > top + 0.05, found)[0] < 0.7


def test_flags_for_what_was_surely_lost_count_towards_the_share() -> None:
    found = drawn()
    helped = Sample(found.signs, found.bad, found.bad, found.group)

    assert limit(found.signs[:, 0], helped, caught=0.7) == found.signs[:, 0].max()
    assert shares(np.zeros(len(found.bad), dtype=bool), helped) == (1.0, 0.0)


def test_the_labelled_sentences_are_read_as_one_each_in_both_languages() -> None:
    reviews = load(LABELLED[0])

    assert len(reviews) == 600
    assert len({each.id for each in reviews}) == 600
    assert len({(each.language, each.text) for each in reviews}) == 600
    references = [{r.reference_en for r in reviews if r.language == tag} for tag in ("ru", "lv")]
    assert references[0] == references[1]
    assert sum(len(read(each.text).sentences) > 1 for each in reviews) < 20


@pytest.mark.parametrize("names", [SIGNS, WORD_SIGNS])
def test_the_shipped_weights_doubt_the_unsure_and_the_made_up(names: tuple[str, ...]) -> None:
    source, right, wrong = "Ārste bija ļoti laipna", "The doctor was very kind", "Thedoc wasek"
    with_words = names is WORD_SIGNS

    def told(draft: str, score: float, read: int, written: int) -> tuple[float, ...]:
        compared = coverage(source, "lv", draft, "en") if with_words else None
        return signs(source, draft, [Translation("", score, read, written)], compared)

    sure, unsure = told(right, -0.2, 5, 6), told(wrong, -2.5, 12, 14)

    assert len(sure) == len(names)
    assert weights(len(names)).doubt(unsure) > weights(len(names)).doubt(sure)
    assert not doubted(sure, -0.2, None)
    assert doubted(unsure, -2.5, None)


def test_a_packs_own_least_score_goes_before_the_weights() -> None:
    assert doubted((), -0.5, -0.4)
    assert not doubted((), -0.3, -0.4)


def test_what_no_model_worked_on_is_not_doubted() -> None:
    assert signs("Paldies!", "Thank you!", []) == ()
    assert not doubted((), 0.0, None)
    assert Weights((1.0, 2.0), 0.0).doubt((3.0, 4.0)) == 11.0


def test_a_doubt_names_the_words_that_are_missing_where_it_can() -> None:
    lacking = Coverage(0.1, -4.0, -4.0, ("воровкой", "пятам"))
    nothing_to_name = Coverage(0.1, -4.0, -4.0, ())

    named = reason(-0.71, lacking)

    assert (named.code, named.detail) == ("words_missing", "воровкой, пятам")
    for compared in (nothing_to_name, None):
        assert (reason(-0.71, compared).code, reason(-0.71, compared).detail) == (
            "low_score",
            "-0.71",
        )
