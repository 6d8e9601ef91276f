"""What the stages' codes say to a moderator: what is wrong, and what to do about it.

Stages speak in codes that belong to no language; this page is the only one that words them. A
code it does not know is worded by a general sentence, never shown bare.
"""

# A sentence stays on one line, so that it is found by searching for its words.
# ruff: noqa: E501

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from moderation.target import ENGLISH
from moderation.web.locale import language_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

    from models import AuthorLine, Status
    from moderation.flag import Flag

CERTAIN, LIKELY = 0.9, 0.7  # probabilities from which a language is called so


class Notice(NamedTuple):
    """A flag in two lengths: for the queue's chip, and for the review page."""

    short: LazyString
    sentence: LazyString


FLAGS: dict[str, Notice] = {
    # language
    "unsure_language": Notice(_("language unsure"), _("The language could not be told for sure. Choose it under “Language”; the translation follows.")),
    "other_language": Notice(_("other language"), _("Part of this is in %(language)s. If that is wrong, choose the language; if it is right, write the English yourself where it is missing.")),
    "mixed_languages": Notice(_("several languages"), _("The author mixes languages: %(languages)s. Check that each sentence was read in the right one.")),
    "romanised_russian": Notice(_("Russian in Latin letters"), _("This is Russian written in Latin letters. It was turned back into Cyrillic before translation; read the English with care.")),
    "no_diacritics": Notice(_("Latvian without diacritics"), _("This is Latvian without its diacritics. They were put back before translation, as far as they can be told; read the English with care.")),
    "look_alikes": Notice(_("look-alike letters"), _("Some words mix letters of two alphabets that look alike: %(detail)s. This can be an accident or a way around filters.")),
    # translation
    "no_pack": Notice(_("no translator"), _("No translation pack for %(pair)s is installed. Write the English yourself, choose another language if this one is wrong, or ask an administrator to add the pack.")),
    "broken_pack": Notice(_("translator broken"), _("The translation pack %(detail)s did not work. Write the English yourself, or ask an administrator to install the pack again.")),
    "engine_failed": Notice(_("not translated"), _("The translation failed. Set the language to try again, or write the English yourself.")),
    "copied_through": Notice(_("left untranslated"), _("Some words were copied without being translated. Write them in English.")),
    "looping": Notice(_("repeats itself"), _("The draft repeats itself. Rewrite this sentence.")),
    "length": Notice(_("length differs"), _("The draft is much shorter or longer than the original. See whether something is missing or was made up.")),
    "number_lost": Notice(_("number lost"), _("The number %(detail)s stands in the original and not in the English. Put it back.")),
    "negation_lost": Notice(_("“not” lost"), _("The original says “not” or “never”, and the English does not. Does it say the opposite?")),
    "name_lost": Notice(_("name lost"), _("A name of the original is missing from the English. Check this sentence.")),
    "low_score": Notice(_("draft uncertain"), _("The translator itself was unsure of this sentence. Compare it with the original.")),
    "words_missing": Notice(_("words missing"), _("The English is doubtful: it seems to lack %(detail)s. Compare it with the original.")),
    "profanity": Notice(_("strong words"), _("The English has a strong word. See whether the author really used one.")),
    # intake
    "stars_against_words": Notice(_("stars against words"), _("The stars (%(detail)s) say the opposite of the words. The author may have mixed up the scale; do not publish it before you know which is meant.")),
    "duplicate": Notice(_("sent before"), _("The same words were sent to this site before. If it is the same person, reject this one as a duplicate.")),
    "spam_links": Notice(_("links"), _("Links make up much of this text (%(detail)s). Reviews rarely need them; advertising does.")),
    "spam_repeats": Notice(_("repetition"), _("“%(detail)s” is repeated over and over. This may not be a person's review.")),
    "spam_promotion": Notice(_("advertising"), _("“%(detail)s” sounds like advertising. If the text sells something, reject it.")),
    "hidden_characters": Notice(_("hidden characters"), _("The text holds characters that cannot be seen (%(detail)s). They can change the order in which it reads; read the English, not only the original.")),
    "markup": Notice(_("code in the text"), _("The text holds code (%(detail)s). It is shown and published as plain letters and can do nothing; reject the review if it is nothing else.")),
    "very_long": Notice(_("very long"), _("This review is very long (%(detail)s characters). You can stop and come back: what you save stays.")),
    "stage_failed": Notice(_("not finished"), _("A step of the reading failed, so names and flags may be missing. Read both texts as if nothing had been checked.")),
}  # fmt: skip
UNKNOWN_FLAG = Notice(
    _("look twice"),
    _("Something here wants a second look (%(code)s). Compare both texts before you approve."),
)

