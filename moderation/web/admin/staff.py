"""Staff: who has an account, who is invited, whose account is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select

from models import Invitation, Role, Staff, now
from moderation.accounts import staff as accounts
from moderation.accounts.changes import offer_new_password
from moderation.accounts.staff import AccountError
from moderation.audit import record
from moderation.extensions import sessions
from moderation.web.addresses import external
from moderation.web.admin.blueprint import blueprint, current_actor
from moderation.web.admin.forms import InvitationForm

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue


@blueprint.get("/staff")
def staff() -> ResponseReturnValue:
    """List the accounts and the invitations that are still open."""
    return _page(InvitationForm(formdata=None))


@blueprint.post("/staff/invitations")
def invite() -> ResponseReturnValue:
    """Make a one-time link and show it, this once."""
    form = InvitationForm()
    if not form.validate_on_submit():
        return _page(form), 422
    token = accounts.invite(sessions(), Role(form.role.data), by=current_actor())
    sessions().commit()
    link = external("account.set_up", token=token)
    return render_template("admin/invitation.html", link=link, person=None), 201


@blueprint.post("/staff/invitations/<uuid:invitation_id>/cancel")
def cancel_invitation(invitation_id: UUID) -> ResponseReturnValue:
    """End an invitation that nobody has used."""
    invitation = sessions().get(Invitation, invitation_id, with_for_update=True) or abort(404)
    if invitation.used_at is None and invitation.expires_at > now():
        invitation.expires_at = now()
        record(
            sessions(), actor=current_actor(), tag="staff:cancel_invitation", subject=invitation.id
        )
        sessions().commit()
    flash(gettext("The link does not work any more."))
    return redirect(url_for("admin.staff"))


@blueprint.post("/staff/<uuid:staff_id>/password-link")
def offer_password(staff_id: UUID) -> ResponseReturnValue:
    """Make a one-time link for a new password and show it, this once."""
    person = sessions().get(Staff, staff_id, with_for_update=True) or abort(404)
    if person.closed_at is not None:
        abort(404)
    token = offer_new_password(sessions(), person, by=current_actor())
    sessions().commit()
    link = external("account.set_up", token=token)
    return render_template("admin/invitation.html", link=link, person=person), 201


@blueprint.post("/staff/<uuid:staff_id>/close")
def close_account(staff_id: UUID) -> ResponseReturnValue:
    """Close an account; its decisions stay."""
    person = sessions().get(Staff, staff_id, with_for_update=True) or abort(404)
    if person.closed_at is None:
        try:
            accounts.close(sessions(), person, by=current_actor())
        except AccountError:
            sessions().rollback()
            flash(gettext("This is the last administrator: invite another one first."), "error")
            return redirect(url_for("admin.staff"))
        sessions().commit()
    flash(gettext("The account of %(name)s is closed.", name=person.name))
    return redirect(url_for("admin.staff"))


def _page(form: InvitationForm) -> str:
    people = sessions().scalars(select(Staff).order_by(Staff.name, Staff.id)).all()
    invitations = sessions().scalars(
        select(Invitation)
        .where(Invitation.used_at.is_(None), Invitation.expires_at > now())
        .order_by(Invitation.created_at, Invitation.id)
    )
    return render_template(
        "admin/staff.html",
        people=people,
        names={person.id: person.name for person in people},
        invitations=invitations.all(),
        form=form,
    )
