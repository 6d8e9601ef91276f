"""The reference vectors are those of the specification's own libraries."""

from __future__ import annotations

import base64
from uuid import UUID

import pytest

from moderation.publication.webhooks import signatures

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, TIMESTAMP, PAYLOAD = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_reference_vector_is_signed_as_the_specification_has_it() -> None:
    assert signatures.sign(signatures.read(SECRET), ID, TIMESTAMP, PAYLOAD) == SIGNATURE


def test_a_secret_is_read_with_and_without_its_prefix() -> None:
    assert signatures.read(SECRET) == signatures.read(SECRET.removeprefix("whsec_"))


@pytest.mark.parametrize(
    "changed",
    [("msg_other", TIMESTAMP, PAYLOAD), (ID, TIMESTAMP + 1, PAYLOAD), (ID, TIMESTAMP, b"{}")],
)
def test_a_signature_covers_id_time_and_payload(changed: tuple[str, int, bytes]) -> None:
    assert signatures.sign(signatures.read(SECRET), *changed) != SIGNATURE


def test_the_three_headers_carry_a_signature_by_each_secret_the_newest_first() -> None:
    newer = bytes(range(32))
    headers = signatures.headers([newer, signatures.read(SECRET)], ID, TIMESTAMP, PAYLOAD)

    assert headers["webhook-id"] == ID
    assert headers["webhook-timestamp"] == "1614265330"
    assert headers["webhook-signature"] == (
        f"{signatures.sign(newer, ID, TIMESTAMP, PAYLOAD)} {SIGNATURE}"
    )


def test_derived_secrets_are_of_the_length_the_specification_asks_for_and_all_differ() -> None:
    one, other = UUID(int=1), UUID(int=2)
    written = signatures.written(signatures.derive("house", one))

    assert written.startswith("whsec_")
    assert 24 <= len(base64.b64decode(written.removeprefix("whsec_"))) <= 64
    assert signatures.read(written) == signatures.derive("house", one)
    assert len({signatures.derive(h, i) for h in ("house", "villa") for i in (one, other)}) == 4


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_?", "whsec_c2hvcnQ=", "whsec_" + "A" * 88])
def test_what_is_no_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match=r"bytes|base64"):
        signatures.read(secret)
