from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.language.diacritics import bare, restored
from tests.hostile import takes_time_in_proportion


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Loti labi", "Ļoti labi"),
        ("Viesnica tira, brokastis labas", "Viesnīca tīra, brokastis labas"),
        ("man bail no zobarstiem kops bernibas", "man bail no zobārstiem kopš bērnības"),
        ("SUPER APKALPOSANA", "SUPER APKALPOŠANA"),
        ("Zarins bija loti laipns, Berzina ari", "Zariņš bija ļoti laipns, Berzina arī"),
        (
            "loti gaidisim: www.maja.lv, info@klinika.lv",
            "ļoti gaidīsim: www.maja.lv, info@klinika.lv",
        ),
        ("pasutiju 3. marta – nesanemu!", "pasūtīju 3. martā – nesaņēmu!"),
    ],
)
def test_diacritics_come_back(typed: str, meant: str) -> None:
    assert restored(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Paldies dakterei Ozolai!",
        "Viss bija labi.",
        "Iesaku visiem",
        "Ļoti laipna apkalposana",
        "Labs serviss",
        "",
        "100 % OK :)",
    ],
)
def test_what_needs_none_or_has_some_stays(text: str) -> None:
    assert restored(text) == text


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_letter_is_lost_added_or_moved(text: str) -> None:
    assert bare(restored(text)) == bare(text) or restored(text) == text


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnoprstuvz .,@/", max_size=120))
def test_only_diacritics_are_added(text: str) -> None:
    assert bare(restored(text)) == text


def test_a_long_text_takes_its_share_of_time() -> None:
    assert takes_time_in_proportion(restored, "loti laba maja un viesnica ")
