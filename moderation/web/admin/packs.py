"""Translation packs: which are installed, fetching more, going back, making drafts anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from moderation.audit import record
from moderation.extensions import nudge, sessions, settings
from moderation.queue.retranslation import ask_again
from moderation.translation import PackError, PackStore
from moderation.translation.archive import LANGUAGE
from moderation.translation.index import offers
from moderation.translation.installs import begin, states
from moderation.web.admin.blueprint import blueprint, current_actor

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from moderation.translation.index import Offer

PAIR = re.compile(rf"({LANGUAGE.pattern})-({LANGUAGE.pattern})")


@blueprint.get("/packs")
def packs() -> ResponseReturnValue:
    """List the installed packs and the installs under way; asks nothing of the network."""
    return _page()


@blueprint.get("/packs/progress")
def pack_progress() -> ResponseReturnValue:
    """Give the installs under way, for the page to swap in; the page itself once all have ended."""
    installs = states(_store())
    if request.headers.get("HX-Request") and not any(each.running for each in installs):
        return "", 200, {"HX-Refresh": "true"}
    return render_template("admin/_installs.html", installs=installs)


@blueprint.post("/packs/index")
def pack_index() -> ResponseReturnValue:
    """Ask the index which packs there are, and show them."""
    try:
        found = offers(settings().pack_index)
    except PackError as error:
        return _page(problem=_worded(error)), 502
    return _page(found=found)


@blueprint.post("/packs/install")
def install_pack() -> ResponseReturnValue:
    """Begin to fetch and install the newest pack of a pair."""
    pair = PAIR.fullmatch(request.form.get("pair", ""))
    if pair is None:
        return _page(problem=gettext("Choose a pair of languages.")), 422
    source, target = pair[1], pair[2]
    running = {(each.from_code, each.to_code) for each in states(_store()) if each.running}
    if (source, target) not in running:
        record(sessions(), actor=current_actor(), tag="pack:install", pack=_code(source, target))
        sessions().commit()
        begin(_store(), settings().pack_index, source, target)
    return redirect(url_for("admin.packs"))


@blueprint.post("/packs/check")
def check_packs() -> ResponseReturnValue:
    """Compare every pack's files with their checksums and let each translate."""
    found = _store().check()
    return _page(checked={pack.code: _worded(why) if why else "" for pack, why in found})


@blueprint.post("/packs/<source>/<target>/rollback")
def roll_back_pack(source: str, target: str) -> ResponseReturnValue:
    """Run the version before."""
    try:
        pack = _store().rollback(source, target)
    except PackError as error:
        return _page(problem=_worded(error)), 409
    record(sessions(), actor=current_actor(), tag="pack:rollback", pack=pack.code)
    sessions().commit()
    flash(gettext("%(pack)s %(version)s runs again.", pack=pack.code, version=pack.version))
    return redirect(url_for("admin.packs"))


@blueprint.post("/packs/<source>/<target>/remove")
def remove_pack(source: str, target: str) -> ResponseReturnValue:
    """Remove every version of a pair."""
    try:
        _store().remove(source, target)
    except PackError as error:
        return _page(problem=_worded(error)), 409
    record(sessions(), actor=current_actor(), tag="pack:remove", pack=_code(source, target))
    sessions().commit()
    flash(gettext("%(pack)s is removed.", pack=_code(source, target)))
    return redirect(url_for("admin.packs"))


@blueprint.post("/packs/<source>/<target>/retranslate")
def retranslate_pack(source: str, target: str) -> ResponseReturnValue:
    """Have the drafts of a pack that no person has touched made anew."""
    if _store().find(source, target) is None:
        abort(404)
    count = ask_again(sessions(), _code(source, target), actor=current_actor())
    sessions().commit()
    nudge()
    flash(
        ngettext(
            "%(num)s review is translated anew.", "%(num)s reviews are translated anew.", count
        )
    )
    return redirect(url_for("admin.packs"))


def _worded(error: PackError) -> str:
    """Say what is wrong with a pack in the language of the screens."""
    return str(gettext(error.sentence, **error.details))


def _page(
    *,
    found: list[Offer] | None = None,
    checked: dict[str, str] | None = None,
    problem: str | None = None,
) -> str:
    store = _store()
    installed = store.installed()
    return render_template(
        "admin/packs.html",
        packs=installed,
        before={pack.code: store.before(pack.from_code, pack.to_code) for pack in installed},
        versions={pack.code: pack.version for pack in installed},
        installs=states(store),
        offers=found,
        checked=checked,
        problem=problem,
        index=settings().pack_index,
    )


def _store() -> PackStore:
    return PackStore(settings().packs)


def _code(source: str, target: str) -> str:
    return f"translate-{source}_{target}"
