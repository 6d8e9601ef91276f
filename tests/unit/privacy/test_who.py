from __future__ import annotations

import pytest

from moderation.privacy.who import people

CASES = [
    (["Anna", "Anna"], [1, 1]),
    (["Anna", "Boris", "Anna"], [1, 2, 1]),
    (["Ilze Ozola", "Ozolai", "Ilzei"], [1, 1, 1]),
    (["Ilze Ozola", "Anna Ozola"], [1, 2]),
    (["Ilzīte", "Ilze"], [1, 1]),
    (["Наталья Петровна", "Наталье"], [1, 1]),
    (["Наталья Петровна", "Наталья Иванова"], [1, 1]),
    (["Миша", "Михаил"], [1, 1]),
    (["Калныньшу", "Kalniņš"], [1, 1]),
    (["Velta R.", "Velta Rozīte"], [1, 1]),
    (["Velta R.", "Velta Kalna"], [1, 2]),
    (["J. Ozols", "Anna Ozola"], [1, 2]),
    (["Marina", "Maria"], [1, 2]),
    (["", "…"], [1, 2]),
    ([], []),
]


@pytest.mark.parametrize(("mentions", "numbers"), CASES)
def test_mentions_are_one_person_when_their_telling_words_agree(
    mentions: list[str], numbers: list[int]
) -> None:
    assert people(mentions) == numbers
