from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from moderation.translation.lexicon import CHANCES, NEVER, RAREST
from training.flags.lexicon import digit, learn, lines, numbered, rarities, rows

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = [
    ("врач добр", "doctor kind"),
    ("врач строг", "doctor strict"),
    ("сестр добр", "nurse kind"),
    ("сестр строг", "nurse strict"),
] * 5


def texts(column: int) -> list[list[str]]:
    return [pair[column].split() for pair in PAIRS]


def test_words_that_go_together_are_learned() -> None:
    names, sources = numbered(texts(0))
    others, english = numbered(texts(1))
    source, target, forth, back = learn(sources, english)

    found = {
        (names[s], others[t]) for s, t, p in zip(source, target, forth, strict=True) if p > 0.5
    }

    assert found == {("врач", "doctor"), ("сестр", "nurse"), ("добр", "kind"), ("строг", "strict")}
    assert max(forth) <= 1
    assert max(back) <= 1


def test_what_was_met_once_is_not_kept() -> None:
    _, sources = numbered([["а", "б", "в"]])
    _, english = numbered([["x", "y", "z"]])

    _, _, forth, back = learn(sources, english)

    assert not np.any(forth)
    assert not np.any(back)


def test_the_same_texts_give_the_same_lines_in_the_order_of_the_alphabet() -> None:
    first = lines("ru", texts(0), texts(1))

    assert first == lines("ru", texts(0), texts(1))
    assert first == sorted(first)
    assert [line.split(" ")[1] for line in first] == ["врач", "добр", "сестр", "строг"]


@pytest.mark.parametrize("number", range(NEVER))
def test_a_chance_is_written_as_the_digit_that_it_is_read_from(number: int) -> None:
    assert digit(CHANCES[number]) == number


def test_no_chance_and_too_small_a_chance_are_never() -> None:
    assert digit(0.0) == digit(1e-6) == NEVER


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    found = rarities([["врач"], ["мама"] * 100, ["и"] * 5000])

    assert RAREST >= found["врач"] > found["мама"] > found["и"] == 0


def test_lines_without_three_columns_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("а\tb\tc\nодин\tодна\n\nг\td\te\n", encoding="utf-8")

    assert rows([file]) == [["а", "b", "c"], ["г", "d", "e"]]
