from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from evaluation import language
from evaluation.language import corrections, extra, reliability
from evaluation.language.peers import BALSS
from evaluation.language.printing import verdict
from evaluation.language.tally import Tally, is_right
from evaluation.language.texts import first_words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("truth", "said", "right"),
    [
        ("lv", "lv", True),
        ("ru-Latn", "ru", False),
        ("other", "fr", True),
        ("other", "und", False),
        ("other", "ru", False),
        ("other", "et", False),
        ("open", "und", True),
        ("open", "en", False),
    ],
)
def test_an_answer_is_right_or_not(truth: str, said: str, *, right: bool) -> None:
    assert is_right(truth, said) is right


def test_unsure_is_neither_right_nor_wrong() -> None:
    tally = Tally()
    for said in ("lv", "und", "zxx", "", "lt", "ru"):
        tally.add("Paldies", "lv", said)

    assert (tally.right, tally.unsure, tally.wrong) == (1, 3, 2)
    assert tally.called_ours == pytest.approx(1 / 6)
    assert (tally + tally).total == 12


@pytest.mark.parametrize(("ours", "said"), [(3, "ahead"), (2, "a tie"), (1, "behind")])
def test_equal_counts_are_called_a_tie(ours: int, said: str) -> None:
    assert verdict({BALSS: Tally(ours), "lingua": Tally(2), "langdetect": Tally(1)}) == said


def test_every_bin_is_shown_and_the_gap_is_weighted() -> None:
    bins = reliability.table([(0.95, True)] * 9 + [(0.95, False), (0.65, True), (1.0, True)])

    assert [each.texts for each in bins] == [0] * 6 + [1, 0, 0, 11]
    assert bins[9].right == pytest.approx(10 / 11)
    gap = abs((0.95 * 10 + 1.0) / 11 - 10 / 11)
    assert reliability.expected_error(bins) == pytest.approx((11 * gap + 0.35) / 12)
    assert reliability.expected_error([]) == 0


def test_first_words_are_as_written_or_nothing() -> None:
    assert first_words("Ļoti labi, paldies", 2) == "Ļoti labi,"
    assert first_words("5 ★", 1) == first_words("Labi", 2) == ""


def test_the_hostile_set_is_large_halved_evenly_and_without_repeats() -> None:
    lines = extra.load()
    halves = Counter((each.kind, each.half) for each in lines)

    assert len(lines) >= 300
    assert len({each.id for each in lines}) == len({each.text for each in lines}) == len(lines)
    assert {each.half for each in lines} == set(extra.HALVES)
    assert all(0 <= halves[kind, "mend"] - halves[kind, "held"] <= 1 for kind, _ in halves)


def test_what_was_mended_on_the_hostile_set_stays_mended() -> None:
    tally = Tally()
    for line in extra.load():
        for text, truth, said in extra.questions(line) if line.half == "mend" else ():
            tally.add(text, truth, said)

    assert tally.share("right") >= 0.96, tally.mistakes
    assert tally.share("wrong") <= 0.01, tally.mistakes


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "x"}\n')
    with pytest.raises(ValueError, match="line 1"):
        extra.load(path)


def test_corrections_are_counted_by_how_sure_the_machine_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correction = {
        "record": "correction", "reader": "a1", "read_as": "lt", "probability": 0.71,
        "evidence": ["langdetect"], "corrected_to": "lv",
    }  # fmt: skip
    stood = {"record": "stood", "read_as": "lv", "probability_from": 0.7, "sentences": 3}
    path = tmp_path / "corrections.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in (correction, stood)) + "\n")

    found = corrections.load(path)
    corrections.report(found)

    assert found.share(7) == 0.25
    assert found.share(9) is None
    printed = capsys.readouterr().out
    assert "0.7 to 0.8                 1       3             0.250" in printed
    assert "lt > lv" in printed


@pytest.mark.parametrize("row", ["[]", "{", '{"record": "x"}', '{"record": "correction"}'])
def test_a_file_that_is_no_export_is_refused_with_its_line(row: str, tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(row + "\n")
    with pytest.raises(ValueError, match="line 1"):
        corrections.load(path)


def test_the_measures_keep_their_names() -> None:
    assert set(language.measures([], None)) == {
        "language.right.whole", "language.right.5w", "language.right.mixed",
        "language.right.nodiacritics", "language.right.romanised", "language.wrong.1-2w",
        "language.und.1-2w", "language.other_as_ours", "language.calibration_error",
        "language.speed",
    }  # fmt: skip
