from __future__ import annotations

import pytest

from moderation import privacy

CASES = [
    ("person", "Jānis Bērziņš", "lv", "label", "[vārds]"),
    ("person", "Jānis Bērziņš", "en", "initial", "J. B."),
    ("person", "Анна", "ru", "remove", ""),
    ("staff", "Ozola", "en", "role", "a member of staff"),
    ("staff", "Озола", "ru", "role", "сотрудник"),
    ("age", "67", "en", "generalise", "in the sixties"),
    ("age", "67", "ru", "generalise", "больше 60"),
    ("date_of_birth", "14.03.1967", "en", "generalise", "1967"),
    ("date_of_birth", "14.03.1967", "lv", "generalise", "1967. gadā"),
    ("place_small", "Renda", "en", "generalise", "a small place"),
    ("email", "a@b.lv", "en", "initial", "[e-mail]"),
    ("iban", "LV15", "ru", "generalise", "[номер счёта]"),
    ("person", "Anna", "de", "label", "[name]"),
    ("unheard_of", "x", "en", "label", "[removed]"),
    ("person", "Anna", "en", "unheard_of", "[name]"),
    ("age", "999", "en", "generalise", "[age]"),
]


@pytest.mark.parametrize(("kind", "surface", "tag", "style", "wanted"), CASES)
def test_a_replacement_reads_in_its_language(
    kind: str, surface: str, tag: str, style: str, wanted: str
) -> None:
    assert privacy.replacement(kind, surface, tag, style) == wanted


@pytest.mark.parametrize("kind", privacy.KINDS)
@pytest.mark.parametrize("tag", ["ru", "lv", "en"])
@pytest.mark.parametrize("style", privacy.STYLES)
def test_no_replacement_is_found_again(kind: str, tag: str, style: str) -> None:
    text = privacy.replacement(kind, "Ozols 67", tag, style)
    if style != "initial":
        assert [each for each in privacy.find(text, tag) if each.kind == kind] == []
