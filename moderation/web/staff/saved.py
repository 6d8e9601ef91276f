"""Lists that a person keeps for herself under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import current_user

from moderation.extensions import sessions
from moderation.queue import views
from moderation.queue.views import ViewError
from moderation.web.staff import queries
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.choice import read_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask.typing import ResponseReturnValue


@blueprint.post("/views")
def save_view() -> ResponseReturnValue:
    """Keep the list that is shown under a name."""
    session = sessions()
    choice = read_back(request.form.get("back", ""), queries.sites(session))
    name = request.form.get("name", "")
    try:
        views.save(session, current_user.id, name, choice.filters)
    except ViewError as refusal:
        flash(REFUSALS[refusal.code](), "error")
    else:
        session.commit()
        flash(gettext("The list is kept under “Your lists”."))
    return redirect(choice.address(), 303)


@blueprint.post("/views/<uuid:view_id>/deletion")
def forget_view(view_id: UUID) -> ResponseReturnValue:
    """Let go of a kept list; the reviews in it stay."""
    views.forget(sessions(), current_user.id, view_id)
    sessions().commit()
    flash(gettext("The list is gone; its reviews are where they were."))
    return redirect(url_for("staff.queue"), 303)


REFUSALS: dict[str, Callable[[], str]] = {
    "no_name": lambda: gettext("Give the list a name first."),
    "name_taken": lambda: gettext("You have a list of that name already. Choose another name."),
    "too_many": lambda: gettext("You keep 20 lists already. Delete one first."),
}
