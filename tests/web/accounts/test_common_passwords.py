from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.web.account.common import is_common


@pytest.mark.parametrize(
    "password",
    [
        "Password123!", "1234567890", "0987654321", "12345678901234", "qwertyuiop", "QwertyUiop12",
        "1q2w3e4r5t", "aaaaaaaaaaaa", "ababababab", "abcdefghij", "passwordpassword",
        "administrator", "йцукенгшщз", "Latvija2024", "changeme1234",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_known(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple", "four unrelated words", "mans suns ēd ābolus", "xK7vQ2mP9r",
        "my password is not here", "3141592653589",
    ],
)  # fmt: skip
def test_a_good_password_passes(password: str) -> None:
    assert not is_common(password)


@given(st.text())
def test_any_text_gets_an_answer(password: str) -> None:
    assert is_common(password) in {True, False}
