"""The form of a site's policy: a box and a sentence for each of its rules."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, ValidationError

from models import Policy
from moderation.web.admin.language_fields import LanguagesField
from moderation.web.admin.privacy_fields import KindsField, StylesField

if TYPE_CHECKING:
    from wtforms import Field

LONGEST_NAME = 200
MOST_NAMES = 1000
LONGEST_CLAIM = 240  # minutes
MOST_ORIGINS = 50


class NamesField(TextAreaField):  # type: ignore[misc]
    """A box with a name on each line; its data is the names, each once, without empty lines."""

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the box as it was sent."""
        lines = (line.strip() for line in "".join(valuelist).splitlines())
        self.data = tuple(dict.fromkeys(line for line in lines if line))


def storable_names(_form: object, field: Field) -> None:
    """Refuse more names, or longer ones, than a house can have."""
    names = field.data or ()
    if len(names) > MOST_NAMES:
        raise ValidationError(_l("At most %(most)s names.", most=MOST_NAMES))
    if any(len(name) > LONGEST_NAME for name in names):
        raise ValidationError(_l("A name is too long: write each on a line of its own."))
    if any(unicodedata.category(each) == "Cc" for name in names for each in name):
        raise ValidationError(_l("Please remove the characters that cannot be shown."))


def usable_origins(_form: object, field: Field) -> None:
    """Refuse what no browser sends as an Origin (RFC 6454): scheme, host, port, nothing more."""
    if len(field.data or ()) > MOST_ORIGINS:
        raise ValidationError(_l("At most %(most)s websites.", most=MOST_ORIGINS))
    for origin in field.data or ():
        try:
            parts = urlsplit(origin)
            whole = f"{parts.scheme}://{parts.netloc}" == origin and "@" not in parts.netloc
            usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            whole = usable = False
        if not (whole and usable and origin.isascii() and origin == origin.lower()):
            raise ValidationError(
                _l("Write each as https://www.example.com: no path, no slash at the end.")
            )


def _standard_claim(minutes: int | None) -> int | None:
    """Take an empty box for the length that stands where none is chosen."""
    return Policy().claim_minutes if minutes is None else minutes


class PolicyForm(FlaskForm):  # type: ignore[misc]
    """A site's policy, a box and a sentence for each of its fields."""

    publish_original = BooleanField(
        _l("Publish the original beside the English"),
        description=_l(
            "The feed carries the author's own words too, redacted as the English is. Without "
            "it, only translations leave Balss."
        ),
    )
    keep_staff_names = BooleanField(
        _l("Names of your own people may be published"),
        description=_l(
            "Names found with a title, such as Dr, stay without a moderator's ruling on each. "
            "Without it, every one of them must be kept or redacted before approval."
        ),
    )
    settle_doubts = BooleanField(
        _l("A doubted sentence waits for a person"),
        description=_l(
            "Where the machine doubts its own English, a moderator must correct the sentence or "
            "say that it is right. Without it, the doubt is shown and stops nothing."
        ),
    )
    public_feed = BooleanField(
        _l("Anyone may read the feed"),
        description=_l(
            "Browsers and search engines can fetch it. Without it, a reader must send one of "
            "this site's keys."
        ),
    )
    show_author = BooleanField(
        _l("Name the author, as far as the author allowed"),
        description=_l(
            "Full name, first name or nothing, as the author consented. Without it, no author "
            "is ever named."
        ),
    )
    staff_names = NamesField(
        _l("Your people"),
        description=_l(
            "One name a line, such as Zanda Krastiņa. Balss then tells them from patients and "
            "customers, in every case ending and alphabet."
        ),
        validators=[storable_names],
        render_kw={"rows": 4, "spellcheck": "false", "autocomplete": "off"},
    )
    stars_in_markup = BooleanField(
        _l("Put the stars into the markup for search engines"),
        description=_l(
            "Only where the reviews are about somebody else, such as a shop about its goods. "
            "Search engines ignore or punish stars that a business shows about itself."
        ),
    )
    authenticity_page = BooleanField(
        _l("Show how reviews are collected and checked"),
        description=_l(
            "A page for customers with the rules and the counts: received, published, rejected "
            "and why. The law asks for such a statement; link to it beside the reviews."
        ),
    )
    verification = RadioField(
        _l("How you make sure that authors are customers"),
        description=_l(
            "Published with every review sent by your website or form. Choose what is true: a "
            "false claim is an unfair commercial practice."
        ),
        choices=[
            SelectChoice("none", _l("We do not check it")),
            SelectChoice("purchase", _l("We look up the order or the visit")),
            SelectChoice("invitation", _l("Only customers we have invited can write")),
        ],
        default="none",
    )
    origins = NamesField(
        _l("Websites that may show the feed"),
        description=_l(
            "One address a line, such as https://www.example.com. Browsers then let no other "
            "website's scripts read the feed. Empty: any may."
        ),
        validators=[storable_names, usable_origins],
        render_kw={"rows": 2, "spellcheck": "false", "autocomplete": "off"},
    )
    feed_languages = LanguagesField(
        _l("Further languages of the feed"),
        description=_l(
            "Beside English and the original. Each is made from the English a moderator approves, "
            "shown before approval and approved with it. It needs a translation pack from English "
            "into that language (or straight from the original's); without one, reviews are "
            "published without that language."
        ),
    )
    redaction_styles = StylesField(
        _l("What stands in place of hidden words"),
        description=_l(
            "Holds for “Anonymise all” and for words marked by hand. A moderator may choose "
            "another for a single mark."
        ),
    )
    blocking_kinds = KindsField(
        _l("What must be kept or hidden before approval"),
        description=_l(
            "A mark of a kind without a tick is shown, and stops nothing. Names of your own "
            "people have a rule of their own, above."
        ),
    )

    four_eyes = BooleanField(
        _l("Two people see each review before it is published"),
        description=_l(
            "Whoever changed a review last cannot approve it; a colleague does. An administrator "
            "may approve alone in writing, which is logged. Without it, one person is enough."
        ),
    )
    claim_minutes = IntegerField(
        _l("How long an opened review counts as being looked at, in minutes"),
        description=_l(
            "Colleagues see who is looking at a review, and until when. It is extended while "
            "that person works, and it forbids nobody anything."
        ),
        filters=[_standard_claim],
        validators=[NumberRange(1, LONGEST_CLAIM, _l("Choose from 1 to 240 minutes."))],
        render_kw={"min": 1, "max": LONGEST_CLAIM},
    )

    retention_days = RadioField(
        _l("How long rejected and withdrawn reviews are kept"),
        description=_l(
            "Then they are erased for good, with a certificate. Personal data may not be kept "
            "longer than it is needed; approved and waiting reviews are never touched."
        ),
        choices=[
            SelectChoice(0, _l("Until somebody erases them")),
            SelectChoice(30, _l("30 days")),
            SelectChoice(90, _l("90 days")),
            SelectChoice(180, _l("180 days")),
            SelectChoice(365, _l("A year")),
        ],
        coerce=int,
        default=0,
    )

    @classmethod
    def showing(cls, policy: Policy) -> PolicyForm:
        """Give the form filled in with a standing policy."""
        return cls(formdata=None, obj=policy)

    def policy(self) -> Policy:
        """Give what was chosen. Raises KeyError for a rule this form does not know."""
        return Policy(**{rule.name: self[rule.name].data for rule in fields(Policy)})
