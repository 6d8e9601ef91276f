"""Webhooks: the addresses that are told of a site's entries, their secrets, tests and logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import URLField
from wtforms.validators import DataRequired

from models import (
    AttemptOutcome,
    DeliveryState,
    DisabledWhy,
    Site,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from moderation.extensions import nudge, sessions, settings
from moderation.publication.webhooks import endpoints
from moderation.publication.webhooks.endpoints import TooManyError
from moderation.publication.webhooks.targets import TargetError
from moderation.web.account.forms import at_most, plain_text, stripped
from moderation.web.admin.blueprint import blueprint, current_actor
from moderation.web.admin.sites import find_site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from flask.typing import ResponseReturnValue
    from flask_babel import LazyString

LONGEST_URL = 2000
ON_A_PAGE = 30  # deliveries of the log
HERE = "/sites/<slug>/webhooks"
ONE = f"{HERE}/<uuid:endpoint_id>"

EVENTS: dict[WebhookEvent, LazyString] = {
    WebhookEvent.PUBLISHED: _l("published"),
    WebhookEvent.UPDATED: _l("updated"),
    WebhookEvent.REMOVED: _l("removed"),
    WebhookEvent.TEST: _l("test"),
}
STATES: dict[DeliveryState, LazyString] = {
    DeliveryState.WAITING: _l("waiting"),
    DeliveryState.DELIVERED: _l("delivered"),
    DeliveryState.SUPERSEDED: _l("not needed any more"),
    DeliveryState.FAILED: _l("given up"),
}
OUTCOMES: dict[AttemptOutcome, LazyString] = {
    AttemptOutcome.ACCEPTED: _l("accepted"),
    AttemptOutcome.REFUSED: _l("refused"),
    AttemptOutcome.REDIRECTED: _l("sent elsewhere, which is not followed: add the new address"),
    AttemptOutcome.GONE: _l("the website wants no more"),
    AttemptOutcome.TIMED_OUT: _l("no answer in time"),
    AttemptOutcome.UNREACHABLE: _l("could not connect"),
    AttemptOutcome.UNRESOLVED: _l("no such website"),
    AttemptOutcome.FORBIDDEN: _l("leads into a network that webhooks may not reach"),
    AttemptOutcome.INSECURE: _l("its certificate is not valid"),
    AttemptOutcome.BROKEN: _l("the answer could not be read"),
}
OFF: dict[DisabledWhy, LazyString] = {
    DisabledWhy.BY_STAFF: _l("It was switched off here."),
    DisabledWhy.GONE: _l("The website answered that it wants no more (410)."),
    DisabledWhy.FAILING: _l("Nothing was accepted for three days, so Balss stopped trying."),
}
PROBLEMS: dict[str, LazyString] = {
    "malformed": _l("This is not a whole address, such as https://www.example.com/webhook."),
    "scheme": _l("The address must begin with https://."),
    "credentials": _l("Leave the user name and password out of the address."),
}


class WebhookForm(FlaskForm):  # type: ignore[misc]
    """A new address."""

    url = URLField(
        _l("Address to send to"),
        description=_l("A page of the website that takes the messages in."),
        filters=[stripped],
        validators=[DataRequired(_l("Enter an address.")), at_most(LONGEST_URL), plain_text],
        render_kw={"placeholder": "https://", "maxlength": LONGEST_URL, "autocomplete": "off"},
    )


@blueprint.context_processor
def _notices() -> dict[str, object]:
    return {"switched_off": switched_off}


def switched_off() -> Sequence[tuple[str, str]]:
    """Give slug and name of the sites with an address that Balss itself has switched off."""
    found = sessions().execute(
        select(Site.slug, Site.name)
        .join(WebhookEndpoint, WebhookEndpoint.site_id == Site.id)
        .where(WebhookEndpoint.disabled_why.in_((DisabledWhy.GONE, DisabledWhy.FAILING)))
        .distinct()
        .order_by(Site.name)
    )
    return [(row.slug, row.name) for row in found]


@blueprint.get(HERE)
def webhooks(slug: str) -> ResponseReturnValue:
    """List a site's addresses."""
    return _page(find_site(slug), WebhookForm(formdata=None))


@blueprint.post(HERE)
def add_webhook(slug: str) -> ResponseReturnValue:
    """Add an address and show its secret, this once."""
    found, form = find_site(slug), WebhookForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    try:
        endpoint, secret = endpoints.add(
            sessions(),
            found,
            form.url.data,
            house=settings().secret(),
            http=bool(settings().networks),
            by=current_actor(),
        )
    except TargetError as error:
        form.url.errors = [PROBLEMS[error.code]]
        return _page(found, form), 422
    except TooManyError:
        form.url.errors = [gettext("A site has at most ten addresses. Remove one first.")]
        return _page(found, form), 422
    sessions().commit()
    return _secret_page(found, endpoint, secret), 201


