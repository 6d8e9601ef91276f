"""Sites: the websites Balss serves."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, literal, select, update

from models import Due, Policy, Review, Site, Status
from moderation.accounts.staff import AccountError
from moderation.audit import record

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def create_site(
    session: Session,
    *,
    slug: str,
    name: str,
    url: str | None = None,
    time_zone: str = "Europe/Riga",
    by: str = "system",
) -> Site:
    """Add a site. Raises AccountError for a taken or unusable slug or an unknown time zone."""
    if not SLUG.fullmatch(slug):
        raise AccountError("slug", "malformed")
    if session.scalar(select(Site.id).where(Site.slug == slug)):
        raise AccountError("slug", "taken")
    check_time_zone(time_zone)
    site = Site(slug=slug, name=name, url=url, time_zone=time_zone)
    session.add(site)
    session.flush()
    record(session, actor=by, tag="site:create", subject=site.id)
    return site


def change_policy(session: Session, site: Site, policy: Policy, *, by: str) -> None:
    """Store a policy.

    It holds for what is approved from now on; of what is published already it may hide the
    original, the author or a language, never show more.
    """
    before = set(Policy.of(site.policy).feed_languages)
    site.policy = asdict(policy)
    if before != set(policy.feed_languages):
        _draw_anew(session, site, more=not before.issuperset(policy.feed_languages))
    record(session, actor=by, tag="site:policy", subject=site.id)


def _draw_anew(session: Session, site: Site, *, more: bool) -> None:
    """Let no screen approve waiting reviews in other languages than it shows.

    With `more` languages than before, the worker makes what is missing first; a batch that is in
    work knows only the languages of before, so it is taken over.
    """
    values: dict[str, Any] = {"version": Review.version + 1}
    if more:
        rendition = literal(Due.RENDITION, Review.due.type)
        values |= {
            "due": func.coalesce(Review.due, rendition),
            "lease_until": None,
            "lease_token": None,
        }
    session.execute(
        update(Review)
        .where(Review.site_id == site.id, Review.status.in_((Status.RECEIVED, Status.PENDING)))
        .values(values)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def check_time_zone(name: str) -> None:
    """Raise AccountError unless this is a zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise AccountError("time_zone", "unknown") from error
