"""The forms of the settings: sites, keys, invitations; a site's policy has a form of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, URLField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional, ValidationError

from models import Role
from moderation.accounts.sites import SLUG, check_time_zone
from moderation.accounts.staff import AccountError
from moderation.web.account.forms import at_most, plain_text, stripped

if TYPE_CHECKING:
    from wtforms import Field

LONGEST_NAME = 200
LONGEST_URL = 2000
LONGEST_SLUG = 63


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