@blueprint.get(ONE)
def webhook(slug: str, endpoint_id: UUID) -> ResponseReturnValue:
    """Show one address and the log of what was sent to it."""
    found, endpoint = _find(slug, endpoint_id)
    before = request.args.get("before", type=int)
    query = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint.id)
    if before is not None:
        query = query.where(WebhookDelivery.number < before)
    rows = (
        sessions().scalars(query.order_by(WebhookDelivery.number.desc()).limit(ON_A_PAGE + 1)).all()
    )
    deliveries = rows[:ON_A_PAGE]
    return render_template(
        "admin/webhook.html",
        site=found,
        endpoint=endpoint,
        deliveries=deliveries,
        attempts=_attempts(deliveries),
        older=deliveries[-1].number if len(rows) > ON_A_PAGE else None,
        first_page=before is None,
        off=OFF,
        events=EVENTS,
        states=STATES,
        outcomes=OUTCOMES,
    )


@blueprint.post(f"{ONE}/secret")
def rotate_webhook(slug: str, endpoint_id: UUID) -> ResponseReturnValue:
    """Make a new secret and show it, this once."""
    found, endpoint = _find(slug, endpoint_id)
    secret = endpoints.rotate(sessions(), endpoint, house=settings().secret(), by=current_actor())
    sessions().commit()
    return _secret_page(found, endpoint, secret, rotated=True), 201


@blueprint.post(f"{ONE}/test")
def test_webhook(slug: str, endpoint_id: UUID) -> ResponseReturnValue:
    """Send a message without any review."""
    return _act(
        slug,
        endpoint_id,
        lambda endpoint: endpoints.test(sessions(), endpoint, by=current_actor()),
        gettext("A test is on its way. Reload this page in a few seconds to see the answer."),
    )


@blueprint.post(f"{ONE}/disable")
def disable_webhook(slug: str, endpoint_id: UUID) -> ResponseReturnValue:
    """Send nothing more."""
    return _act(
        slug,
        endpoint_id,
        lambda endpoint: endpoints.disable(sessions(), endpoint, by=current_actor()),
        gettext("Nothing is sent to this address any more."),
    )


@blueprint.post(f"{ONE}/enable")
def enable_webhook(slug: str, endpoint_id: UUID) -> ResponseReturnValue:
    """Send again, also what was missed."""
    return _act(
        slug,
        endpoint_id,
        lambda endpoint: endpoints.enable(sessions(), endpoint, by=current_actor()),
        gettext("Switched on. What it has missed is sent now."),
    )


@blueprint.post(f"{ONE}/remove")
def remove_webhook(slug: str, endpoint_id: UUID) -> ResponseReturnValue:
    """Forget an address with its log."""
    _, endpoint = _find(slug, endpoint_id)
    endpoints.remove(sessions(), endpoint, by=current_actor())
    sessions().commit()
    flash(gettext("The address is removed. Nothing more is sent to it."))
    return redirect(url_for("admin.webhooks", slug=slug))


@blueprint.post(f"{ONE}/deliveries/<uuid:delivery_id>/replay")
def replay_webhook(slug: str, endpoint_id: UUID, delivery_id: UUID) -> ResponseReturnValue:
    """Send one message again."""
    delivery = sessions().get(WebhookDelivery, delivery_id)
    if delivery is None or delivery.endpoint_id != endpoint_id:
        abort(404)
    return _act(
        slug,
        endpoint_id,
        lambda endpoint: endpoints.replay(sessions(), endpoint, delivery, by=current_actor()),
        gettext("It is sent again, as the review stands now. Reload this page to see the answer."),
    )


def _find(slug: str, endpoint_id: UUID) -> tuple[Site, WebhookEndpoint]:
    found = find_site(slug)
    locked = request.method == "POST"
    endpoint = sessions().get(WebhookEndpoint, endpoint_id, with_for_update=locked)
    if endpoint is None or endpoint.site_id != found.id:
        abort(404)
    return found, endpoint


def _act(
    slug: str, endpoint_id: UUID, act: Callable[[WebhookEndpoint], object], done: str
) -> ResponseReturnValue:
    _, endpoint = _find(slug, endpoint_id)
    act(endpoint)
    sessions().commit()
    nudge()
    flash(done)
    return redirect(url_for("admin.webhook", slug=slug, endpoint_id=endpoint_id))


def _page(found: Site, form: WebhookForm) -> str:
    listed = sessions().scalars(
        select(WebhookEndpoint)
        .where(WebhookEndpoint.site_id == found.id)
        .order_by(WebhookEndpoint.made_at, WebhookEndpoint.id)
    )
    return render_template(
        "admin/webhooks.html", site=found, endpoints=listed.all(), form=form, off=OFF
    )


def _secret_page(
    found: Site, endpoint: WebhookEndpoint, secret: str, *, rotated: bool = False
) -> str:
    # Not a redirect: the secret would have to wait in a cookie for the next page.
    return render_template(
        "admin/webhook_secret.html", site=found, endpoint=endpoint, secret=secret, rotated=rotated
    )


def _attempts(deliveries: Sequence[WebhookDelivery]) -> dict[UUID, list[WebhookAttempt]]:
    """Give each delivery's attempts, the newest first."""
    found = sessions().scalars(
        select(WebhookAttempt)
        .where(WebhookAttempt.delivery_id.in_([each.id for each in deliveries]))
        .order_by(WebhookAttempt.at.desc(), WebhookAttempt.id.desc())
    )
    by_delivery: dict[UUID, list[WebhookAttempt]] = {}
    for each in found:
        by_delivery.setdefault(each.delivery_id, []).append(each)
    return by_delivery
