"""What the queue shows, gathered before the template prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext
from sqlalchemy import select

from models import Segment, Status, Translation
from moderation.queue import claims, search, views
from moderation.queue.selection import Need, Selection
from moderation.target import ENGLISH
from moderation.web import wording
from moderation.web.locale import language_name
from moderation.web.staff import queries
from moderation.web.staff.choice import SHOWN, Choice, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Review, SavedView, Site
    from moderation.queue.claims import Held
    from moderation.queue.views import Count
    from moderation.web.staff.queries import Excerpt

EXCERPT = 160  # characters of a review in the queue
STATUS_COUNTED = 1_000  # a tab says "1,000+" beyond
SITES = 12  # sites listed at most

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Link:
    """A list one can go to, or a choice one can make or take back."""

    words: str
    address: str
    count: Count | int | None = None
    current: bool = False
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One review of the queue."""

    review: Review
    original: Pieces
    english: Pieces
    excerpt: Excerpt
    held: Held | None
    show_status: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """What stands beside the queue."""

    tabs: list[Link]
    needs: list[Link]
    sites: list[Link]
    languages: list[Link]
    own: list[Link]
    own_current: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """What the list could be narrowed by; `looked_at` where only its first reviews were counted."""

    groups: list[tuple[str, list[Link]]]
    looked_at: int | None


def lists(session: Session, choice: Choice, sites: Sequence[Site], viewer: UUID) -> Lists:
    """Gather the lists with their counts."""
    status = choice.selection.status or Status.PENDING
    tags = views.languages(session, status)
    shown = sites[:SITES] if len(sites) > 1 else []
    wanted = [plain(choice, need=need) for need in Need]
    wanted += [plain(choice, site_id=site.id) for site in shown]
    wanted += [plain(choice, language=tag) for tag in tags]
    counted = iter(views.counts(session, wanted, viewer))
    word = None if status is Status.PENDING else status.value
    base = Choice(choice.selection, "", {"status": word} if word else {}, narrow=False)
    need = choice.selection.need if not choice.question else None
    needs = [
        Link(_NEEDS[each](), base.address(need=each.value), next(counted), need is each)
        for each in Need
    ]
    site_links = [
        Link(
            site.name,
            base.address(site=site.slug),
            next(counted),
            choice.selection.site_id == site.id,
        )
        for site in shown
    ]
    languages = [
        Link(
            _language(tag),
            base.address(language=tag),
            next(counted),
            choice.selection.language == tag,
        )
        for tag in tags
    ]
    oldest = Link(
        gettext("Oldest first"), base.address(order="oldest"), None, choice.selection.oldest
    )
    own = [_own(each, choice) for each in views.saved(session, viewer)]
    return Lists(
        tabs=_tabs(session, choice, viewer),
        needs=[*needs, oldest],
        sites=site_links,
        languages=languages,
        own=own,
        own_current=any(each.current for each in own),
    )


def chosen(choice: Choice, sites: Sequence[Site]) -> list[Link]:
    """Give what is chosen, each with a link that takes it back."""
    found = []
    selection = choice.selection
    if selection.need is not None:
        found.append(Link(_NEEDS[selection.need](), choice.address(need=None)))
    if selection.site_id is not None:
        name = next(each.name for each in sites if each.id == selection.site_id)
        found.append(Link(name, choice.address(site=None)))
    if selection.language is not None:
        found.append(Link(_language(selection.language), choice.address(language=None)))
    if selection.flag is not None:
        found.append(Link(wording.flag_chip(selection.flag), choice.address(flag=None)))
    if selection.rating is not None:
        found.append(Link(_stars(selection.rating), choice.address(rating=None)))
    if selection.oldest:
        found.append(Link(gettext("Oldest first"), choice.address(order=None)))
    return found