EVIDENCE: dict[str, LazyString] = {
    "only_letters": _("letters only this language has: %(detail)s"),
    "script": _("its alphabet"),
    "cyrillic_without": _("Cyrillic without %(detail)s"),
    "phrase": _("a phrase we know: %(detail)s"),
    "function_words": _("its small words: %(detail)s"),
    "langdetect": _("the look of its words"),
    "context": _("the sentences around it"),
    "romanised": _("Russian words in Latin letters"),
    "no_diacritics": _("Latvian words without diacritics"),
    "no_letters": _("there are no words in it"),
    "staff": _("chosen by a moderator"),
}
UNKNOWN_EVIDENCE = _("the reading of the text")

KINDS: dict[str, LazyString] = {
    "person": _("person"), "staff": _("member of staff"), "email": _("e-mail address"), "phone": _("phone number"),
    "url_or_handle": _("link or account"), "personal_code": _("personal code"), "passport": _("document number"),
    "iban": _("bank account"), "card": _("bank card"), "plate": _("number plate"), "date_of_birth": _("date of birth"),
    "address": _("address"), "place_small": _("small place"), "health": _("health"), "age": _("age"),
    "workplace": _("workplace"), "rare": _("rare circumstance"),
}  # fmt: skip
UNKNOWN_KIND = _("personal data")
TONES = {
    "person": "person", "staff": "person", "health": "health", "place_small": "place", "address": "place",
    "workplace": "place", "age": "place", "rare": "place",
}  # fmt: skip

WHYS: dict[str, LazyString] = {
    "given_name": _("a given name"), "two_names": _("a given name and a surname"), "surname": _("a surname"),
    "staff_list": _("on the list of staff"), "initial": _("a name with an initial"), "initials": _("initials"),
    "kin": _("a name after a word for a relative"), "introduced": _("somebody introduces themselves"),
    "title": _("a title before the name"), "title_small_letters": _("a title before a name in small letters"),
    "polite_form": _("a polite form of address"), "name_in_place": _("a name where a name would stand"),
    "capital": _("a capital letter inside the sentence"), "called": _("somebody is called so"),
    "signature": _("the signature under the review"), "named_before": _("a name from elsewhere in the text"), "tagger": _("it reads like a name"),
    "unexplained_capital": _("a capital that only a name would explain"), "beside_name": _("joined to a name by “and”"), "phone_estonian": _("an Estonian phone number"),
    "email": _("an e-mail address"), "email_disguised": _("a disguised e-mail address"),
    "phone_latvian": _("a Latvian phone number"), "phone_named": _("“phone” stands beside it"),
    "phone_national": _("it looks like a phone number"), "phone_international": _("an international phone number"),
    "phone_spoken": _("a phone number in words"), "url": _("a link"), "bare_domain": _("a website"),
    "handle": _("an account name"), "personal_code": _("the shape of a personal code"),
    "personal_code_named": _("“personal code” stands beside it"), "personal_code_checked": _("its check digit fits a personal code"),
    "personal_code_unhyphenated": _("eleven digits, as in a personal code"), "passport_named": _("“passport” stands beside it"),
    "passport_shape": _("the shape of a document number"), "iban_checked": _("its check digits fit a bank account"),
    "iban_shape": _("the shape of a bank account number"), "card_checked": _("its check digit fits a bank card"),
    "plate_near_car": _("a number beside a car"), "born": _("“born” stands beside it"),
    "date_beside_code": _("a date beside a personal code"), "early_date": _("a date long ago, perhaps of birth"),
    "farmstead": _("the name of a farmstead"), "street": _("a street and a number"), "postcode": _("a postcode"),
    "village": _("a small place: few people live there"), "called_village": _("the text calls it a village"),
    "place_in_signature": _("a place in the signature"), "health_own": _("an illness or treatment of the author"),
    "health_of_person": _("an illness or treatment of somebody named"), "health_in_signature": _("an illness in the signature"),
    "age": _("somebody's age"), "works_at": _("where somebody works"), "only_one": _("“the only one”: others may know who"),
    "mirrored": _("the translation of words found in the original"), "mirrored_leftover": _("what the translation left of words found in the original"),
    "staff": _("marked by a moderator"),
}  # fmt: skip
UNKNOWN_WHY = _("it may tell who somebody is")

