"""The forms by which people come in and change their own account."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, EqualTo, Length, ValidationError

from moderation.accounts.passwords import LONGEST, SHORTEST
from moderation.web.account.common import is_common
from moderation.web.locale import LOCALES

if TYPE_CHECKING:
    from wtforms import Field

    from models import Staff

LONGEST_NAME = 200
LONGEST_EMAIL = 320


def at_most(count: int) -> Length:
    """Refuse more characters than the database, or patience, has room for."""
    return Length(max=count, message=_l("At most %(most)s characters.", most=count))


def plain_text(_form: object, field: Field) -> None:
    """Refuse control characters: PostgreSQL cannot store a NUL, and no name needs the others."""
    if any(unicodedata.category(each) == "Cc" for each in field.data or ""):
        raise ValidationError(_l("Please remove the characters that cannot be shown."))


def stripped(value: str | None) -> str | None:
    """Take the white space off both ends."""
    return value.strip() if value else value


def email_address(_form: object, field: Field) -> None:
    """Refuse what cannot be an address.

    The ending is not judged: a house may use a domain of its own, such as "clinic.local", which
    the library refuses by name. So the address is tried with a known ending behind it.
    """
    try:
        validate_email(f"{field.data}.lv", check_deliverability=False)
    except EmailNotValidError as error:
        raise ValidationError(
            _l("This is not a whole e-mail address, such as anna@example.com.")
        ) from error


def hard_to_guess(form: Any, field: Field) -> None:  # noqa: ANN401 - any form with a password
    """Refuse a password that is tried first, or that says whose it is."""
    if is_common(field.data or ""):
        raise ValidationError(_l("Many people use this password: it is tried first."))
    password = (field.data or "").casefold()
    if any(password == each.strip().casefold() for each in _own_words(form) if each):
        raise ValidationError(_l("Your own name or address is too easy to guess."))


def _own_words(form: Any) -> tuple[str | None, str | None]:  # noqa: ANN401
    """Give the name and address the password belongs to: the form's, else the account's."""
    if "email" in form:
        return form["name"].data, form["email"].data
    owner = getattr(form, "owner", current_user)
    return getattr(owner, "name", None), getattr(owner, "email", None)


def without_controls(value: str | None) -> str | None:
    """Drop control characters: no address has any, and PostgreSQL refuses to look for a NUL."""
    return "".join(each for each in value if unicodedata.category(each) != "Cc") if value else value


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Address and password. No rule is checked here that would tell which of them is wrong."""

    email = EmailField(
        _l("E-mail"),
        filters=[without_controls],
        validators=[
            DataRequired(_l("Enter your e-mail address.")),
            at_most(LONGEST_EMAIL),
        ],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            DataRequired(_l("Enter your password.")),
            Length(max=LONGEST, message=_l("At most %(most)s characters.", most=LONGEST)),
        ],
        render_kw={"autocomplete": "current-password"},
    )


def _new_password_fields() -> tuple[PasswordField, PasswordField]:
    """Give the fields for a new password and its repetition."""
    password = PasswordField(
        _l("New password"),
        description=_l(
            "At least %(count)s characters. Length counts more than odd signs: four words that "
            "do not belong together are good.",
            count=SHORTEST,
        ),
        validators=[
            DataRequired(_l("Choose a password.")),
            Length(
                min=SHORTEST,
                max=LONGEST,
                message=_l("Use %(least)s to %(most)s characters.", least=SHORTEST, most=LONGEST),
            ),
            hard_to_guess,
        ],
        render_kw={"autocomplete": "new-password", "minlength": SHORTEST, "maxlength": LONGEST},
    )
    again = PasswordField(
        _l("The same again"),
        validators=[EqualTo("password", _l("The two passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )
    return password, again


def _name_field() -> StringField:
    return StringField(
        _l("Name"),
        description=_l("Shown to colleagues beside what you decide; never published."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Enter your name.")),
            at_most(LONGEST_NAME),
            plain_text,
        ],
        render_kw={"autocomplete": "name", "maxlength": LONGEST_NAME},
    )


class SetUpForm(FlaskForm):  # type: ignore[misc]
    """A new account, by invitation."""

    name = _name_field()
    email = EmailField(
        _l("E-mail"),
        description=_l("You sign in with it. Balss sends no mail."),
        filters=[stripped],
        validators=[
            DataRequired(_l("Enter your e-mail address.")),
            at_most(LONGEST_EMAIL),
            plain_text,
            email_address,
        ],
        render_kw={"autocomplete": "username", "maxlength": LONGEST_EMAIL},
    )
    password, again = _new_password_fields()


class ProfileForm(FlaskForm):  # type: ignore[misc]
    """What a member of staff may change about themselves."""

    name = _name_field()
    locale = SelectField(
        _l("Language of the screens"),
        choices=[SelectChoice(tag, name) for tag, name in LOCALES.items()],
        validators=[DataRequired(_l("Choose a language."))],
    )


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, for whoever knows the present one."""

    current = PasswordField(
        _l("Present password"),
        validators=[
            DataRequired(_l("Enter your present password.")),
            Length(max=LONGEST, message=_l("At most %(most)s characters.", most=LONGEST)),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    password, again = _new_password_fields()


class ResetForm(FlaskForm):  # type: ignore[misc]
    """A new password by a one-time link; `owner` is the account it is for."""

    password, again = _new_password_fields()

    def __init__(self, owner: Staff) -> None:
        super().__init__()
        self.owner = owner
