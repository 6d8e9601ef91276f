"""A letter to the author, begun for the moderator's own mail program."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask_babel import force_locale, gettext

from moderation.accounts.tokens import withdrawal_token
from moderation.extensions import settings
from moderation.web.addresses import external
from moderation.web.locale import LOCALES, day

if TYPE_CHECKING:
    from models import Review


def letter(review: Review) -> str | None:
    """Give a mailto: address (RFC 6068) with a letter begun in the author's language.

    None where the author did not agree to be asked. No word of the review stands in it: a letter
    goes out unsealed. It is short because mail programs cut long addresses off.
    """
    email = review.consent.contact_email
    if email is None:
        return None
    link = external("withdrawal.confirm", token=withdrawal_token(settings().secret(), review.id))
    with force_locale(_language(review)):
        subject = gettext("Your review of %(site)s", site=review.site.name)
        body = gettext(
            "Hello! Thank you for your review of %(day)s. May we ask you:\n\n\n\n"
            "To take your review back: %(link)s",
            day=day(review.received_at),
            link=link,
        )
    line_ends = body.replace("\n", "\r\n")
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject)}&body={quote(line_ends)}"


def _language(review: Review) -> str:
    base = review.language.partition("-")[0]
    return base if base in LOCALES else "en"
