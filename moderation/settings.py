"""Every setting, read once from BALSS_* variables; a bad value stops the start with a sentence."""

from __future__ import annotations

import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(ValueError):
    """A setting that cannot be used; the message names the variable and what to do."""


class Settings(BaseSettings):
    """What an operator may choose. `docs/operators.md` lists each with its default."""

    model_config = SettingsConfigDict(env_prefix="BALSS_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web server listens on.")
    public_url: str | None = Field(
        None, description="Address people reach Balss at, such as https://desk.example.lv."
    )
    instance: Path = Field(
        Path("instance"), description="Folder for the database, installed packs and secrets."
    )
    database_url: str | None = Field(
        None, description="SQLAlchemy address; SQLite in the instance folder where unset."
    )
    redis_url: str | None = Field(
        None, description="Redis for the worker's queue and rate limits over several machines."
    )
    secret_key: str | None = Field(
        None, description="Signs sessions and links; made in the instance folder where unset."
    )
    default_locale: Annotated[str, Field(pattern="^(en|lv|ru)$")] = Field(
        "en", description="Language of the screens before a person chooses: en, lv or ru."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=5, description="Reverse proxies in front whose X-Forwarded headers count."
    )
    web_threads: int = Field(8, ge=1, le=64, description="Threads of the web server.")
    session_hours: int = Field(12, ge=1, le=720, description="Hours until a sign-in runs out.")
    sign_in_limit: str = Field(
        "10 per minute", description="How often one address may try to sign in."
    )
    api_limit: str = Field("600 per minute", description="How often one API key may call.")
    max_review_chars: int = Field(
        20_000, ge=100, le=1_000_000, description="Longest review accepted, in characters."
    )
    batch_reviews: int = Field(32, ge=1, le=1000, description="Reviews a worker takes in one pass.")
    lease_seconds: int = Field(
        300, ge=1, le=86_400, description="Seconds until a dead worker's reviews are taken over."
    )
    beam_size: int = Field(6, ge=1, le=16, description="Beam of the translation search.")
    translation_threads: int = Field(
        0, ge=0, le=64, description="Threads of the translation engine; 0 takes the processor's."
    )
    translator_idle_seconds: int = Field(
        600, ge=0, description="Seconds of rest after which a translator leaves memory."
    )
    starter_packs: Path = Field(
        Path("packs"), description="Folder of packs installed at first start."
    )
    pack_index: str = Field(
        "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json",
        description="Index of packs that `packs install` and the packs page fetch from.",
    )
    webhook_networks: str | None = Field(
        None,
        description="Networks of your own that webhooks may reach, also by http: 10.1.0.0/16, ::1.",
    )
    log_level: Annotated[str, Field(pattern="^(debug|info|warning|error)$")] = Field(
        "info", description="Least severe message written to the log."
    )

    @field_validator("instance", "starter_packs")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/") if value else None

    @field_validator("pack_index")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value

    @field_validator("webhook_networks")
    @classmethod
    def _networks(cls, value: str | None) -> str | None:
        for each in (value or "").split(","):
            if each.strip():
                ip_network(each.strip())  # its ValueError says what is wrong with it
        return value

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """What `webhook_networks` names."""
        given = (self.webhook_networks or "").split(",")
        return tuple(ip_network(each.strip()) for each in given if each.strip())

    @property
    def database(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{self.instance / 'balss.db'}"

    @property
    def address(self) -> str:
        """The address people open, for links printed or sent."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def https(self) -> bool:
        """Whether people reach Balss by https, so that cookies may demand it."""
        return self.address.startswith("https://")

    @property
    def packs(self) -> Path:
        """The folder of installed packs."""
        return self.instance / "packs"

    def secret(self) -> str:
        """Give the signing secret; makes and keeps one in the instance folder at first use."""
        if self.secret_key:
            return self.secret_key
        path = self.instance / "secret_key"
        if not path.exists():
            self.instance.mkdir(parents=True, exist_ok=True)
            _write_once(path, secrets.token_hex(32))
        return path.read_text(encoding="ascii").strip()


def load(**overrides: object) -> Settings:
    """Read the settings. Raises SettingsError with a sentence for each bad value."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"BALSS_{_name(each['loc'])}: {each['msg']}" for each in error.errors()]
        raise SettingsError("; ".join(lines)) from error


def _name(location: tuple[int | str, ...]) -> str:
    return "_".join(str(part) for part in location).upper()


def _write_once(path: Path, content: str) -> None:
    """Write a file only its owner can read; whoever comes second keeps the first's."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(content, encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
