from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import privacy
from moderation.privacy.view import view
from moderation.spans import Replacement, apply
from tests.hostile import takes_time_in_proportion

IDENTIFIERS = [
    "anna@inbox.lv",
    "+371 20000143",
    "p.k. 140367-10987",
    "LV15TEST0000012345678",
    "4111 1111 1111 1111",
    "https://example.com/me",
    "dakterei Ozolai",
    "доктору Калныньшу",
    "anna (at) inbox lv",
    "tel. 2 0 0 0 0 1 6 6",
    "паспорт LV1234567",
    "моя машина AB-1234",
    "Brīvības ielā 214-7",
    "@katjusha_000x",
]
CALM = st.lists(
    st.sampled_from("ļoti labi viss patika очень хорошо nice place we liked it un всё".split())  # noqa: SIM905
).map(" ".join)
HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("aA1@.+-«»\u200b\u0301\u202e []()AaОо "),
    ),
    max_size=120,
)


def redacted(text: str, tag: str = "und") -> str:
    return apply(
        text,
        [
            Replacement(each.start, each.end, privacy.replacement(each.kind, "", tag))
            for each in privacy.find(text, tag)
        ],
    )


@settings(deadline=None, max_examples=60)
@given(before=CALM, after=CALM, identifier=st.sampled_from(IDENTIFIERS))
def test_an_identifier_is_found_wherever_it_stands(
    before: str, after: str, identifier: str
) -> None:
    text = f"{before} {identifier} {after}".strip()
    at = text.index(identifier)
    last = at + len(identifier) - 1
    assert any(each.start <= last < each.end for each in privacy.find(text, "und"))


@settings(deadline=None, max_examples=150)
@given(HOSTILE)
def test_findings_are_sorted_inside_the_text_and_apart(text: str) -> None:
    position = 0
    for each in privacy.find(text, "und"):
        assert position <= each.start < each.end <= len(text)
        assert each.kind in privacy.KINDS
        assert 0 < each.score <= 1
        position = each.end


@settings(deadline=None, max_examples=60)
@given(before=CALM, after=CALM, identifier=st.sampled_from(IDENTIFIERS))
def test_redaction_touches_nothing_but_the_findings_and_twice_is_once(
    before: str, after: str, identifier: str
) -> None:
    text = f"{before} {identifier} {after}".strip()
    once = redacted(text)
    assert once.startswith(before)
    assert once.endswith(after)
    assert redacted(once) == once


@settings(deadline=None, max_examples=150)
@given(text=HOSTILE, style=st.sampled_from(privacy.STYLES), tag=st.sampled_from(["lv", "ru", "en"]))
def test_redaction_of_any_text_keeps_every_character_outside_the_findings(
    text: str, style: str, tag: str
) -> None:
    found = privacy.find(text, tag)
    kept = [text[a:b] for a, b in pairwise_outside(text, found)]
    done = apply(
        text,
        [
            Replacement(
                each.start,
                each.end,
                privacy.replacement(each.kind, text[each.start : each.end], tag, style),
            )
            for each in found
        ],
    )
    position = 0
    for piece in kept:
        position = done.index(piece, position) + len(piece)
    assert done.startswith(kept[0])
    assert done.endswith(kept[-1])


def pairwise_outside(text: str, found: list[privacy.Finding]) -> list[tuple[int, int]]:
    edges = [0, *(edge for each in found for edge in (each.start, each.end)), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))


@settings(deadline=None, max_examples=60)
@given(before=CALM, after=CALM, identifiers=st.lists(st.sampled_from(IDENTIFIERS), max_size=4))
def test_redacting_several_identifiers_twice_changes_nothing(
    before: str, after: str, identifiers: list[str]
) -> None:
    text = f"{before} {', '.join(identifiers)} {after}".strip()
    once = redacted(text)
    assert redacted(once) == once


@settings(deadline=None, max_examples=60)
@given(source=HOSTILE, target=HOSTILE)
def test_mirroring_never_raises_and_stays_inside_the_target(source: str, target: str) -> None:
    findings = privacy.find(source, "ru")
    position = 0
    for each, index in privacy.mirror(source, "ru", findings, target):
        assert position <= each.start < each.end <= len(target)
        assert index is None or 0 <= index < len(findings)
        position = each.end


@settings(deadline=None, max_examples=100)
@given(HOSTILE)
def test_a_view_leads_back_to_the_same_text(text: str) -> None:
    seen = view(text)
    if seen.starts is not None and seen.ends is not None:
        assert len(seen.starts) == len(seen.ends) == len(seen.text)
        assert list(seen.starts) == sorted(seen.starts)
    else:
        assert len(seen.text) == len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        "1 ",
        "@",
        "A. ",
        "Ļoti labi! ",
        "Анна ",
        "+",
        "(",
        "Aa ",
        "-1",
        "a@",
        "LV11 ",
        "dr ",
    ],
)
def test_44_000_hostile_characters_take_time_in_proportion(unit: str) -> None:
    text = (unit * 44_000)[:44_000]
    assert takes_time_in_proportion(lambda part: privacy.find(part, "ru"), text)
