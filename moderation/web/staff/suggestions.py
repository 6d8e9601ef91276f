"""What may help with one sentence: like ones approved before, and the site's own renderings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template

from moderation.extensions import sessions
from moderation.queue import memory
from moderation.queue.glossary import glossary_of
from moderation.web.staff.blueprint import blueprint, load

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue


@blueprint.get("/reviews/<uuid:review_id>/sentences/<int:position>/suggestions")
def suggest(review_id: UUID, position: int) -> ResponseReturnValue:
    """Offer what is known for a sentence; asked for when its box is opened. 204 for nothing."""
    session, review = sessions(), load(review_id)
    segment = next((each for each in review.segments if each.position == position), None)
    if segment is None:
        abort(404)
    terms = glossary_of(session, review.site).matches(segment.text, segment.language)
    standing = segment.translation()
    alike = [
        each
        for each in memory.suggestions(session, segment)
        if standing is None or each.english != standing.text
    ]
    if not terms and not alike:
        return "", 204
    return render_template(
        "staff/_suggestions.html",
        position=position,
        language=segment.language,
        alike=alike,
        terms=dict.fromkeys((each.term.text, each.term.english) for each in terms),
    )
