from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.intake.importers.page import Proposal, propose
from tests.hostile import takes_time_in_proportion

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))
LATVIAN = re.compile(r"[āčēģīķļņšūž]|\b(?:un|ka|bet|man|ar|par|es|ir|no|nav)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|and|is|was|to|of|we|very|in|a|it|an)\b", re.IGNORECASE)
PIECES = (
    "Anna, Rīga",
    "— Иван",
    "★★★★★ Ilze 2 weeks ago",
    "12.03.2024",
    "Paldies visiem, es biju ļoti apmierināta!",
    "Я очень рад, что попал к вам",
    "We use cookies",
    "──────────",
    "Response from the owner",
    "Ar cieņu,",
    "Read more »",
    "Like   Reply",
    "• punkts",
    "2 / 4",
    "“I loved it.” — Pete",
    "",
    "",
)


def by_script(text: str) -> str:
    """Stand in for the language stage: script first, then telling letters and small words."""
    cyrillic = len(re.findall("[а-яё]", text.lower()))
    latin = len(re.findall("[a-zāčēģīķļņšūž]", text.lower()))
    if not cyrillic + latin:
        return "und"
    if cyrillic > latin * 4:
        return "ru"
    if cyrillic * 4 > latin:
        return "mixed"
    return "lv" if len(LATVIAN.findall(text)) > len(ENGLISH.findall(text)) else "en"


def wanted(name: str) -> list[dict[str, str | None]]:
    lines = (PAGES / f"{name}.expected.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def found(page: str) -> list[Proposal]:
    return propose(page, by_script)


@pytest.mark.parametrize("name", NAMES)
def test_each_page_gives_its_testimonials_and_nothing_else(name: str) -> None:
    proposals = found((PAGES / f"{name}.txt").read_text("utf-8"))

    assert [" ".join(proposal.text.split()) for proposal in proposals] == [
        " ".join(str(want["text"]).split()) for want in wanted(name)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_each_testimonial_keeps_what_stands_beside_it(name: str) -> None:
    proposals = found((PAGES / f"{name}.txt").read_text("utf-8"))

    for proposal, want in zip(proposals, wanted(name), strict=True):
        assert {key: getattr(proposal, key) for key in want if key != "text"} == {
            key: value for key, value in want.items() if key != "text"
        }


def test_the_line_is_where_the_testimonial_begins() -> None:
    page = "Menu\n\nAnna\n12.03.2024\nI loved every minute of it!\n"

    assert [proposal.line for proposal in found(page)] == [5]


def test_a_signature_in_another_language_goes_to_the_text_that_lacks_one() -> None:
    page = (
        "Я очень рад, что попал к такому врачу. Спасибо!\n\nItālija, agrāk dzīvoju Rīgā\n\n"
        "Man ļoti palīdzēja, paldies! Jūsu paciente, Dace."
    )

    first, second = found(page)

    assert (first.author, first.signature) == (None, "Itālija, agrāk dzīvoju Rīgā")
    assert (second.author, second.signature) == ("Dace", None)


@pytest.mark.parametrize(
    ("page", "author"),
    [
        ("“I loved it, and I was sad to leave.” — Tom, Leeds", "Tom"),
        ("I loved it, and I was sad to leave.\n— Tom Hill", "Tom Hill"),
        ("Tom H., 54\nI loved it, and I was sad to leave.", "Tom H."),
        ("I loved it, and I was sad to leave.\nBest regards,\nTom and Ann", "Tom and Ann"),
        ("★★★★★ Tom 3 days ago\nI loved it, and I was sad to leave.", "Tom"),
        ("Man ļoti patika, es atgriezīšos!\n\nAr cieņu, Jānis", "Jānis"),
        ("Мне всё понравилось, спасибо!\n\nСемья Ивановых", "Семья Ивановых"),
        ("Мне всё понравилось, спасибо!\n\nАноним", None),
        ("Мне всё понравилось, спасибо!\n\nИз Лиепаи", None),
    ],
)
def test_the_author_is_the_name_alone(page: str, author: str | None) -> None:
    assert [proposal.author for proposal in found(page)] == [author]


def test_a_teaser_that_repeats_a_testimonial_is_left_out() -> None:
    page = (
        "“I was afraid of heights until…” Read more »\n\n"
        "I was afraid of heights until my guide told me to look at my boots. Thank you!\n\nRuth"
    )

    assert [proposal.author for proposal in found(page)] == ["Ruth"]


def test_an_address_left_by_printing_does_not_part_a_sentence() -> None:
    before = "I was told by my sister, who is never wrong, that the best of it was the"
    after = "soup, and I was not disappointed. Thank you!"
    page = f"{before}\n\n 3 / 7\nwww.somewhere.example/page?print=1\n\n{after}"

    assert [proposal.text for proposal in found(page)] == [f"{before} {after}"]


@pytest.mark.parametrize(
    "reply",
    [
        "Ответ отеля: Спасибо за отзыв! Я передам ваши слова коллегам.",
        "Thank you for your kind review, I was so happy to read it!",
        "Veikala atbilde:\nPaldies par atsauksmi! Man ļoti žēl, ka tā notika.",
    ],
)
def test_what_the_business_answered_is_no_testimonial(reply: str) -> None:
    page = f"Pēteris\n12.03.2024\nGaidīju stundu, neviens neatbildēja.\n\n{reply}"

    assert [proposal.author for proposal in found(page)] == ["Pēteris"]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=60)), max_size=40))
def test_every_proposal_holds_only_words_of_the_page_in_their_order(pieces: list[str]) -> None:
    page = "\n".join(pieces)
    words = page.split()

    for proposal in found(page):
        # A word may lose a bullet or a quotation mark at its edge, never gain a letter.
        position = 0
        for word in proposal.text.split():
            while position < len(words) and word not in words[position]:
                position += 1
            assert position < len(words), word
            position += 1


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 44_000,
        " " * 44_000,
        "\n" * 44_000,
        "Anna\n" * 8_800,
        "Anna\n\n" * 7_000,
        "— " * 22_000,
        "★ " * 22_000,
        "I loved it! " * 3_600,
        "I loved it!\n\n" * 3_300,
        "I loved it!\nAnna\n12.03.2024\n\n" * 1_500,
        "12.03.2024 " * 4_000,
        "Ar cieņu, " * 4_400,
        '«“"' * 14_000,
        "Read more " * 4_400,
        "Like  " * 7_000,
        "─\n" * 22_000,
        "───\n" * 11_000,
        "А, " * 14_000,
        "\u202e\u200b" * 22_000,
        "1. " * 14_000,
        "Ответ " * 7_000,
    ],
    ids=range(21),
)
def test_hostile_pages_are_read_in_time_in_proportion(hostile: str) -> None:
    assert takes_time_in_proportion(lambda page: propose(page, lambda _: "und"), hostile)
