"""A feed and an entry, for formats that need no database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from models import Policy
from moderation.publication.entries import Published
from moderation.publication.feeds import Feed, State

MODIFIED = datetime(2026, 5, 4, 3, 2, 1, 5, tzinfo=UTC)


def a_feed(**policy: Any) -> Feed:  # noqa: ANN401
    key, url = UUID(int=1), "https://clinic.example/"
    return Feed(
        site_id=key,
        slug="clinic",
        name="Clinic",
        url=url,
        policy=Policy(**policy),
        sequence=3,
        modified=MODIFIED,
        state=a_state(),
    )


def a_state(slug: str = "clinic", sequence: int | None = 3, **columns: Any) -> State:  # noqa: ANN401
    row = State(UUID(int=1), slug, "Clinic", None, "{}", MODIFIED, None, sequence, MODIFIED)
    return row._replace(**columns)


def an_entry(**columns: Any) -> Published:  # noqa: ANN401
    given_columns = {
        "id": UUID(int=2),
        "sequence": 1,
        "published_at": datetime(2026, 5, 4, 3, 2, 1, 5, tzinfo=UTC),
        "source_language": "lv",
        "content": {"en": "Thank you!", "lv": "Paldies!"},
        "author": "Anna",
        "rating": 5,
        "written_on": "2023-10",
        "provenance": {
            "translation": "post_edited",
            "packs": ["translate-lv_en 0.1"],
            "redacted": True,
            "reviewed_by_person": True,
            "channel": "api",
            "verification": "purchase",
        },
    }
    return Published(**{**given_columns, **columns})
