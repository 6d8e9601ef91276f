"""Words that a site is not asked about again: the list, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select

from models import Dismissal, Staff
from moderation.extensions import sessions
from moderation.findings import dismissals as remembered
from moderation.web.admin.blueprint import blueprint, current_actor
from moderation.web.admin.sites import find_site

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue


@blueprint.get("/sites/<slug>/remembered-words")
def dismissals(slug: str) -> ResponseReturnValue:
    """List what staff have said identifies nobody on this site."""
    found = find_site(slug)
    rows = remembered.listed(sessions(), found)
    people = {each.staff_id for each in rows if each.staff_id}
    names = sessions().execute(select(Staff.id, Staff.name).where(Staff.id.in_(people)))
    return render_template(
        "admin/dismissals.html",
        site=found,
        dismissals=rows,
        names={key: name for key, name in names},  # noqa: C416 - rows are no pairs to mypy
    )


@blueprint.post("/sites/<slug>/remembered-words/<uuid:dismissal_id>/revoke")
def revoke_dismissal(slug: str, dismissal_id: UUID) -> ResponseReturnValue:
    """Ask about these words again, from now on and in the reviews that wait."""
    found = find_site(slug)
    dismissal = sessions().get(Dismissal, dismissal_id, with_for_update=True)
    if dismissal is not None:
        if dismissal.site_id != found.id:
            abort(404)
        words = dismissal.surface
        count = remembered.revoke(sessions(), dismissal, actor=current_actor())
        sessions().commit()
        flash(gettext("“%(words)s” is asked about again.", words=words))
        if count:
            flash(
                ngettext(
                    "%(num)s mark in a waiting review is open again.",
                    "%(num)s marks in waiting reviews are open again.",
                    count,
                )
            )
    return redirect(url_for("admin.dismissals", slug=slug))
