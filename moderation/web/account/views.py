"""Sign in, sign out, the one-time link, preferences and the language of the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import force_locale, gettext, refresh
from flask_login import current_user, login_required
from sqlalchemy.exc import IntegrityError

from models import Staff
from moderation.accounts import staff as accounts
from moderation.accounts.changes import (
    change_locale,
    change_password,
    change_profile,
    reset_password,
)
from moderation.accounts.staff import AccountError
from moderation.accounts.tokens import hashed
from moderation.audit import record
from moderation.extensions import database, limiter, sessions, settings
from moderation.web.account.forms import PasswordForm, ProfileForm, ResetForm, SetUpForm, SignInForm
from moderation.web.account.paths import own_path, path_within
from moderation.web.account.signed_in import (
    LOCALE,
    current_staff,
    end_session,
    renew_session,
    start_session,
)
from moderation.web.locale import LOCALES, current_locale

if TYPE_CHECKING:
    from uuid import UUID

    from flask import Response
    from flask.typing import ResponseReturnValue

    from models import Invitation

blueprint = Blueprint("account", __name__)
GUESSES = "100 per hour"  # at one account, from wherever they come (NIST SP 800-63B, 3.2.2)
REFUSED = 422


def sign_in_limit() -> str:
    """Give how often one address may try a password or a link."""
    return settings().sign_in_limit


def account_tried() -> str:
    """Name the account a sign-in is for, without keeping its address among the counters."""
    return "account:" + hashed(request.form.get("email", "").strip().lower())


def was_refused(response: Response) -> bool:
    """Tell whether a sign-in was refused."""
    return response.status_code == REFUSED


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(GUESSES, key_func=account_tried, methods=["POST"], deduct_when=was_refused)
@limiter.limit(sign_in_limit, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """Let staff in. An unknown address and a wrong password get the same answer."""
    target = own_path(request.args.get("next")) or url_for("staff.queue")
    if current_user.is_authenticated and session.get("_fresh"):
        return redirect(target)
    form = SignInForm()
    refused = False
    if form.validate_on_submit():
        with database().reading() as reading:
            checked = accounts.check(reading, form.email.data, form.password.data)
        staff = accounts.sign_in(sessions(), checked, form.password.data)
        sessions().commit()  # a refusal is on the audit chain too
        if staff is not None:
            start_session(staff)
            return redirect(target)
        refused = True
    page = render_template(
        "account/sign_in.html",
        form=form,
        refused=refused,
        nobody_yet=not accounts.anybody(sessions()),
    )
    return page, REFUSED if form.is_submitted() else 200


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    if current_user.is_authenticated:
        staff = current_staff()
        record(sessions(), actor=accounts.actor(staff), tag="staff:sign_out", subject=staff.id)
        sessions().commit()
    end_session()
    refresh()
    flash(gettext("You are signed out."))
    return redirect(url_for("account.sign_in"))


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@limiter.limit(sign_in_limit, methods=["POST"])
@limiter.limit("60 per minute", methods=["GET"])
def set_up(token: str) -> ResponseReturnValue:
    """Make an account by a one-time link, or give one a new password, and sign in with it."""
    invitation = accounts.open_invitation(sessions(), token)
    if invitation is None:
        return render_template("account/link_over.html"), 404
    if invitation.staff_id is not None:
        return _set_new_password(invitation, invitation.staff_id)
    form = SetUpForm()
    if form.validate_on_submit():
        staff = _accept(invitation, form)
        if staff is not None:
            start_session(staff)
            refresh()
            flash(gettext("Welcome, %(name)s. Your account is ready.", name=staff.name))
            return redirect(url_for("staff.queue"))
    page = render_template("account/set_up.html", form=form, token=token)
    return page, REFUSED if form.is_submitted() else 200


@blueprint.get("/preferences")
@login_required  # type: ignore[untyped-decorator]
def preferences() -> ResponseReturnValue:
    """Show one's own account."""
    return _preferences(ProfileForm(formdata=None, **_profile()), PasswordForm(formdata=None))


@blueprint.post("/preferences")
@login_required  # type: ignore[untyped-decorator]
def save_preferences() -> ResponseReturnValue:
    """Change the name and the language of the screens."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _preferences(form, PasswordForm(formdata=None)), REFUSED
    change_profile(sessions(), current_staff(), name=form.name.data, locale=form.locale.data)
    sessions().commit()
    session[LOCALE] = form.locale.data
    with force_locale(form.locale.data):
        flash(gettext("Saved."))
    return redirect(url_for("account.preferences"))


@blueprint.post("/preferences/password")
@login_required  # type: ignore[untyped-decorator]
@limiter.limit(sign_in_limit)
def save_password() -> ResponseReturnValue:
    """Change the password; every other browser is signed out."""
    form = PasswordForm()
    profile = ProfileForm(formdata=None, **_profile())
    if not form.validate_on_submit():
        return _preferences(profile, form), REFUSED
    staff = current_staff()
    changed = change_password(sessions(), staff, current=form.current.data, new=form.password.data)
    sessions().commit()
    if not changed:
        form.current.errors = [gettext("This is not your present password.")]
        return _preferences(profile, form), REFUSED
    renew_session(staff)
    flash(gettext("Your password is changed. Other browsers are signed out."))
    return redirect(url_for("account.preferences"))


@blueprint.post("/locale")
def choose_locale() -> ResponseReturnValue:
    """Change the language of the screens, signed in or not, and go back."""
    locale = request.form.get("locale", "")
    if locale not in LOCALES:
        abort(400)
    session[LOCALE] = locale
    if current_user.is_authenticated:
        change_locale(sessions(), current_staff(), locale)
        sessions().commit()
    back = own_path(request.form.get("next")) or path_within(request.referrer, request.host)
    return redirect(back or url_for("staff.queue"))


def _set_new_password(invitation: Invitation, staff_id: UUID) -> ResponseReturnValue:
    staff = sessions().get(Staff, staff_id, with_for_update=True)
    if staff is None or staff.closed_at is not None:
        return render_template("account/link_over.html"), 404
    form = ResetForm(staff)
    if form.validate_on_submit():
        reset_password(sessions(), staff, invitation, form.password.data)
        sessions().commit()
        start_session(staff)
        refresh()
        flash(gettext("Your password is changed. Other browsers are signed out."))
        return redirect(url_for("staff.queue"))
    page = render_template("account/new_password.html", form=form, staff=staff)
    return page, REFUSED if form.is_submitted() else 200


def _accept(invitation: Invitation, form: SetUpForm) -> Staff | None:
    """Create the account and commit; None, with the error on the form, if the address is taken."""
    try:
        staff = accounts.accept(
            sessions(),
            invitation,
            email=form.email.data,
            name=form.name.data,
            password=form.password.data,
            locale=str(current_locale()),
        )
        sessions().commit()
    except (AccountError, IntegrityError):  # IntegrityError: two came at the same moment
        sessions().rollback()
        form.email.errors = [gettext("Somebody already has an account with this address.")]
        return None
    return staff


def _profile() -> dict[str, str]:
    return {"name": current_user.name, "locale": str(current_locale())}


def _preferences(profile: ProfileForm, password: PasswordForm) -> str:
    return render_template("account/preferences.html", profile=profile, password=password)
