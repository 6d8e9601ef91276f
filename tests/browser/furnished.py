"""A house in which every page has something to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Resolution, Role, Site, Status, TermKind
from moderation import rework
from moderation.accounts.changes import offer_new_password
from moderation.accounts.staff import invite
from moderation.publication.webhooks import endpoints
from moderation.queue import bulk, claims, erasure, glossary
from moderation.queue import unsaved as store
from moderation.queue.bulk import Chosen
from moderation.queue.glossary import Row
from tests.factories import make_review, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Staff
    from tests.browser.house import House

LETTER = [
    ("lv", "Paldies Ilzei Bērziņai!", "Thank you, Ilze Bērziņa!"),
    ("ru", "Всё было хорошо.", "Everything was good."),
]
PERSON = ("person", "Ilzei Bērziņai", "Ilze Bērziņa")
DOUBT = ("translation", "low_score", "-0.90")


def furnish(house: House, email: str) -> dict[str, object]:
    """Fill a house, with an administrator of this address; give what stands in addresses."""
    with house.database.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        site.policy = {"authenticity_page": True, "verification": "purchase"}
        ilze = make_staff(session, email=email, name="Ilze", role=Role.ADMIN)
        janis = make_staff(session, name="Jānis")
        places = _reviews(session, site, ilze, janis)
        webhook, _ = endpoints.add(
            session,
            site,
            "https://klinika.example/hooks",
            house=house.settings.secret(),
            http=False,
            by="system",
        )
        row = Row("lv", "acu klīnika", "eye clinic", TermKind.TERM)
        glossary.put(session, site, [row], actor="system")
        places |= {
            "webhook": webhook.id,
            "colleague": janis.id,
            "invitation": invite(session, Role.MODERATOR),
            "reset": offer_new_password(session, janis, by="system"),
        }
        several = [make_review(session, site, flags=[DOUBT]) for _ in range(2)]
        chosen, me = [Chosen(each.id, each.version) for each in several], ilze.id
        stale = Chosen(several[0].id, several[0].version)
    with house.database.writing() as session:
        places["done"] = bulk.reject(session, [*chosen, stale], me, reason="spam").id
    return places


def _reviews(session: Session, site: Site, ilze: Staff, janis: Staff) -> dict[str, object]:
    """Add a review in each state; give their addresses by what is to be seen there."""
    marked = make_review(session, site, segments=LETTER, findings=[PERSON], flags=[DOUBT], rating=5)
    marked.consent.contact_email = "anna@example.com"
    ruled = make_review(session, site, segments=LETTER, findings=[PERSON])
    rework.rule_on_finding(
        session,
        ruled,
        ruled.segments[0].findings[0],
        Resolution.DISMISSED,
        seen_version=ruled.version,
        staff_id=ilze.id,
        remember=True,
    )
    held = make_review(session, site)
    claims.claim(session, held, janis.id)
    contested = make_review(session, site, segments=LETTER)
    rework.edit_english(
        session,
        contested,
        {0: "Thanks from Jānis."},
        seen_version=contested.version,
        staff_id=janis.id,
    )
    box = store.Place("en", 0)
    store.keep(session, contested, ilze.id, {box: ("Thanks from Ilze.", store.digest("before"))})
    states = {
        "approved": make_review(session, site, status=Status.APPROVED, rating=4),
        "rejected": make_review(session, site, status=Status.REJECTED, by=ilze),
        "taken_back": make_review(session, site, status=Status.WITHDRAWN, token="withdrawn"),
        "received": make_review(session, site, status=Status.RECEIVED),
        "foreign": make_review(
            session,
            site,
            segments=[("et", "Aitäh!", None)],
            flags=[("translation", "no_pack", "et,en")],
            token="consent",
        ),
    }
    erased = make_review(session, site, segments=LETTER, findings=[PERSON])
    erasure.erase(session, erased, ground="request", by=f"staff:{ilze.id}")
    states["erased"] = erased
    found = {"marked": marked, "ruled": ruled, "held": held, "contested": contested, **states}
    return {
        **{name: each.id for name, each in found.items()},
        "marked_version": marked.version,
        "consent": "consent",
        "withdrawn": "withdrawn",
    }
