"""What is said of a rendition: its flags beside the English it was made of, and how it was made."""

# A sentence stays on one line, so that it is found by searching for its words.
# ruff: noqa: E501

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from moderation.web import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

    from models import ReviewFlag

# `wording` speaks of an original and its English; here the English is what was translated.
FLAGS: dict[str, LazyString] = {
    "broken_pack": _("The translation pack %(detail)s did not work. Write this sentence yourself, leave the language out, or ask an administrator to install the pack again."),
    "engine_failed": _("The translation failed. Write this sentence yourself, or leave the language out."),
    "copied_through": _("Some words were copied without being translated."),
    "length": _("The draft is much shorter or longer than the English. See whether something is missing or was made up."),
    "number_lost": _("The number %(detail)s stands in the English and not here. Put it back."),
    "negation_lost": _("The English says “not” or “never”, and this does not. Does it say the opposite?"),
    "name_lost": _("A name is missing here. Check this sentence."),
    "low_score": _("The translator itself was unsure of this sentence. Compare it with the English."),
}  # fmt: skip
WAYS: dict[str, LazyString] = {
    "machine": _("translated by machine"),
    "post_edited": _("translated by machine, edited by a person"),
    "human": _("translated by a person"),
    "none": _("in the author's own words"),
}


def flag(found: ReviewFlag) -> str:
    """Say what a flag on a rendition means and what to do."""
    sentence = FLAGS.get(found.code)
    if sentence is None:
        return wording.flag(found.code, found.detail)
    return str(sentence) % {"detail": found.detail}


def outdated() -> str:
    """Say that a person's text stands beside other English than it was written to."""
    return str(gettext("The English was changed after this was written. It may need a look."))


def way(made: Mapping[str, object]) -> str:
    """Say how a rendition came to be, with the packs that made it."""
    words = str(WAYS[str(made["translation"])])
    packs = made["packs"]
    return f"{words} ({', '.join(packs)})" if isinstance(packs, list) and packs else words
