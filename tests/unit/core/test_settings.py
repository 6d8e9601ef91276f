from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.settings import SettingsError, load

if TYPE_CHECKING:
    from pathlib import Path


def test_a_bad_value_stops_the_start_with_a_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BALSS_PORT", "eighty")
    with pytest.raises(SettingsError, match="BALSS_PORT"):
        load()


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = load(instance=tmp_path / "instance")
    first = settings.secret()
    assert len(first) == 64
    assert load(instance=tmp_path / "instance").secret() == first
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o077 == 0


def test_reading_settings_makes_no_file(tmp_path: Path) -> None:
    load(instance=tmp_path / "instance")
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize(
    ("public_url", "https"),
    [(None, False), ("http://desk.example", False), ("https://desk.example/", True)],
)
def test_cookies_demand_https_exactly_where_people_use_it(
    public_url: str | None, https: bool
) -> None:
    assert load(public_url=public_url).https is https


def test_an_address_without_a_scheme_is_refused() -> None:
    with pytest.raises(SettingsError, match="BALSS_PUBLIC_URL"):
        load(public_url="desk.example")


def test_networks_of_webhooks_are_read_and_a_bad_one_stops_the_start() -> None:
    named = load(webhook_networks="10.1.0.0/16, ::1").networks

    assert [str(each) for each in named] == ["10.1.0.0/16", "::1/128"]
    assert load().networks == ()
    with pytest.raises(SettingsError, match="BALSS_WEBHOOK_NETWORKS"):
        load(webhook_networks="the office")
