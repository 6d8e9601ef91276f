"""The OpenAPI description of the doors for readers: feeds in three formats and the listing."""

from __future__ import annotations

from typing import Any

from models.policy import VERIFICATIONS
from moderation.publication import atom, json_feed, json_ld, listing, question
from moderation.web.api.parts import (
    MOMENT,
    TEXT,
    described_object,
    listed,
    parameter,
    refused,
    said,
)

TRANSLATIONS = {
    "type": "string",
    "enum": ["machine", "post_edited", "human", "none"],
    "description": "How the text was made: by machine; by machine and corrected by a person; by "
    "a person; or not translated.",
}
PACKS = listed(TEXT, "The translation packs used, with their versions.")
IN_LANGUAGE = described_object(
    ["language", "text", "translation", "packs"],
    {
        "language": said(TEXT, "BCP 47 tag."),
        "text": TEXT,
        "translation": TRANSLATIONS,
        "packs": PACKS,
    },
)
PROVENANCE: dict[str, Any] = {
    "source_language": said(TEXT, "BCP 47 tag of what the author wrote."),
    "original": said(
        described_object(["language", "text"], {"language": TEXT, "text": TEXT}),
        "What the author wrote, redacted as approved, where the text chosen is a translation and "
        "the site publishes originals.",
    ),
    "translation": TRANSLATIONS,
    "packs": PACKS,
    "texts": listed(
        IN_LANGUAGE,
        "The review in every language it may be shown in, the one chosen first: English, the "
        "original, and what of the site's further languages was approved with it.",
    ),
    "reviewed_by_person": said({"type": "boolean"}, "A person approved this text."),
    "redacted": said({"type": "boolean"}, "Words that identify somebody were hidden."),
    "verification": {
        "type": "string",
        "enum": list(VERIFICATIONS),
        "description": "How it was made sure that the author is a customer: it was not; the "
        "order or visit was looked up; only invited customers could write.",
    },
    "channel": {
        "type": "string",
        "enum": ["api", "form", "file", "page"],
        "description": "The way it came: from the website, from Balss's form, from a file, or "
        "copied from a web page.",
    },
    "rating": said({"type": "integer", "minimum": 1, "maximum": 5}, "Stars."),
    "written_on": said(TEXT, "ISO date, as exact as known: 2023-10."),
}
ALWAYS = [
    "source_language",
    "translation",
    "packs",
    "texts",
    "reviewed_by_person",
    "redacted",
    "verification",
]
URN = {"type": "string", "pattern": "^urn:uuid:[0-9a-f-]{36}$"}
REMOVED = listed(
    described_object(["id", "removed_at"], {"id": URN, "removed_at": MOMENT}),
    "Tombstones: items to delete at once. In answers to a mirror, every removal in their range; "
    "on a first page, the hundred newest.",
)
SEQUENCE = {
    "type": "integer",
    "minimum": 0,
    "description": "What a mirror asks for next time to get everything that changes after this "
    "answer. It rises with every publication and removal.",
}
SHOWS = listed(
    {
        "type": "string",
        "anyOf": [{"enum": ["original", "author"]}, {"pattern": "^[a-z]{2,3}$"}],
    },
    "What items may have beside the English, by the site's policy: the original, the author, and "
    "further languages by their tags. Where it differs from an earlier answer's, a mirror starts "
    "again from 0.",
)
STANDING = {
    "type": "integer",
    "minimum": 0,
    "description": "With the last part of the changes: how many items stand. A mirror that holds "
    "as many has caught up.",
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "Item": described_object(
        ["id", "content_text", "language", "date_published", "_balss"],
        {
            "id": said(URN, "Stays the same."),
            "content_text": said(TEXT, "The approved text."),
            "language": said(TEXT, "BCP 47 tag of content_text."),
            "date_published": said(MOMENT, "When it was approved."),
            "authors": listed(
                described_object(["name"], {"name": TEXT}), "Absent where consent hides the name."
            ),
            "_balss": described_object(ALWAYS, PROVENANCE),
        },
    ),
    "Feed": described_object(
        ["version", "title", "feed_url", "language", "items", "_balss"],
        {
            "version": {"const": json_feed.VERSION},
            "title": TEXT,
            "home_page_url": TEXT,
            "feed_url": TEXT,
            "next_url": said(TEXT, "The next page, or the next changes; absent on the last."),
            "language": TEXT,
            "items": listed({"$ref": "#/components/schemas/Item"}),
            "_balss": described_object(
                ["about", "sequence", "shows", "removed"],
                {
                    "about": TEXT,
                    "authenticity": said(TEXT, "The page on how reviews are collected."),
                    "sequence": SEQUENCE,
                    "shows": SHOWS,
                    "standing": STANDING,
                    "removed": REMOVED,
                },
            ),
        },
    ),
    "Entry": described_object(
        ["id", "language", "text", "author", "published_at", *ALWAYS],
        {
            "id": said(URN, "Stays the same."),
            "language": said(TEXT, "BCP 47 tag of text."),
            "text": said(TEXT, "The approved text."),
            "author": {"type": ["string", "null"], "description": "Null where consent hides it."},
            "published_at": said(MOMENT, "When it was approved."),
            **PROVENANCE,
        },
    ),
    "Listing": described_object(
        ["entries", "removed", "sequence", "shows", "next"],
        {
            "entries": listed({"$ref": "#/components/schemas/Entry"}),
            "removed": REMOVED,
            "sequence": SEQUENCE,
            "shows": SHOWS,
            "standing": STANDING,
            "next": {"type": ["string", "null"], "description": "Address of the following part."},
        },
    ),
}