OBSTACLES = {
    "still_working": _("The translation is not ready yet."),
    "untranslated": _("There is no text to publish."),
    "consent_withdrawn": _("The author has taken back the permission."),
    "own_edit": _(
        "You changed it last, and this site wants two people: ask a colleague to approve it."
    ),
}
UNKNOWN_OBSTACLE = _("Something is not settled yet.")
EDIT_ERRORS: dict[str, LazyString] = {
    "empty": _(
        "The English of a sentence cannot be empty. To leave something out, hide the words instead."
    ),
    "empty_rendition": _(
        "A sentence cannot be empty. To leave something out, hide the words instead; or leave the whole language out."
    ),
    "too_long": _("That is too long for one sentence. Shorten it and save again."),
    "too_long_to_remember": _(
        "Only words of up to 200 characters can be remembered. Keep these for this review alone."
    ),
    "no_selection": _("Select the words to hide in one sentence first."),
    "crosses_finding": _(
        "The selection cuts through words that are marked already. Select all of them, or none."
    ),
    "not_found": _(
        "These words do not stand in the sentence. Copy them exactly as they are written."
    ),
    "mark_gone": _(
        "Your edit is saved, and the marks of its sentence were looked for afresh. Rule on them again."
    ),
    "no_reason": _("Choose why you reject the review. The author may ask."),
    "no_details": _("Say in a few words what “another reason” is."),
    "no_language": _("Choose a language from the list."),
    "conflict": _(
        "You and a colleague changed the same sentence. Choose whose words stand, then approve."
    ),
    "no_alone_reason": _("Say why you approve it alone. It is kept in the log."),
    "no_pseudonym": _(
        "Write the name to be shown, of up to 80 characters, or choose another way to show the author."
    ),
    "no_return_reason": _("Choose why it goes back to the queue."),
    "no_contact": _("The author did not agree to be asked, or has taken that back."),
}
UNKNOWN_EDIT_ERROR = _("That could not be saved. Nothing was changed; try again.")

STATUSES: dict[str, LazyString] = {
    "received": _("being read"), "pending": _("waiting"), "approved": _("published"), "rejected": _("rejected"),
    "withdrawn": _("withdrawn by the author"), "erased": _("erased"),
}  # fmt: skip
CHANNELS = {
    "api": _("from the website"),
    "form": _("from the form"),
    "file": _("from a file"),
    "page": _("from a web page"),
}
SCOPES = {
    "full_name": _("may be published with the full name"),
    "first_name": _("may be published with the first name"),
    "anonymous": _("may be published without a name"),
}

AUTHOR_LINES: dict[str, LazyString] = {
    "given": _("as given: %(name)s"), "initials": _("initials: %(name)s"), "pseudonym": _("another name, written below"),
    "hidden": _("without a name"),
}  # fmt: skip

