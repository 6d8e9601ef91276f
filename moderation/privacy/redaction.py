"""What stands in a finding's place, readable in Russian, Latvian and English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moderation.privacy import cues
from moderation.privacy.generalised import GENERAL
from moderation.privacy.grammar import capitalised, case_of, declined, opens_sentence, word_before
from moderation.privacy.roles import ROLES
from moderation.privacy.russian import ROMAN

STYLES = ("label", "initial", "pseudonym", "role", "generalise", "remove")
OF_NAMES = frozenset({"initial", "pseudonym", "role"})
NAMES = frozenset({"person", "staff"})
LANGUAGES = {"lv": "lv", "ru": "ru", "uk": "ru", "be": "ru"}
COLUMNS = {"en": 0, "lv": 1, "ru": 2}
LABELS: dict[str, tuple[str, str, str]] = {  # English, Latvian, Russian
    "person": ("[name]", "[vārds]", "[имя]"),
    "staff": ("[name]", "[vārds]", "[имя]"),
    "email": ("[e-mail]", "[e-pasts]", "[эл. почта]"),
    "phone": ("[phone]", "[tālrunis]", "[телефон]"),
    "url_or_handle": ("[account]", "[konts]", "[аккаунт]"),
    "personal_code": ("[personal code]", "[personas kods]", "[персональный код]"),
    "passport": ("[document number]", "[dokumenta numurs]", "[номер документа]"),
    "iban": ("[account number]", "[konta numurs]", "[номер счёта]"),
    "card": ("[card number]", "[kartes numurs]", "[номер карты]"),
    "plate": ("[number plate]", "[auto numurs]", "[номер машины]"),
    "date_of_birth": ("[date of birth]", "[dzimšanas datums]", "[дата рождения]"),
    "address": ("[address]", "[adrese]", "[адрес]"),
    "place_small": ("[place]", "[vieta]", "[место]"),
    "health": ("[diagnosis]", "[diagnoze]", "[диагноз]"),
    "age": ("[age]", "[vecums]", "[возраст]"),
    "workplace": ("[workplace]", "[darbavieta]", "[место работы]"),
    "rare": ("[detail]", "[detaļa]", "[подробность]"),
}
LETTER = re.compile(r"[^\W\d_]")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
TO_CYRILLIC = dict(zip("ABCDEFGHIJKLMNOPRSTUVZ", "АБЦДЕФГХИЙКЛМНОПРСТУВЗ", strict=True))


@dataclass(frozen=True, slots=True)
class Around:
    """What a replacement must fit: the text on both sides, and who the person is.

    `number` tells several people of one review apart, None where there is only one. `author` is
    the author's own name if the person is the author. `role` is a key of `roles.ROLES`.
    """

    before: str = ""
    after: str = ""
    number: int | None = None
    author: str | None = None
    role: str | None = None


ALONE = Around()


def styles_of(kind: str) -> tuple[str, ...]:
    """Return the styles that have something of their own to say of a kind, the label first."""
    return tuple(
        style
        for style in STYLES
        if not (style in OF_NAMES and kind not in NAMES)
        and not (style == "generalise" and kind not in GENERAL)
        and not (style == "pseudonym" and kind == "staff")
    )


def replacement(
    kind: str, surface: str, tag: str, style: str = "label", around: Around = ALONE
) -> str:
    """Return what to put for a finding of `kind` that reads `surface`, in the language of `tag`.

    Styles: label "[name]" ("[name 2]" among several people), initial "L.", pseudonym "A." (the
    author's own initial; others get the label), role "a nurse", generalise (an age to its decade,
    a date to its year, a village to the city near it), remove "". A style that has nothing to say
    of a kind, or an unknown style, falls back to the label; so nothing of the surface but an
    initial, a decade, a year or a city ever stays. Never raises.
    """
    language = language_of(tag)
    label = _label(kind, language, around.number)
    if style == "remove":
        return ""
    if style == "initial" and kind in NAMES:
        return _initials(surface) or label
    if style == "pseudonym" and kind == "person" and around.author:
        return _pseudonym(around.author, language) or label
    if style == "role" and kind in NAMES:
        words = _role(kind, surface, language, around)
    elif style == "generalise" and kind in GENERAL:
        words = GENERAL[kind](surface, language, around.before, around.after)
    else:
        return label
    if words and around.before.strip() and opens_sentence(around.before):
        return capitalised(words)
    return words or label


def language_of(tag: str) -> str:
    """Return the language that a replacement is worded in: lv, ru, or en for all others."""
    if tag.lower() == "ru-latn":
        return "en"
    return LANGUAGES.get(tag.split("-", maxsplit=1)[0].lower(), "en")


def _label(kind: str, language: str, number: int | None) -> str:
    words = LABELS.get(kind, ("[removed]", "[dzēsts]", "[удалено]"))[COLUMNS[language]]
    return f"{words[:-1]} {number}]" if number and kind in NAMES else words


def _initials(surface: str) -> str:
    """Return the initials of a name: "Jānis Bērziņš" gives "J. B."."""
    letters = [LETTER.search(part) for part in surface.split()]
    return " ".join(f"{match[0].upper()}." for match in letters if match)


def _pseudonym(author: str, language: str) -> str:
    """Return the author's first initial in the letters of `language`: "Жанна" gives "Zh."."""
    found = LETTER.search(author)
    if not found:
        return ""
    letter = found[0]
    if language == "ru":
        return f"{TO_CYRILLIC.get(letter.upper(), letter.upper())}."
    if CYRILLIC.match(letter):
        return f"{(ROMAN.get(letter.lower()) or letter).capitalize()}."
    return f"{letter.upper()}."


def _role(kind: str, surface: str, language: str, around: Around) -> str:
    """Return what somebody does, in the case they stood in; "" after a title that says it."""
    if cues.cue(word_before(around.before.replace(".", ""))) in {cues.STAFF, cues.POLITE}:
        return ""
    role = ROLES.get(around.role or "", ROLES[kind])
    if language == "en":
        return role.english
    forms = role.latvian if language == "lv" else role.russian
    return declined(forms, case_of(surface, around.before, language), language)
