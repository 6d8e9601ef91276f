from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.publication import question
from moderation.publication.question import Question, QuestionError


def test_an_empty_query_asks_for_the_first_page() -> None:
    assert question.read({}) == Question(limit=50, after=None, since=None, language=None)


def test_parameters_of_other_names_are_passed_over() -> None:
    assert question.read({"utm_source": "x", "limit": "7"}) == Question(limit=7)


def test_a_language_is_asked_for_in_any_case() -> None:
    assert question.read({"language": "RU-latn"}).language == "ru-latn"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "-1"),
        ("limit", "1.5"),
        ("limit", "٣"),
        ("limit", ""),
        ("limit", "9" * 5000),
        ("since", "-1"),
        ("since", "1e3"),
        ("since", ""),
        ("since", "9" * 5000),
        ("cursor", ""),
        ("cursor", "nonsense"),
        ("language", ""),
        ("language", "r"),
        ("language", "ru_RU"),
        ("language", "ru-" + "a" * 9),
        ("language", "ru\n"),
    ],
)
def test_an_unusable_parameter_is_named(name: str, value: str) -> None:
    with pytest.raises(QuestionError) as caught:
        question.read({name: value})
    assert caught.value.parameter == name
    assert str(caught.value).endswith(".")


def test_a_page_and_changes_cannot_be_asked_at_once() -> None:
    with pytest.raises(QuestionError):
        question.read({"cursor": "x", "since": "0"})


@given(st.dictionaries(st.sampled_from(["limit", "since", "cursor", "language"]), st.text()))
def test_any_query_is_read_or_refused(query: dict[str, str]) -> None:
    try:
        read = question.read(query)
    except QuestionError:
        return
    assert 1 <= read.limit <= question.MOST