# Grounds that ISO 20488:2018 allows, and the Omnibus directive (2019/2161) with its ban on hiding
# what is unwelcome. A low rating or a bad experience is not among them.
REASONS: dict[str, LazyString] = {
    "spam": _("Spam: meaningless, or sent everywhere alike"),
    "not_experience": _("Not about us, or not by a customer"),
    "not_genuine": _("Conflict of interest: paid for, or written by staff or a competitor"),
    "offensive": _("Threatening, hateful or obscene language"),
    "illegal": _("Against the law in another way, such as slander"),
    "personal": _("About other people in a way that cannot be anonymised"),
    "advertising": _("Advertising or promotion"),
    "duplicate": _("The same review was sent before"),
    "unreadable": _("Cannot be understood"),
    "author_asked": _("The author asked for it"),
    "other": _("Another reason (say which)"),
}
RETURN_REASONS: dict[str, LazyString] = {
    "mistake": _("The ruling was a mistake"),
    "news": _("We have learned something new"),
    "complaint": _("Somebody complained"),
    "other": _("Another reason (say which)"),
}

GROUNDS: dict[str, LazyString] = {
    "request": _("The author asked for it"), "unlawful": _("It should never have been kept"),
    "retention": _("The site's time for keeping it was over"),
}  # fmt: skip
EVENTS: dict[str, LazyString] = {
    "review:receive": _("Received"), "review:process": _("Read, translated and checked"), "review:edit": _("Edited the English"),
    "review:edit_rendition": _("Edited the text in this language: %(language)s"), "review:accept_rendition": _("Found a sentence right in this language: %(language)s"),
    "review:leave_out": _("Left this language out: %(language)s"), "review:put_back": _("Put this language back: %(language)s"),
    "review:accept": _("Found a doubted sentence right"), "review:author": _("Chose how the author is shown"),
    "review:language": _("Set the language to %(language)s"), "review:redact": _("Hid words"), "review:dismiss": _("Kept words that were marked"),
    "review:reopen": _("Opened a mark again"), "review:mark": _("Marked words by hand"), "review:approve": _("Approved: published"),
    "review:reject": _("Rejected"), "review:return": _("Returned to the queue"), "review:unpublish": _("Unpublished"),
    "review:take_over": _("Took it over from a colleague"), "review:alone": _("Approved alone, without the second person the site asks for"),
    "review:ask": _("The author was asked"), "review:withdraw": _("Withdrawn by the author"), "review:erase": _("Erased"),
}  # fmt: skip
UNKNOWN_EVENT = _("Changed")


def flag(code: str, detail: str = "") -> str:
    """Say what a flag means and what to do."""
    return _filled(FLAGS.get(code, UNKNOWN_FLAG).sentence, code, detail)


def flag_chip(code: str, detail: str = "") -> str:
    """Give a flag's two or three words for the queue."""
    return _filled(FLAGS.get(code, UNKNOWN_FLAG).short, code, detail)


def evidence(code: str, detail: str = "") -> str:
    """Say what spoke for a language."""
    return _filled(EVIDENCE.get(code, UNKNOWN_EVIDENCE), code, detail)


def kind(code: str) -> str:
    """Name a kind of finding."""
    return str(KINDS.get(code, UNKNOWN_KIND))


def tone(code: str) -> str:
    """Give the style class of a kind of finding: person, health, place or contact."""
    return TONES.get(code, "contact")


def why(code: str, detail: str = "") -> str:
    """Say why a span was found."""
    return _filled(WHYS.get(code, UNKNOWN_WHY), code, detail)


def obstacle(found: Flag) -> str:
    """Say what still stands between a review and its approval."""
    number = int(found.detail) if found.detail.isdecimal() else 0
    match found.code:
        case "untranslated" if number:
            return str(ngettext("%(num)s sentence has no English yet.", "%(num)s sentences have no English yet.", number))  # fmt: skip
        case "open_flags":
            return str(ngettext("%(num)s sentence is in doubt: correct it, or say that it is right.", "%(num)s sentences are in doubt: correct them, or say that they are right.", number))  # fmt: skip
        case "open_findings":
            return str(ngettext("%(num)s mark is open: hide the words or keep them.", "%(num)s marks are open: hide the words or keep them.", number))  # fmt: skip
        case "open_rendition":
            return _open_rendition(found.detail)
        case "still_seen":
            return _still_seen(found.detail)
    return str(OBSTACLES.get(found.code, UNKNOWN_OBSTACLE))


