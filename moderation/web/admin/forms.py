"""The forms of the settings: sites with their policy, keys, invitations."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField, URLField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, NumberRange, Optional, ValidationError

from models import Policy, Role
from moderation.accounts.sites import SLUG, check_time_zone
from moderation.accounts.staff import AccountError
from moderation.web.account.forms import at_most, plain_text, stripped
from moderation.web.admin.language_fields import LanguagesField
from moderation.web.admin.privacy_fields import KindsField, StylesField

if TYPE_CHECKING:
    from wtforms import Field

LONGEST_NAME = 200
LONGEST_URL = 2000
LONGEST_SLUG = 63
MOST_NAMES = 1000
LONGEST_CLAIM = 240  # minutes
MOST_ORIGINS = 50


def web_address(_form: object, field: Field) -> None:
    """Refuse what is not an http or https address: "javascript:" would run where it is linked."""
    try:
        parts = urlsplit(field.data or "")
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or any(each.isspace() for each in field.data or ""):
        raise ValidationError(_l("This is not a whole address, such as https://www.example.com."))


def known_time_zone(_form: object, field: Field) -> None:
    """Refuse a zone that the IANA database does not have."""
    try:
        check_time_zone(field.data or "")
    except AccountError as error:
        raise ValidationError(_l("No such time zone. Try Europe/Riga.")) from error


def usable_slug(_form: object, field: Field) -> None:
    """Refuse what would not read well in the feed's address."""
    if not SLUG.fullmatch(field.data or ""):
        raise ValidationError(
            _l("Use small Latin letters, digits and hyphens; begin and end with a letter or digit.")
        )


class SiteForm(FlaskForm):  # type: ignore[misc]
    """A site's name, address and time zone."""

    name = StringField(
        _l("Name of the website"),
        description=_l("What staff and authors know the website by."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Enter a name.")),
            at_most(LONGEST_NAME),
            plain_text,
        ],
        render_kw={"maxlength": LONGEST_NAME, "autocomplete": "off"},
    )
    url = URLField(
        _l("Address of the website"),
        description=_l("Named in the feed as its home page. May stay empty."),
        filters=[stripped],
        validators=[
            Optional(),
            at_most(LONGEST_URL),
            plain_text,
            web_address,
        ],
        render_kw={"placeholder": "https://", "maxlength": LONGEST_URL, "autocomplete": "off"},
    )
    time_zone = StringField(
        _l("Time zone"),
        description=_l("Times on the screens are shown in it."),
        filters=[stripped],
        default="Europe/Riga",
        validators=[DataRequired(_l("Enter a time zone.")), plain_text, known_time_zone],
        render_kw={"list": "time-zones", "autocomplete": "off"},
    )


class NewSiteForm(SiteForm):
    """A new site: its short name stands in the feed's address for good."""

    slug = StringField(
        _l("Short name"),
        description=_l(
            "Part of the feed's address, such as riga-clinic. It cannot be changed later."
        ),
        filters=[stripped],
        validators=[DataRequired(_l("Enter a short name.")), usable_slug],
        render_kw={
            "maxlength": LONGEST_SLUG,
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


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


class KeyForm(FlaskForm):  # type: ignore[misc]
    """A new API key."""

    name = StringField(
        _l("What is it for"),
        description=_l("For example: website form, or nightly import."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Say what the key is for.")),
            at_most(LONGEST_NAME),
            plain_text,
        ],
        render_kw={"maxlength": LONGEST_NAME, "autocomplete": "off"},
    )


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """An invitation for somebody new."""

    role = RadioField(
        _l("What may they do"),
        choices=[
            SelectChoice(Role.MODERATOR.value, _l("Moderate: edit, approve and reject reviews")),
            SelectChoice(Role.ADMIN.value, _l("Administer: also sites, keys and staff")),
        ],
        default=Role.MODERATOR.value,
        validators=[DataRequired(_l("Choose one."))],
    )
