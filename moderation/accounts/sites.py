"""Sites: the websites Balss serves."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models import Policy, Site
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
    original or the author, never show more.
    """
    site.policy = asdict(policy)
    record(session, actor=by, tag="site:policy", subject=site.id)


def check_time_zone(name: str) -> None:
    """Raise AccountError unless this is a zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise AccountError("time_zone", "unknown") from error