def _open_rendition(detail: str) -> str:
    """Say that a rendition wants a look; `detail` is its language and how many sentences do."""
    tag, _colon, count = detail.partition(":")
    return str(
        ngettext(
            "%(language)s: %(num)s sentence wants a look. Correct it, say that it is right, or leave the language out.",
            "%(language)s: %(num)s sentences want a look. Correct them, say that they are right, or leave the language out.",
            int(count) if count.isdecimal() else 0,
            language=language_name(tag).capitalize(),
        )
    )


def _still_seen(detail: str) -> str:
    """Say what the last check saw; `detail` is kind, text and the sentence's number."""
    code, side, number = (*detail.split(":"), "", "")[:3]
    if side == "author":
        return str(
            gettext(
                "The author's line still shows this: %(kind)s. Choose another way to show the author.",
                kind=kind(code),
            )
        )
    if side == "source":
        return str(
            gettext(
                "Sentence %(number)s of the original still shows this: %(kind)s. Hide the words or keep them.",
                number=number,
                kind=kind(code),
            )
        )
    if side != ENGLISH:
        return str(
            gettext(
                "Sentence %(number)s in another language (%(language)s) still shows this: %(kind)s. Hide the words or keep them.",
                number=number,
                language=language_name(side),
                kind=kind(code),
            )
        )
    return str(
        gettext(
            "Sentence %(number)s of the English still shows this: %(kind)s. Hide the words or keep them.",
            number=number,
            kind=kind(code),
        )
    )


def edit_error(code: str) -> str:
    """Say why an edit was not made and what to do."""
    return str(EDIT_ERRORS.get(code, UNKNOWN_EDIT_ERROR))


def event(tag: str, detail: Mapping[str, object]) -> str:
    """Say what was done to a review."""
    return _filled(EVENTS.get(tag, UNKNOWN_EVENT), tag, str(detail.get("language", "")))


def reason(stored: str | None) -> str:
    """Word a decision's stored reason: a code of REASONS or RETURN_REASONS, free text, or both."""
    code, colon, text = (stored or "").partition(": ")
    worded = REASONS.get(code) or RETURN_REASONS.get(code)
    if worded is None:
        return stored or ""
    return f"{worded}: {text}" if colon and code != "other" else text or str(worded)


def author_line(line: AuthorLine, name: str | None) -> str:
    """Say one way of showing the author, with what would stand there."""
    return str(AUTHOR_LINES[line.value]) % {"name": name or str(_("nothing"))}


def status(standing: Status) -> str:
    """Name where a review stands."""
    return str(STATUSES.get(standing.value, standing.value))


def certainty(tag: str, probability: float) -> str:
    """Name a language and how sure the machine was: "Latvian, certain"."""
    if tag == "und":
        return str(_("language unknown"))
    if tag == "zxx":
        return str(_("no words"))
    name = language_name(tag)
    if probability >= CERTAIN:
        return str(_("%(language)s, certain")) % {"language": name}
    if probability >= LIKELY:
        return str(_("%(language)s, likely")) % {"language": name}
    return str(_("%(language)s, unsure")) % {"language": name}


def _filled(words: LazyString, code: str, detail: str) -> str:
    """Put a code's detail into its sentence, as it is and as names of languages."""
    sentence = str(words)
    if "%" not in sentence:
        return sentence
    if "%(language" not in sentence and "%(pair" not in sentence:
        return sentence % {"code": code, "detail": detail}
    names = [language_name(each) for each in detail.replace("-", ",").split(",") if each]
    values = {
        "code": code,
        "detail": detail,
        "language": language_name(detail) if detail else "",
        "languages": ", ".join(names),
        "pair": " → ".join(names),
    }
    return sentence % values
