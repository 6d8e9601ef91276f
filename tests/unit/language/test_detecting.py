from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.determinism import answer, digest
from moderation.language import Evidence, base, detect
from tests.hostile import takes_time_in_proportion

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Спасибо!", "ru"),
        ("УЖАС", "ru"),
        ("норм", "ru"),
        ("Paldies!", "lv"),
        ("Šausmas.", "lv"),
        ("PALDIES PAR DARBU", "lv"),
        ("loti laipna apkalposana", "lv"),
        ("Paldies visiem, viss bija lieliski un atri", "lv"),
        ("Good", "en"),
        ("Great service!", "en"),
        ("Avoid.", "en"),
        ("Spasibo, vse ochen ponravilos'", "ru-Latn"),
        ("Ochen' horoshij master, rekomenduju", "ru-Latn"),
        ("o4en xoroshiy vrach, vsem sovetuyu", "ru-Latn"),
        ("Väga hea teenindus, soovitan kõigile", "et"),
        ("Labai geras aptarnavimas, rekomenduoju visiems", "lt"),
        ("Дуже дякую лікарю за турботу", "uk"),
        ("Вельмі дзякуй, усё было выдатна", "be"),
        ("Sehr freundliches Personal, gerne wieder", "de"),
        ("Bardzo miła obsługa, polecam wszystkim", "pl"),
        ("Erittäin ystävällinen palvelu, suosittelen", "fi"),
        ("Mycket bra service, jag rekommenderar varmt", "sv"),
        ("Πολύ καλή εξυπηρέτηση", "el"),
        ("მადლობა ყველაფრისთვის", "ka"),
        ("😊👍", "zxx"),
        ("10/10", "zxx"),
        ("", "zxx"),
        ("+371 2000 0000", "zxx"),
        ("https://example.com/very/good/service", "zxx"),
        ("Super!", "und"),
        ("OK", "und"),
    ],
)
def test_the_language_is_named_or_left_open(text: str, tag: str) -> None:
    assert detect(text).tag == tag


@pytest.mark.parametrize(
    "text",
    [
        "Muchas gracias, el personal fue muy amable y la comida estaba rica",
        "Merci beaucoup, le personnel était très gentil et la chambre propre",
        "Благодаря много, обслужването беше отлично и персоналът е любезен",
        "Děkuji moc, všechno bylo skvělé a personál velmi milý",
    ],
)
def test_a_language_from_elsewhere_is_never_passed_off_as_ours(text: str) -> None:
    assert base(detect(text).tag) not in ("ru", "lv", "en")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Ķirurgs ļoti labs", Evidence("only_letters", "ķ, ļ")),
        ("Спасибо", Evidence("cyrillic_without", "і ї ў")),
        ("Спасибо", Evidence("phrase", "спасибо")),
        ("viss bija labi un tīri", Evidence("function_words", "viss, bija, un")),
        ("Spasibo vsem", Evidence("romanised")),
        ("loti laipna apkalposana", Evidence("no_diacritics")),
        ("😊", Evidence("no_letters")),
        ("Πολύ καλή", Evidence("script", "Grek")),
    ],
)
def test_the_evidence_says_why(text: str, evidence: Evidence) -> None:
    assert evidence in detect(text).evidence


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Отличный мaгaзин, цeны ниже чeм в тoргoвoм", "ru"),
        ("Док\u200bтор посо\u00adветовал дру\u200dзья", "ru"),
        ("Lаbs sеrviss, раldies visiem", "lv"),
        (
            "Хороший сервис <b class='very good nice'>всем</b> <script>alert('the best')</script>",
            "ru",
        ),
        ("Labi. Rakstiet good.service@example.com vai www.verygood.com/the/best", "lv"),
        ("Paldies par «the best service in town» un laipnību visiem kolēģiem", "lv"),
    ],
)
def test_look_alikes_markup_addresses_and_quotations_do_not_mislead(text: str, tag: str) -> None:
    assert detect(text).tag == tag


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_a_tag_and_a_probability(text: str) -> None:
    detection = detect(text)
    assert detection.tag
    assert 0 <= detection.probability <= 1


@pytest.mark.parametrize(
    "unit", ["<", "a", "а", "&", "{{", "@", "w.", "«", "<script>", "4", "a'", "ab "]
)
def test_fifty_thousand_hostile_characters_are_decided_in_time_in_proportion(unit: str) -> None:
    assert takes_time_in_proportion(detect, (unit * 50_000)[:50_000])


def test_fresh_processes_with_other_hash_seeds_give_the_very_same_answers(tmp_path: Path) -> None:
    texts = ["Super!", "Malku", "on", "Vilks Spa", "Prima vista!", "супер", "Gut jā", "Norm man"]
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps({"text": each}) + "\n" for each in texts))

    answers = {answer(path, seed) for seed in (0, 1, 4242, 2**31, 2**32 - 1)}

    assert answers == {digest(texts)}


def test_the_base_of_a_tag_is_its_language() -> None:
    assert [base(tag) for tag in ("ru-Latn", "lv", "und")] == ["ru", "lv", "und"]
