"""The screens' Latvian and Russian: whole, faithful to the English, and compiled."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from scripts import catalogues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
FOREIGN_MARKS = {"lv": '[“"«»]|[а-яё]', "ru": '[“”"„]'}  # quotation marks, and letters
PLURALS = {  # a number for each form, in the form's place
    "lv": {1: 0, 21: 0, 2: 1, 11: 1, 111: 1, 0: 2},
    "ru": {1: 0, 21: 0, 2: 1, 34: 1, 0: 2, 5: 2, 11: 2, 112: 2},
}
# What stands in templates outside every tag: the product's name, and what a program types.
NAMES = {
    "Balss",
    "CSV",
    "Authorization",
    "Bearer",
    "A",
    "C",
    "N",
    "Q",
    "U",
    "H",
    "R",
    "L",
    "K",
    "J",
}

in_each_language = pytest.mark.parametrize("locale", catalogues.LOCALES)


@cache
def translations(locale: str) -> Catalog:
    return catalogues.read(locale)


@cache
def source() -> Catalog:
    return catalogues.extracted()


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (each for each in catalogue if each.id)


def keys(catalogue: Catalog) -> set[tuple[object, object]]:
    return {(each.id, each.context) for each in messages(catalogue)}


def forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str | None) else tuple(words)


def ending(words: str) -> str:
    return words[-1] if words.endswith((".", "…", "?", ":")) else ""


def placeholders(words: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(words))


def test_the_source_says_something() -> None:
    ids = {each.id for each in messages(source())}

    assert {"Queue", "Sign in", "Anonymise all", ("%(num)s mark", "%(num)s marks")} <= ids


@in_each_language
def test_every_sentence_of_the_source_is_in_the_catalogue(locale: str) -> None:
    assert keys(source()) - keys(translations(locale)) == set()


@in_each_language
def test_no_sentence_stays_that_the_source_no_longer_says(locale: str) -> None:
    assert keys(translations(locale)) - keys(source()) == set()
    assert not translations(locale).obsolete


@in_each_language
def test_every_sentence_is_translated_in_all_its_forms(locale: str) -> None:
    count = translations(locale).num_plurals
    for each in messages(translations(locale)):
        said = forms(each.string)
        assert len(said) == (count if each.pluralizable else 1), each.id
        assert all(said), each.id
        assert not each.fuzzy, each.id


@in_each_language
def test_every_form_keeps_the_placeholders(locale: str) -> None:
    for each in messages(translations(locale)):
        expected = placeholders(forms(each.id)[-1])
        for said in forms(each.string):
            assert placeholders(said) == expected, each.id
            assert "%" not in PLACEHOLDER.sub("", said), each.id


@in_each_language
def test_a_translation_ends_as_its_sentence_does(locale: str) -> None:
    for each in messages(translations(locale)):
        for said in forms(each.string):
            assert said == said.strip(), each.id
            assert ending(said) == ending(forms(each.id)[-1]), each.id


@in_each_language
def test_quotation_marks_and_letters_are_the_languages_own(locale: str) -> None:
    for each in messages(translations(locale)):
        for said in forms(each.string):
            assert not re.search(FOREIGN_MARKS[locale], said, re.IGNORECASE), each.id


@in_each_language
def test_what_runs_is_compiled_from_what_is_written(locale: str) -> None:
    stale = catalogues.mo_file(locale).read_bytes() != catalogues.compiled(locale)
    assert not stale, "run: python scripts/catalogues.py compile"


@in_each_language
def test_a_catalogue_reads_back_as_it_was_written(locale: str) -> None:
    written = catalogues.written(catalogues.updated(locale))

    assert b"Date" not in written.split(b"\n\n")[0]
    assert written == catalogues.written(catalogues.updated(locale))


@in_each_language
def test_numbers_choose_the_right_form(locale: str) -> None:
    spoken = gettext.GNUTranslations(BytesIO(catalogues.mo_file(locale).read_bytes()))
    one = next(each for each in messages(translations(locale)) if each.pluralizable)
    singular, plural = forms(one.id)
    for number, form in PLURALS[locale].items():
        assert spoken.ngettext(singular, plural, number) == forms(one.string)[form]


def test_templates_show_no_words_that_cannot_be_translated() -> None:
    for file in sorted((catalogues.ROOT / "templates").rglob("*.html")):
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", file.read_text("utf-8"), flags=re.DOTALL)
        spoken = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text)
        text = re.sub(r"<!--.*?-->|<[^>]*>", " ", text, flags=re.DOTALL)
        spoken.append(re.sub(r'[\w-]+="[^"]*"', " ", text))  # attributes that macros print
        words = set(re.findall(r"[^\W\d_]+", re.sub(r"&\w+;", " ", " ".join(spoken))))
        assert words <= NAMES, f"{file.relative_to(catalogues.ROOT)}: {words - NAMES}"
