"""Every word that a public door serves comes from an entry or is fixed wording.

Each answer is taken apart into its strings. What is not the approved text of a standing entry,
a name that consent and policy let through, the site's own name or a machine's word (a tag, a
moment, an address), may not be there: not a contact, a note, a staff name, a hidden original.
"""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from models import ApiKey, Entry, Outcome, Scope, Status, Submission, Translation
from moderation.publication import atom, json_feed, json_ld
from moderation.queue.decisions import NotApprovableError, decide
from moderation.translation.memory import digest
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site

SECRET = "zqxjsecret"
numbers = itertools.count(1)
FIXED = {
    # formats
    json_feed.VERSION, json_ld.CONTEXT, "Organization", "Review", "Person", "Rating",
    *json_ld.SOURCES.values(),
    *(
        f"{words} ({pack}), {json_ld.REVIEWED}"
        for words in json_ld.CREDITS.values()
        for pack in ("translate-lv_en 0.1", "translate-en_ru 0.1")
    ),
    "original", "author", "original author", "original ru", "author ru", "original author ru",
    "alternate", "self", "first", "next", "related",
    "application/atom+xml", "text",
    # provenance
    "machine", "post_edited", "human", "none", "purchase", "invitation", "api", "true", "false",
    "en", "lv", "ru", "translate-lv_en 0.1", "translate-en_ru 0.1",
}  # fmt: skip
MACHINE = re.compile(
    r"urn:uuid:[0-9a-f-]{36}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
    r"|http://localhost/[A-Za-z0-9/._?=&-]*"
    r"|\d+|2023-10|\s*"
)
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=40
).filter(str.strip)
reviews = st.fixed_dictionaries(
    {
        "english": st.just("Thank you & <b>all</b>!") | words,
        "latvian": st.just("Paldies & <b>visiem</b>!") | words,
        "russian": st.none() | st.just("Спасибо & <b>всем</b>!") | words,
        "left_out": st.booleans(),
        "author": st.none() | words,
        "scope": st.sampled_from(Scope),
        "rating": st.none() | st.integers(1, 5),
        "written_on": st.none() | st.just("2023-10"),
        "status": st.sampled_from([*Status][:5]),
        "removed": st.booleans(),
    }
)
policies = st.fixed_dictionaries(
    {
        "publish_original": st.booleans(),
        "show_author": st.booleans(),
        "stars_in_markup": st.booleans(),
        "verification": st.sampled_from(["none", "purchase"]),
        "feed_languages": st.sampled_from([[], ["ru"]]),
    }
)


def strings(answer: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield every string of an answer, names of members and elements aside."""
    if answer.mimetype == "application/atom+xml":
        for element in etree.fromstring(answer.get_data()).iter():
            yield from element.attrib.values()
            yield element.text or ""
            yield element.tail or ""
    else:
        yield from leaves(json.loads(answer.get_data()))


def leaves(part: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(part, dict):
        part = part.values()
    elif not isinstance(part, list):
        yield "" if part is None or isinstance(part, bool) else str(part)
        return
    for each in part:
        yield from leaves(each)


def publish(session: Session, site: Site, staff_id: UUID, given: dict[str, Any]) -> None:
    """Make a review with secrets in every private place, and take it as far as it goes."""
    review = make_review(
        session,
        site,
        segments=[("lv", given["latvian"], given["english"])],
        **{name: given[name] for name in ("author", "scope", "rating", "written_on")},
        signature=f"{SECRET} signature",
    )
    review.consent.wording = f"{SECRET} wording"
    if given["russian"] is not None:
        add_russian(review, given["russian"])
        review.left_out = ["ru"] if given["left_out"] else []
    key = ApiKey(site_id=site.id, name=f"{SECRET} key", secret_hash=f"{next(numbers):064}")
    session.add(key)
    session.flush()
    submission = session.get_one(Submission, review.submission_id)
    submission.api_key_id, submission.idempotency_key = key.id, f"{SECRET} {next(numbers)}"

    def ruled(outcome: Outcome) -> None:
        reason = f"{SECRET} note"
        decide(
            session,
            review,
            outcome,
            seen_version=review.version,
            staff_id=staff_id,
            reason=reason,
        )

    if given["status"] is Status.APPROVED:
        try:
            ruled(Outcome.APPROVED)
        except NotApprovableError:  # a random text may look like personal data; it stays pending
            return
        if given["removed"]:
            ruled(Outcome.UNPUBLISHED)
    elif given["status"] is Status.REJECTED:
        ruled(Outcome.REJECTED)


def add_russian(review: Review, text: str) -> None:
    """Give a review its text in a further language, as the worker does."""
    review.segments[0].translations.append(
        Translation(
            target="ru",
            text=text,
            draft=f"{SECRET} draft",
            pack="translate-en_ru",
            pack_version="0.1",
            source_hash=digest(review.segments[0].text_in("en")),
        )
    )


def allowed(session: Session, site: Site, policy: dict[str, Any]) -> set[str]:
    found = {site.name, site.url or ""}
    for entry in session.query(Entry).filter_by(site_id=site.id, removed_at=None):
        for tag, text in entry.content.items():
            rendition = tag in policy["feed_languages"]
            if tag == "en" or rendition or (tag == "lv" and policy["publish_original"]):
                found |= {text, atom.title(text)}
        if policy["show_author"] and entry.author:
            found.add(entry.author)
    return found | {atom.UNWRITABLE.sub("\ufffd", each) for each in found}


def clinic(
    session: Session, made: list[dict[str, Any]], *, before: dict[str, Any], after: dict[str, Any]
) -> Site:
    """Add a site whose policy changes after these reviews were ruled on."""
    staff = make_staff(session, name=f"{SECRET} staff")
    site = make_site(session, name="Clinic", url="https://clinic.example/", policy=before)
    for given_review in made:
        publish(session, site, staff.id, given_review)
    site.policy = after
    session.flush()
    return site


@pytest.mark.usefixtures("_cheap_passwords")
@given(made=st.lists(reviews, max_size=4), before=policies, after=policies)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_string_of_every_public_door_is_from_an_entry_or_fixed(
    session: Session,
    client: FlaskClient,
    made: list[dict[str, Any]],
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    page = {"authenticity_page": True}
    site = clinic(session, made, before={**before, **page}, after={**after, **page})
    expected = allowed(session, site, after) | FIXED
    for url in (
        f"/feeds/{site.slug}.json",
        f"/feeds/{site.slug}.json?since=0&language=lv",
        f"/feeds/{site.slug}.json?language=ru",
        f"/feeds/{site.slug}.atom",
        f"/feeds/{site.slug}.atom?since=0&language=lv",
        f"/feeds/{site.slug}.jsonld?language=lv",
        f"/feeds/{site.slug}.jsonld?language=ru",
        f"/api/v1/sites/{site.slug}/entries?limit=1",
        f"/api/v1/sites/{site.slug}/entries?updated_since=0",
    ):
        answer = client.get(url)
        assert answer.status_code == 200
        assert SECRET not in answer.text
        for found in strings(answer):
            assert found in expected or MACHINE.fullmatch(found), (url, found)
    page = client.get(f"/sites/{site.slug}/authenticity")
    assert page.status_code == 200
    assert SECRET not in page.text
