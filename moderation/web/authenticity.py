"""A site's public statement on its reviews: how they come, how they are checked, the counts.

What directive 2005/29/EC, art. 7(6), as amended by 2019/2161, asks of who shows reviews: whether
and how it is made sure that authors are customers, and how reviews are handled. A site's policy
opens the page; to link it in a given language, add ?language=lv.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template, request
from flask_babel import force_locale, gettext

from moderation.extensions import limiter, sessions
from moderation.publication import feeds
from moderation.publication.authenticity import figures
from moderation.web.locale import LOCALES, select_locale
from moderation.web.wording import CHANNELS, REASONS

if TYPE_CHECKING:
    from flask import Flask

LIMIT = "60 per minute"  # of one address: the counts are counted afresh each time

blueprint = Blueprint("authenticity", __name__)


def register(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(blueprint)


@blueprint.get("/sites/<slug>/authenticity")
@limiter.limit(LIMIT)
def page(slug: str) -> str:
    """Show the statement of a site whose policy makes it public, in any of our languages."""
    session = sessions()
    feeds.hold_still(session)
    found = feeds.find(session, slug)
    if found is None or not found.policy.authenticity_page:
        abort(404)
    wanted = request.args.get("language", "")
    with force_locale(wanted if wanted in LOCALES else select_locale()):
        # Customers are told what moderators are asked to do, not asked to do it.
        reasons = {**REASONS, "other": gettext("Another reason, which is written down")}
        return render_template(
            "public/authenticity.html",
            site=found,
            policy=found.policy,
            figures=figures(session, found.site_id, reasons=REASONS),
            reasons=reasons,
            channels=CHANNELS,
        )
