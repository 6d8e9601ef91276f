"""Who is signed in: what the session cookie says, checked against the account each time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from flask import Response, abort, redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user
from sqlalchemy import bindparam, select

from models import Role, Staff
from moderation.extensions import sessions, settings
from moderation.web.account.paths import own_path
from moderation.web.fetched import by_htmx

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

SINCE = "signed_in_at"  # Unix seconds, in the signed session cookie
LOCALE = "locale"
# Every page of the desk asks this first: columns alone, by a statement put together once.
OPEN_ACCOUNT = select(
    Staff.id, Staff.name, Staff.email, Staff.role, Staff.locale, Staff.session_nonce
).where(
    Staff.id == bindparam("account"),
    Staff.session_nonce == bindparam("nonce"),
    Staff.closed_at.is_(None),
)


@dataclass(frozen=True)
class SignedIn:
    """A member of staff as Flask-Login wants them: a copy, so that no session is needed to ask.

    `get_id` joins the account with its session nonce: a new nonce signs out everywhere.
    """

    id: UUID
    name: str
    email: str
    role: Role
    locale: str | None
    session_nonce: UUID
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    @classmethod
    def of(cls, staff: Staff) -> SignedIn:
        """Copy what the screens need from an account."""
        return cls(
            id=staff.id,
            name=staff.name,
            email=staff.email,
            role=staff.role,
            locale=staff.locale,
            session_nonce=staff.session_nonce,
        )

    @property
    def is_admin(self) -> bool:
        """Whether this person runs the sites, keys and accounts too."""
        return self.role is Role.ADMIN

    def get_id(self) -> str:
        """Give what the session cookie keeps."""
        return f"{self.id.hex}.{self.session_nonce.hex}"


def start_session(staff: Staff) -> None:
    """Sign a member of staff in; what the visitor's session held before is dropped."""
    locale = session.get(LOCALE)
    session.clear()
    if locale:
        session[LOCALE] = locale
    session.permanent = True
    session[SINCE] = int(time.time())
    login_user(SignedIn.of(staff))


def renew_session(staff: Staff) -> None:
    """Keep this browser signed in after the account's nonce has changed."""
    login_user(SignedIn.of(staff))


def end_session() -> None:
    """Sign out of this browser; the language of the screens stays."""
    locale = session.get(LOCALE)
    logout_user()
    session.clear()
    if locale:
        session[LOCALE] = locale


def load_signed_in(cookie: str) -> SignedIn | None:
    """Give the open account a session cookie names; None once closed, renewed or run out."""
    account, _, nonce = cookie.partition(".")
    try:
        account_id, session_nonce = UUID(account), UUID(nonce)
    except ValueError:
        return None
    if time.time() - session.get(SINCE, 0) > settings().session_hours * 3600:
        return None
    open_account = {"account": account_id, "nonce": session_nonce}
    found = sessions().connection().execute(OPEN_ACCOUNT, open_account).one_or_none()
    return SignedIn(*found) if found else None


def current_staff() -> Staff:
    """Give the account of whoever is signed in. Call only where sign-in is required."""
    staff = sessions().get(Staff, current_user.id)
    if staff is None:
        abort(403)
    return staff


def refuse_anonymous() -> ResponseReturnValue:
    """Send a visitor to sign in, and back here afterwards.

    htmx would swap the sign-in page into a fragment, so it is told to load it as a page.
    """
    htmx = by_htmx(request)
    if htmx:
        wanted = _path_of(request.headers.get("HX-Current-URL", ""))
    else:
        wanted = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else None
    target = url_for("account.sign_in", next=own_path(wanted))
    if htmx:
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target)


def require_admin() -> ResponseReturnValue | None:
    """Let administrators through who signed in on this browser; for `before_request`."""
    if not current_user.is_authenticated:
        return refuse_anonymous()
    if not current_user.is_admin:
        abort(403)
    if not session.get("_fresh", False):
        return refuse_anonymous()
    return None


def _path_of(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
