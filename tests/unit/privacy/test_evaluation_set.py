"""The committed labelled sentences: sound, and no worse found than when they were written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evaluation import privacy
from evaluation.common import load

SET = load(Path(privacy.__file__).with_name("names_extra.jsonl"))
HALVES = ("mend", "held")


def test_every_sentence_has_its_marks_in_both_texts_and_a_half() -> None:
    for each in SET:
        kinds = Counter(mark.kind for mark in each.spans)
        assert kinds == Counter(mark.kind for mark in each.reference_spans), each.id
        assert len(each.notes & set(HALVES)) == 1, each.id
    assert min(Counter(each.language for each in SET).values()) >= 150


@pytest.mark.parametrize("half", HALVES)
def test_the_recognisers_find_no_less_than_they_did(half: str) -> None:
    tally = privacy._Tally([each for each in SET if half in each.notes])
    assert tally.recall(privacy.STRUCTURED) == 1.0
    for language, floor in (("ru", 0.97), ("lv", 0.97), ("en", 0.88)):
        assert tally.recall(privacy.NAMES, language) >= floor
        assert tally.precision(privacy.NAMES, language) >= 0.88
    assert tally.false_alarms() <= 0.15
    assert tally.confused("PERSON", "staff") <= 0.05