def facets(session: Session, choice: Choice, sites: Sequence[Site], viewer: UUID) -> Facets:
    """Gather what the list could be narrowed by, in groups, with counts."""
    found = views.facets(session, choice.selection, viewer)
    names = {site.id: site for site in sites}
    groups = [
        (
            gettext("Language"),
            [
                Link(_language(tag), choice.address(language=tag), count)
                for tag, count in found.languages.items()
            ],
        ),
        (
            gettext("Site"),
            [
                Link(names[key].name, choice.address(site=names[key].slug), count)
                for key, count in found.sites.items()
                if key in names
            ],
        ),
        (
            gettext("Flag"),
            [
                Link(wording.flag_chip(code), choice.address(flag=code), count)
                for code, count in found.flags.items()
            ],
        ),
        (
            gettext("Rating"),
            [
                Link(_stars(rating), choice.address(rating=str(rating)), count)
                for rating, count in found.ratings.items()
            ],
        ),
    ]
    # What all of them share tells none from another.
    told = [
        (title, links)
        for title, links in groups
        if any(each.count != found.looked_at for each in links)
    ]
    return Facets(told, None if found.all_seen else found.looked_at)


def rows(
    session: Session, choice: Choice, reviews: Sequence[Review], wanted: Sequence[str]
) -> list[Row]:
    """Gather the rows; the words looked for are marked in both texts."""
    excerpts = queries.excerpts(session, reviews)
    held = claims.held(session, [each.id for each in reviews])
    english = _whole_english(session, reviews) if wanted else {}
    found = []
    for each in reviews:
        excerpt = excerpts[each.id]
        text = english.get(each.id) or excerpt.english or ""
        found.append(
            Row(
                review=each,
                original=search.excerpt(each.original, wanted, EXCERPT),
                english=search.excerpt(text, wanted, EXCERPT) if each.language != "en" else [],
                excerpt=excerpt,
                held=held.get(each.id),
                show_status=choice.selection.status is None,
            )
        )
    return found


def _whole_english(session: Session, reviews: Sequence[Review]) -> dict[UUID, str]:
    query = (
        select(Segment.review_id, Translation.text)
        .join(Translation, Translation.segment_id == Segment.id)
        .where(
            Segment.review_id.in_([each.id for each in reviews]),
            Translation.target == ENGLISH,
        )
        .order_by(Segment.review_id, Segment.position)
    )
    texts: dict[UUID, list[str]] = {}
    for review_id, text in session.execute(query):
        texts.setdefault(review_id, []).append(text)
    return {key: " ".join(each) for key, each in texts.items()}


def _tabs(session: Session, choice: Choice, viewer: UUID) -> list[Link]:
    if choice.question:
        current = choice.selection.status
        return [
            Link(gettext("everywhere"), choice.address(status=None), None, current is None),
            *(
                Link(wording.status(each), choice.address(status=each.value), None, current is each)
                for each in SHOWN[:3]  # what is withdrawn cannot be found
            ),
        ]
    counted = views.counts(
        session, [Selection(status=each) for each in SHOWN], viewer, most=STATUS_COUNTED
    )
    bare = Choice(choice.selection, "", {}, narrow=False)
    return [
        Link(
            wording.status(each),
            bare.address(status=None if each is Status.PENDING else each.value),
            count,
            choice.selection.status is each,
        )
        for each, count in zip(SHOWN, counted, strict=True)
    ]


def _own(view: SavedView, choice: Choice) -> Link:
    words = Choice(choice.selection, "", view.filters, narrow=False)
    return Link(view.name, words.address(), None, view.filters == choice.filters, view.id)


def _language(tag: str) -> str:
    return str(gettext("Unknown language")) if tag == "und" else language_name(tag)


def _stars(rating: int) -> str:
    return "★" * rating + "☆" * (5 - rating)


_NEEDS = {
    Need.LANGUAGE: lambda: str(gettext("Needs a language")),
    Need.TRANSLATION: lambda: str(gettext("Needs a translation")),
    Need.RISKY: lambda: str(gettext("Risky")),
    Need.HEALTH: lambda: str(gettext("With health data")),
    Need.MINE: lambda: str(gettext("Taken by you")),
}
