from __future__ import annotations

import numpy as np

from moderation.translation.doubt import SIGNS, Weights, doubted, signs, weights
from moderation.translation.model import Translation
from training.flags.fit import SHARE, fit, limit


def test_a_sign_that_tells_gets_its_weight_and_one_that_does_not_gets_none() -> None:
    rng = np.random.default_rng(7)
    table = rng.normal(size=(4000, 2)) * (1.0, 50.0) + (3.0, 100.0)
    bad = (table[:, 0] + rng.normal(size=4000) > 4.5).astype(float)

    telling, idle = fit(table, bad)

    assert telling > 1
    assert abs(idle) * 50 < 0.2


def test_the_limit_doubts_the_wanted_share_of_all_drafts() -> None:
    doubts = np.arange(1000.0)

    top = limit(doubts, others=200)

    assert (doubts > top).sum() == round(SHARE * 1200)


def test_the_shipped_weights_doubt_the_unsure_and_the_spelled_out() -> None:
    sure = signs("Ārste bija laipna", "The doctor was kind", [Translation("", -0.2, 4, 5)])
    unsure = signs("Ārste bija laipna", "Thedoc wasek", [Translation("", -2.5, 12, 14)])

    assert len(sure) == len(SIGNS)
    assert weights().doubt(unsure) > weights().doubt(sure)
    assert not doubted(sure, -0.2, None)
    assert doubted(unsure, -2.5, None)


def test_a_packs_own_least_score_goes_before_the_weights() -> None:
    assert doubted((), -0.5, -0.4)
    assert not doubted((), -0.3, -0.4)


def test_what_no_model_worked_on_is_not_doubted() -> None:
    assert signs("Paldies!", "Thank you!", []) == ()
    assert not doubted((), 0.0, None)
    assert Weights((1.0, 2.0), 0.0).doubt((3.0, 4.0)) == 11.0
