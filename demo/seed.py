"""Fills an empty instance with the demo clinic: a site, a moderator, two dozen reviews."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Channel, Role, Scope, Site, Staff
from moderation.accounts.passwords import hash_password
from moderation.accounts.sites import create_site
from moderation.intake.submit import NewReview, submit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.database import Database

DEMO_EMAIL = "demo@balss.example"
DEMO_PASSWORD = "try-balss-today"  # noqa: S105 - printed on purpose; the demo holds nobody's data
SLUG = "demo"
NAME = "Ezera Eye Clinic"
WORDING = "I agree that the clinic publishes my review and its translation on its website."
REVIEWS = Path(__file__).with_name("reviews.jsonl")
MAX_CHARS = 20_000


def seed(database: Database, secret: str) -> None:
    """Add the demo's rows where they are missing; a second call changes nothing.

    `secret` signs the authors' withdrawal links, as everywhere.
    """
    with database.writing.begin() as session:
        site = session.scalars(select(Site).where(Site.slug == SLUG)).first()
        if site is None:
            site = create_site(session, slug=SLUG, name=NAME)
        if session.scalar(select(Staff.id).where(Staff.email == DEMO_EMAIL)) is None:
            session.add(_moderator())
        _submit(session, site, secret)


def _moderator() -> Staff:
    """Give the demo's account: an administrator, so that every screen can be seen."""
    return Staff(
        email=DEMO_EMAIL,
        name="Demo",
        password_hash=hash_password(DEMO_PASSWORD),
        role=Role.ADMIN,
    )


def _submit(session: Session, site: Site, secret: str) -> None:
    lines = REVIEWS.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = json.loads(line)
            new = NewReview(
                text=row["text"],
                channel=Channel.FORM,
                consent_scope=Scope(row["scope"]),
                consent_wording=WORDING,
                author=row["author"],
                rating=row["rating"],
                written_on=row["written_on"],
                contact_email=row.get("contact_email"),
                idempotency_key=f"demo-{number}",
            )
            submit(session, site, new, secret=secret, max_chars=MAX_CHARS)
