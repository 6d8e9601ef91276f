"""Many sentences: none of their numbers lost, and no more memory for a hundred times as many."""

from __future__ import annotations

import gc
import random
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.__main__ import SAMPLE
from evaluation.common import load
from moderation.language import for_translation, read
from moderation.translation import Engine, PackStore, Source
from moderation.translation import engine as engine_module
from moderation.translation.model import Translation
from moderation.translation.numbers import lost
from moderation.translation.steps import run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REVIEWS = 500
SENTENCES = 100_000
CALL = 1000
WITH_NUMBERS = {
    "ru": ("Ждали {} минут и ушли.", "Счёт {} евро за два визита.",
           "Заказ пришёл {}.2024, спасибо!", "В палате {} было холодно, 1 200 шагов до столовой."),
    "lv": ("Gaidījām {} minūtes un aizgājām.", "Rēķins {} eiro par diviem apmeklējumiem.",
           "Istabā {} bija auksti, 37,90 eiro par nakti.", "Atnāca {}. maijā, 12:30, kā solīts."),
}  # fmt: skip
LABELLED = [
    (review.language, sentence.text)
    for review in load(SAMPLE)
    if review.language in WITH_NUMBERS and review.hostile is None
    for sentence in read(review.text).sentences
]


def reviews(tag: str) -> st.SearchStrategy[list[Source]]:
    """Reviews of some labelled sentences with sentences that hold numbers among them."""
    plain = st.sampled_from([text for language, text in LABELLED if language == tag])
    figures = st.one_of(st.integers(1, 99_999).map(str), st.integers(1, 99).map("{:02}".format))
    numbered = st.builds(str.format, st.sampled_from(WITH_NUMBERS[tag]), figures)
    sentences = st.lists(st.one_of(numbered, plain), min_size=1, max_size=4)
    return sentences.map(lambda texts: [Source(for_translation(text, tag), tag) for text in texts])


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow,
                           HealthCheck.data_too_large, HealthCheck.large_base_example],
)  # fmt: skip
@given(
    made=st.lists(
        st.one_of(reviews("ru"), reviews("lv")),
        min_size=REVIEWS // 10,
        max_size=REVIEWS // 10,
    )
)
def test_no_number_is_lost_in_five_hundred_reviews(
    engine: Engine, made: list[list[Source]]
) -> None:
    sources = [source for review in made for source in review]

    for source, draft in zip(sources, engine.translate(sources), strict=True):
        assert lost(source.text, draft.text or "") == []


def spelled(number: int) -> str:
    """Write a number in letters: figures would be looked after, which takes its time."""
    return str(number).translate(str.maketrans("0123456789", "абвгдежзик"))


class Parrot:
    """Stands for a model: knows how many sentences are handed in and not yet fetched."""

    def __init__(self) -> None:
        self.tokenizer = self
        self.open = self.most = 0

    def encode(self, text: str) -> list[str]:
        return text.split()

    def submit(self, texts: Sequence[str], **_: Any) -> Callable[[], list[Translation]]:  # noqa: ANN401
        self.open += len(texts)
        self.most = max(self.most, self.open)

        def wait() -> list[Translation]:
            self.open -= len(texts)
            return [Translation(f"Room {text.split()[1]} clean.", -0.1, 3, 3) for text in texts]

        return wait


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch) -> Parrot:
    made = Parrot()
    monkeypatch.setattr(engine_module.Engine, "_model", lambda *_: made)
    return made


def test_a_hundred_thousand_sentences_do_not_grow_the_engine(
    starter: PackStore, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is said of each draft is not what is held.
    monkeypatch.setattr("moderation.translation.work.doubts", lambda *_: iter(()))
    engine = Engine(starter, idle_seconds=0)

    def feed(calls: range) -> None:
        for call in calls:
            engine.translate([Source(f"Зал {spelled(call * CALL + n)}", "ru") for n in range(CALL)])

    feed(range(5))
    tracemalloc.start()
    try:
        feed(range(5, 10))
        gc.collect()
        early, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        feed(range(10, SENTENCES // CALL - 5))
        tracemalloc.start()
        feed(range(SENTENCES // CALL - 5, SENTENCES // CALL))
        gc.collect()
        late, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert late < early + 1_000_000
    assert parrot.open == 0


def test_one_long_call_holds_no_more_than_a_few_chunks_at_once(
    starter: PackStore, parrot: Parrot
) -> None:
    engine = Engine(starter, idle_seconds=0)

    drafts = engine.translate([Source(f"Зал {n} чист.", "ru") for n in range(5000)])

    assert [draft.text for draft in drafts[:2]] == ["Room 0 clean.", "Room 1 clean."]
    assert drafts[-1].text == "Room 4999 clean."
    assert parrot.most <= engine_module.CHUNK * engine_module.DEPTH


def test_works_side_by_side_give_what_each_gives_alone() -> None:
    begun = 0
    most = 0

    def work(number: int, waits: int) -> Any:  # noqa: ANN401
        nonlocal begun, most
        begun += 1
        most = max(most, begun)
        total = 0
        for step in range(waits):
            found = yield lambda step=step: [Translation(str(number * step), 0.0)]
            total += int(found[0].text)
        begun -= 1
        return {number: total}

    lengths = [random.Random(7).randrange(4) for _ in range(50)]

    done = run((work(n, waits) for n, waits in enumerate(lengths)), depth=3)

    assert done == {n: sum(n * s for s in range(waits)) for n, waits in enumerate(lengths)}
    assert most <= 3


def test_a_failure_is_raised_in_the_work_that_waited() -> None:
    def fails() -> list[Translation]:
        raise MemoryError

    def careful() -> Any:  # noqa: ANN401
        try:
            yield fails
        except MemoryError:
            return {"careful": False}

    def lucky() -> Any:  # noqa: ANN401
        yield list
        return {"lucky": True}

    assert run(iter([careful(), lucky()]), depth=3) == {"careful": False, "lucky": True}
