from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.language.tables import read_table
from training.language.diacritics import learn, right, write

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["Māja ir liela.", "Mājā ir silti.", "Mājā ir labi."] * 4 + ["Šķūnis.", "Ļoti labi!"] * 2


def test_a_word_is_listed_with_what_it_may_mean_and_its_neighbours() -> None:
    tables = learn(LINES)

    assert tables.forms["maja"] == {"māja": 4, "mājā": 8}
    assert tables.neighbours["<", "mājā", "#"] == 8
    assert tables.neighbours[">", "māja", "ir"] == 4


def test_a_word_that_its_letters_spell_right_is_not_listed() -> None:
    tables = learn(LINES)

    assert "skunis" not in tables.forms
    assert set(tables.letters.values()) >= {"š", "ķ", "ū"}


def test_the_same_texts_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(learn(LINES), tmp_path / name)

    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_the_committed_tables_are_in_order_and_hold_what_they_say() -> None:
    for name in ("bare-words", "bare-neighbours", "bare-letters"):
        keys = [key for key, _ in read_table(name)]
        assert keys == sorted(set(keys))
    assert dict(read_table("bare-words"))["ka"].startswith("ka:")


def test_most_words_come_back() -> None:
    kept, back = right(["Ļoti laipna apkalpošana, iesaku visiem!", "Mēs vēl atgriezīsimies."])

    assert kept < 0.7
    assert back == 1.0
