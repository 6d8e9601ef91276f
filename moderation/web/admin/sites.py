"""Sites: their name and policy, the address of their feed, their keys."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import ApiKey, Policy, Site
from moderation.accounts import api_keys
from moderation.accounts.sites import SLUG, change_policy, create_site
from moderation.accounts.staff import AccountError
from moderation.audit import record
from moderation.extensions import nudge, sessions, settings
from moderation.translation import PackStore
from moderation.web.addresses import external
from moderation.web.admin.blueprint import blueprint, current_actor
from moderation.web.admin.forms import KeyForm, NewSiteForm, SiteForm
from moderation.web.admin.language_fields import without_pack
from moderation.web.admin.policy_form import PolicyForm
from moderation.web.widget.snippet import snippet

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue


@blueprint.get("")
def index() -> ResponseReturnValue:
    """List the sites."""
    sites = sessions().scalars(select(Site).order_by(Site.name, Site.id)).all()
    return render_template("admin/index.html", sites=sites)


@blueprint.route("/new-site", methods=["GET", "POST"])
def new_site() -> ResponseReturnValue:
    """Add a site."""
    form = NewSiteForm()
    if form.validate_on_submit() and (site := _create(form)):
        flash(gettext("%(site)s is added. Give its website a key next.", site=site.name))
        return redirect(url_for("admin.site", slug=site.slug))
    page = render_template("admin/new_site.html", form=form, time_zones=time_zones())
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/sites/<slug>")
def site(slug: str) -> ResponseReturnValue:
    """Show a site with its policy, feed and keys."""
    return _page(find_site(slug))


@blueprint.post("/sites/<slug>")
def save_site(slug: str) -> ResponseReturnValue:
    """Change a site's name, address and time zone."""
    found, form = find_site(slug), SiteForm()
    if not form.validate_on_submit():
        return _page(found, form=form), 422
    found.name, found.url = form.name.data, form.url.data or None
    found.time_zone = form.time_zone.data
    record(sessions(), actor=current_actor(), tag="site:change", subject=found.id)
    sessions().commit()
    flash(gettext("Saved."))
    return redirect(url_for("admin.site", slug=slug))


@blueprint.post("/sites/<slug>/policy")
def save_policy(slug: str) -> ResponseReturnValue:
    """Change what a site has decided about its reviews."""
    found, form = find_site(slug), PolicyForm()
    if not form.validate_on_submit():
        return _page(found, policy=form), 422
    change_policy(sessions(), found, form.policy(), by=current_actor())
    sessions().commit()
    nudge()  # a further language of the feed is made for what waits
    flash(gettext("Saved. It holds for what is approved from now on."))
    return redirect(url_for("admin.site", slug=slug))


@blueprint.post("/sites/<slug>/keys")
def create_key(slug: str) -> ResponseReturnValue:
    """Make a key and show its secret, this once."""
    found, form = find_site(slug), KeyForm()
    if not form.validate_on_submit():
        return _page(found, key_form=form), 422
    key, secret = api_keys.create_key(sessions(), found, form.name.data, by=current_actor())
    sessions().commit()
    # Not a redirect: the secret would have to wait in a cookie for the next page.
    return render_template("admin/key.html", site=found, key=key, secret=secret), 201


@blueprint.post("/sites/<slug>/keys/<uuid:key_id>/revoke")
def revoke_key(slug: str, key_id: UUID) -> ResponseReturnValue:
    """End a key at once."""
    found = find_site(slug)
    key = sessions().get(ApiKey, key_id)
    if key is None or key.site_id != found.id:
        abort(404)
    api_keys.revoke_key(sessions(), key, by=current_actor())
    sessions().commit()
    flash(gettext("The key “%(key)s” is revoked.", key=key.name))
    return redirect(url_for("admin.site", slug=slug))


def find_site(slug: str) -> Site:
    """Give the site with this short name, or answer 404."""
    found = None
    if SLUG.fullmatch(slug):
        found = sessions().scalars(select(Site).where(Site.slug == slug)).first()
    return found or abort(404)


@cache
def time_zones() -> tuple[str, ...]:
    """Give the zones to choose from, those of places."""
    return tuple(sorted(each for each in available_timezones() if "/" in each))


def _create(form: NewSiteForm) -> Site | None:
    """Create the site and commit; None, with the error on the form, if its short name is taken."""
    try:
        made = create_site(
            sessions(),
            slug=form.slug.data,
            name=form.name.data,
            url=form.url.data or None,
            time_zone=form.time_zone.data,
            by=current_actor(),
        )
        sessions().commit()
    except (AccountError, IntegrityError):  # IntegrityError: two came at the same moment
        sessions().rollback()
        form.slug.errors = [gettext("Another site has this short name already.")]
        return None
    return made


def _page(
    found: Site,
    *,
    form: SiteForm | None = None,
    policy: PolicyForm | None = None,
    key_form: KeyForm | None = None,
) -> str:
    keys = sessions().scalars(
        select(ApiKey).where(ApiKey.site_id == found.id).order_by(ApiKey.created_at, ApiKey.id)
    )
    standing = Policy.of(found.policy)
    return render_template(
        "admin/site.html",
        site=found,
        keys=keys.all(),
        form=form or SiteForm(formdata=None, obj=found),
        policy=policy or PolicyForm.showing(standing),
        key_form=key_form or KeyForm(formdata=None),
        feed_address=external("feed.json_feed", slug=found.slug),
        widget_snippet=snippet(found.slug),
        public_feed=standing.public_feed,
        without_pack=without_pack(standing.feed_languages, PackStore(settings().packs)),
        time_zones=time_zones(),
    )
