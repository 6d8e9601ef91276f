"""What the settings pages share: one gate for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_login import current_user

from moderation.accounts.staff import actor
from moderation.web.account.signed_in import require_admin

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("admin", __name__, url_prefix="/settings")


@blueprint.before_request
def _gate() -> ResponseReturnValue | None:
    return require_admin()


def current_actor() -> str:
    """Give how the audit chain names whoever is signed in."""
    return actor(current_user.id)