SLUG = {"in": "path", "name": "slug", "required": True, "schema": {"type": "string"}}
LIMIT = parameter(
    "limit",
    {
        "type": "integer",
        "minimum": 1,
        "maximum": question.MOST,
        "default": question.DEFAULT_LIMIT,
    },
    "Most items in one answer.",
)
CURSOR = parameter("cursor", TEXT, "As the address of the next part gives it.")
LANGUAGE_TAG = {"type": "string", "pattern": f"^{question.LANGUAGE.pattern}$"}
LANGUAGE = parameter(
    "language",
    LANGUAGE_TAG,
    "Give items in this language where they were approved in it, in English otherwise.",
)
WHOLE = {"type": "integer", "minimum": 0}
SINCE_HELP = "The sequence of an earlier answer; 0 for everything from the start."
FEED_PARAMETERS = [SLUG, LIMIT, CURSOR, parameter("since", WHOLE, SINCE_HELP), LANGUAGE]
LISTING_PARAMETERS = [
    SLUG,
    LIMIT,
    CURSOR,
    parameter("updated_since", WHOLE, f"{SINCE_HELP} Not with filters: a mirror is of everything."),
    LANGUAGE,
    parameter("source_language", LANGUAGE_TAG, "Only what was written in this language."),
    parameter(
        "rating",
        {"type": "string", "pattern": f"^{question.RATINGS.pattern}$"},
        "Only these stars: 5, or 4-5.",
    ),
    parameter("published_since", TEXT, "Only from this day or moment (UTC) on, as 2026-01-31."),
]
NEWS = (
    "Newest first, or for a mirror in order of change. Public unless the site says otherwise. "
    "Send back the ETag in If-None-Match to get 304 while nothing changed. A removed review is "
    "gone from the first answer made after its removal."
)


def _pull(
    name: str,
    summary: str,
    parameters: list[dict[str, Any]],
    media_type: str,
    schema: dict[str, Any],
) -> dict[str, Any]:
    header = {"schema": TEXT}
    return {
        "tags": ["feeds"],
        "operationId": name,
        "summary": summary,
        "description": NEWS,
        "security": [{}, {"apiKey": []}],
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "A part of the feed.",
                "headers": {"ETag": header, "Last-Modified": header, "Cache-Control": header},
                "content": {media_type.partition(";")[0]: {"schema": schema}},
            },
            "304": {"description": "Nothing changed since the answer with this ETag."},
            "400": refused("A parameter cannot be used."),
            "401": refused("The feed is not public and no valid key came with the request."),
            "403": refused("The key belongs to another site."),
            "404": refused("There is no such site."),
            "429": refused("Too many requests from this address."),
        },
    }


PATHS: dict[str, Any] = {
    "/feeds/{slug}.json": {
        "get": _pull(
            "readJsonFeed",
            "Pull what was approved, as JSON Feed 1.1.",
            FEED_PARAMETERS,
            json_feed.MEDIA_TYPE,
            {"$ref": "#/components/schemas/Feed"},
        )
    },
    "/feeds/{slug}.atom": {
        "get": _pull(
            "readAtom",
            "Pull what was approved, as Atom (RFC 4287, 5005, 6721).",
            FEED_PARAMETERS,
            atom.MEDIA_TYPE,
            TEXT,
        )
    },
    "/feeds/{slug}.jsonld": {
        "get": _pull(
            "readJsonLd",
            "Pull what was approved, as schema.org markup.",
            FEED_PARAMETERS,
            json_ld.MEDIA_TYPE,
            {"type": "object", "required": ["@context", "@graph"]},
        )
    },
    "/api/v1/sites/{slug}/entries": {
        "get": _pull(
            "listEntries",
            "List what was approved, with filters.",
            LISTING_PARAMETERS,
            listing.MEDIA_TYPE,
            {"$ref": "#/components/schemas/Listing"},
        )
    },
}
