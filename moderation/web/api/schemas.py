"""What the API takes and gives, as marshmallow schemas; OpenAPI is written from them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

from models import Scope, Status

LONGEST_AUTHOR = 200
LONGEST_WORDING = 5000
LONGEST_KEY = 255
LONGEST_EMAIL = 254
# Neither database stores NUL in text; no name has a line break.
ONE_LINE = r"^[^\u0000-\u001f\u007f-\u009f]*$"
WORDS = r"^[^\u0000]*\S[^\u0000]*$"
DATE = r"^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
# Of RFC 5321's addresses those that a mail program is sure to take.
EMAIL = r"^[^\s@<>,;:\"()\[\]\\?&%]+@[^\s@<>,;:\"()\[\]\\?&%]+\.[^\s@<>,;:\"()\[\]\\?&%.]+$"
PRINTABLE = r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$"


class Whole(fields.Integer):
    """A JSON integer; neither "5" nor true is one."""

    def _validated(self, value: Any) -> int:  # noqa: ANN401
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid", input=value)
        if value != value // 1:
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class Words(fields.String):
    """Text that can be stored: no NUL, no half of a surrogate pair, a given form."""

    def __init__(self, *, pattern: str, refusal: str, longest: int, **kwargs: Any) -> None:  # noqa: ANN401
        form = re.compile(pattern[1:-1])
        metadata = {"pattern": pattern, **kwargs.pop("metadata", {})}

        def fits(value: str) -> None:
            if not form.fullmatch(value):
                raise ValidationError(refusal)
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise ValidationError("Must be valid Unicode text.") from error

        length = validate.Length(min=kwargs.pop("shortest", 0), max=longest)
        super().__init__(validate=[length, fits], metadata=metadata, **kwargs)


class ConsentSchema(Schema):
    """The author's permission, as they gave it."""

    class Meta:
        """Refuse what is not known, so that a misspelt field is not lost in silence."""

        unknown = RAISE

    scope = fields.Enum(
        Scope,
        by_value=fields.String,
        required=True,
        metadata={"description": "How far the author's name may stand beside the words."},
    )
    wording = Words(
        pattern=WORDS,
        refusal="Must hold the words the author agreed to.",
        longest=LONGEST_WORDING,
        shortest=1,
        required=True,
        metadata={"description": "The sentence the author was shown and agreed to, verbatim."},
    )
    contact_email = Words(
        pattern=EMAIL,
        refusal="Must be an e-mail address, as ilze@example.com.",
        longest=LONGEST_EMAIL,
        allow_none=True,
        load_default=None,
        metadata={
            "description": "Where the author agreed to be asked about this review. Never published."
        },
    )


class NewReviewSchema(Schema):
    """One author's review."""

    class Meta:
        """Refuse what is not known, so that a misspelt field is not lost in silence."""

        unknown = RAISE

    text = Words(
        pattern=WORDS,
        refusal="Must hold words.",
        longest=1_000_000,  # the operator's own limit stands in the OpenAPI description
        shortest=1,
        required=True,
        metadata={"description": "The author's words, verbatim, in any language."},
    )
    rating = Whole(
        validate=validate.Range(min=1, max=5),
        allow_none=True,
        load_default=None,
        metadata={"description": "Stars, 1 to 5."},
    )
    author = Words(
        pattern=ONE_LINE,
        refusal="Must be one line without control characters.",
        longest=LONGEST_AUTHOR,
        allow_none=True,
        load_default=None,
        metadata={"description": "The author's name; published only as far as consent allows."},
    )
    written_on = Words(
        pattern=DATE,
        refusal="Must be an ISO date, as exact as known: 2023, 2023-10 or 2023-10-05.",
        longest=10,
        allow_none=True,
        load_default=None,
        metadata={"description": "When it was written: 2023, 2023-10 or 2023-10-05."},
    )
    consent = fields.Nested(ConsentSchema, required=True)


class IdempotencySchema(Schema):
    """The header that makes a submission safe to repeat."""

    key = Words(
        pattern=PRINTABLE,
        refusal="Must be printable ASCII characters.",
        longest=LONGEST_KEY,
        shortest=1,
        data_key="Idempotency-Key",
        load_default=None,
        metadata={
            "description": "Names this submission for good. Sent again with the same body it gives "
            "the first answer again; with another body it is refused (422)."
        },
    )


class ReceiptSchema(Schema):
    """The answer to a submission: the review is committed and waits for the worker."""

    class Meta:
        """Leave later versions room for more."""

        unknown = EXCLUDE

    id = fields.UUID(required=True)
    status = fields.Enum(Status, by_value=fields.String, required=True)
    status_url = fields.String(
        required=True, metadata={"format": "uri", "description": "Where it stands, later on."}
    )
    withdrawal_url = fields.String(
        required=True,
        metadata={
            "format": "uri",
            "description": "The author's way to take the review back without an account. "
            "Hand it to the author and to nobody else.",
        },
    )


class StatusSchema(Schema):
    """Where a review stands. Never holds its text."""

    class Meta:
        """Leave later versions room for more."""

        unknown = EXCLUDE

    id = fields.UUID(required=True)
    status = fields.Enum(Status, by_value=fields.String, required=True)
    received_at = fields.AwareDateTime(required=True)
    processed_at = fields.AwareDateTime(required=True, allow_none=True)
    language = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "BCP 47; und where unsure, null before processing."},
    )
    entry = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The id of the feed's item while the review is published."},
    )


class ReasonSchema(Schema):
    """Why one part was refused: of the body by JSON Pointer, of the rest by name."""

    class Meta:
        """Leave later versions room for more."""

        unknown = EXCLUDE

    pointer = fields.String()
    field = fields.String()
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """An error (RFC 9457)."""

    class Meta:
        """Leave later versions room for more."""

        unknown = EXCLUDE

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    parameter = fields.String()
    errors = fields.List(fields.Nested(ReasonSchema))


def check_date(value: str) -> bool:
    """Tell whether a date of the right form is in the calendar; 2023-02-30 is not."""
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True
