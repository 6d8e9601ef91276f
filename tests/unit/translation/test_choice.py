from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moderation.translation.choice import chooser
from moderation.translation.model import Translation

SOURCE = "Врач внимательно выслушал и всё объяснил."
WHOLE = Translation("The doctor listened carefully and explained everything.", -0.5, 8, 8)
FLUENT = Translation("The doctor was very good to us.", -0.2, 8, 8)


def test_the_rendering_that_carries_more_of_the_source_is_kept() -> None:
    choose = chooser("ru", "en")
    assert choose is not None
    assert choose(SOURCE, [FLUENT, WHOLE]) is WHOLE


def test_of_equal_words_the_likelier_rendering_is_kept() -> None:
    choose = chooser("ru", "en")
    assert choose is not None
    worse = Translation(WHOLE.text, -0.9, 8, 8)
    assert choose(SOURCE, [worse, WHOLE]) is WHOLE


def test_a_rendering_far_likelier_is_kept_though_it_carries_less() -> None:
    choose = chooser("ru", "en")
    assert choose is not None
    wild = Translation(WHOLE.text, -9.0, 8, 8)
    assert choose(SOURCE, [FLUENT, wild]) is FLUENT


def test_without_a_lexicon_there_is_no_choice() -> None:
    assert chooser("en", "lv") is None
    assert chooser("de", "en") is None


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_one_of_the_renderings_is_kept_whatever_they_say(source: str, texts: list[str]) -> None:
    choose = chooser("lv", "en")
    assert choose is not None
    found = [Translation(text, -float(number)) for number, text in enumerate(texts)]
    assert choose(source, found) in found
