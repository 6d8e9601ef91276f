from __future__ import annotations

from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.packs.batches import PAD, group, padded, up
from training.packs.corpus import Pair, Portion
from training.packs.course import END, LONGEST, SHORT, START, Course, Position, examples_of

LENGTHS = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=80)


def encode(texts: list[str]) -> list[list[int]]:
    return [[ord(letter) for letter in text] for text in texts]


def course(*portions: Portion, seed: int = 1, chunk: int = 16) -> Course:
    return Course(portions, encode, tokens=200, seed=seed, chunk=chunk)


def portion(count: int, repeat: float = 1.0, letter: str = "a") -> Portion:
    pairs = [Pair("lv", f"ļoti labi {letter}{n}", f"{letter} very good {n}") for n in range(count)]
    return Portion("file", "lv", repeat, pairs)


def targets(stream: object, count: int) -> list[list[list[int]]]:
    return [batch.target.tolist() for _, batch in islice(stream, count)]  # type: ignore[call-overload]


@given(LENGTHS, st.integers(50, 2000))
def test_every_example_is_in_exactly_one_batch(lengths: list[tuple[int, int]], size: int) -> None:
    examples = [([9] * source, [9] * target) for source, target in lengths]

    batches = group(examples, size, Random(0))

    assert sorted(index for batch in batches for index in batch) == list(range(len(examples)))


@given(LENGTHS)
def test_shapes_are_rounded_to_eight_and_padding_is_not_counted(
    lengths: list[tuple[int, int]],
) -> None:
    examples = [([9] * source, [9] * target) for source, target in lengths]

    batch = padded(examples)

    assert batch.source.shape[1] % 8 == 0
    assert (batch.target.shape[1] - 1) % 8 == 0
    assert batch.tokens == sum(target - 1 for _, target in lengths)
    assert int((batch.source != PAD).sum()) == sum(source for source, _ in lengths)


@given(st.integers(0, 10_000))
def test_rounding_up_adds_less_than_eight(number: int) -> None:
    assert 0 <= up(number) - number < 8


def test_texts_are_framed_and_those_too_long_or_empty_left_out() -> None:
    sources = [[5], [], [5] * (LONGEST + 1), [5]]
    found = examples_of(sources, [[7], [7], [7], [7] * (LONGEST + 1)])

    assert found == [([5, END], [START, 7, END])]


@pytest.mark.parametrize("met", [0, 1, 3, 7, 20])
def test_a_training_stopped_anywhere_meets_the_next_batch_it_would_have_met(met: int) -> None:
    whole = course(portion(50, 1.5))
    position = Position()
    for position, _ in islice(whole.stream(Position()), met):  # noqa: B007 the last one counts
        pass

    resumed = course(portion(50, 1.5)).stream(position)

    assert targets(resumed, 10) == targets(whole.stream(Position()), met + 10)[met:]


def test_another_seed_is_another_course() -> None:
    one, two = (targets(course(portion(50), seed=seed).stream(Position()), 5) for seed in (1, 2))

    assert one != two


def test_pairs_are_met_as_often_as_their_portion_says() -> None:
    found = course(portion(20, 3), portion(20, 0.5, "b"))
    counts = {"a": 0, "b": 0}
    for position, batch in found.stream(Position()):
        if position.epoch:
            break
        for row in batch.target.tolist():
            counts[chr(row[1])] += 1

    assert counts == {"a": 60, "b": 10}


def test_noise_is_drawn_afresh_each_epoch() -> None:
    sources: dict[int, list[list[int]]] = {0: [], 1: []}
    for position, batch in course(portion(60)).stream(Position()):
        if position.epoch > 1:
            break
        sources[position.epoch] += batch.source.tolist()

    assert sorted(sources[0]) != sorted(sources[1])


def test_the_first_lessons_are_short() -> None:
    long = Portion("long", "lv", 1.0, [Pair("lv", "garš teikums", "a" * 40)] * 20)
    stream = course(portion(20), long, chunk=100).stream(Position(), short=lambda: True)
    _, batch = next(stream)

    assert len("a very good 19") <= SHORT
    assert batch.target.shape[1] <= up(SHORT + 1) + 1


def test_a_course_without_pairs_is_refused() -> None:
    with pytest.raises(ValueError, match="no pair"):
        course(portion(0))


def test_a_course_of_monsters_ends_instead_of_searching_for_ever() -> None:
    monsters = Portion("file", "lv", 1.0, [Pair("lv", "a" * 200, "b" * 200)] * 5)

    with pytest.raises(ValueError, match="short enough"):
        next(course(monsters).stream(Position()))
