"""What stands in a finding's place, readable in Russian, Latvian and English."""

from __future__ import annotations

import re

STYLES = ("remove", "label", "initial", "role", "generalise")
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
ROLES: dict[str, tuple[str, str, str]] = {
    "staff": ("a member of staff", "darbinieks", "сотрудник"),
    "person": ("a customer", "klients", "клиент"),
}
GENERAL: dict[str, tuple[str, str, str]] = {
    "place_small": ("a small place", "maza vieta", "небольшое место"),
    "health": ("an illness", "slimība", "болезнь"),
    "address": ("a private address", "privāta adrese", "частный адрес"),
    "workplace": ("a local employer", "vietējais darba devējs", "местный работодатель"),
    "person": ("somebody", "kāds", "кто-то"),
    "staff": ("a member of staff", "darbinieks", "сотрудник"),
}
DECADES: tuple[dict[int, str], dict[int, str], dict[int, str]] = (
    {1: "teens", 2: "twenties", 3: "thirties", 4: "forties", 5: "fifties", 6: "sixties",
     7: "seventies", 8: "eighties", 9: "nineties"},
    {1: "pusaudža gados", 2: "pāri 20", 3: "pāri 30", 4: "pāri 40", 5: "pāri 50", 6: "pāri 60",
     7: "pāri 70", 8: "pāri 80", 9: "pāri 90"},
    {1: "больше 10", 2: "больше 20", 3: "больше 30", 4: "больше 40", 5: "больше 50",
     6: "больше 60", 7: "больше 70", 8: "больше 80", 9: "больше 90"},
)  # fmt: skip
LETTER = re.compile(r"[^\W\d_]")
YEAR = re.compile(r"(?:19|20)\d\d")
ADULT, CENTURY = 10, 100


def replacement(kind: str, surface: str, tag: str, style: str = "label") -> str:
    """Return what to put for a finding of `kind` that reads `surface`, in the language of `tag`.

    Styles: remove "", label "[name]", initial "L.", role "a member of staff", generalise (an age to
    its decade, a date to its year, a village to "a small place"). A style that has nothing to say
    of a kind, or an unknown style, falls back to the label; so nothing of the surface but an
    initial, a decade or a year ever stays. Never raises.
    """
    column = {"lv": 1, "ru": 2, "uk": 2, "be": 2}.get(tag.split("-", maxsplit=1)[0].lower(), 0)
    if tag.lower() == "ru-latn":
        column = 0
    label = LABELS.get(kind, ("[removed]", "[dzēsts]", "[удалено]"))[column]
    if style == "remove":
        return ""
    if style == "initial" and kind in {"person", "staff"}:
        return _initials(surface) or label
    if style == "role" and kind in ROLES:
        return ROLES[kind][column]
    if style == "generalise":
        return _general(kind, surface, column) or label
    return label


def _initials(surface: str) -> str:
    """Return the initials of a name: "Jānis Bērziņš" gives "J. B."."""
    letters = [LETTER.search(part) for part in surface.split()]
    return " ".join(f"{match[0].upper()}." for match in letters if match)


def _general(kind: str, surface: str, column: int) -> str:
    digits = re.sub(r"\D", "", surface)
    if kind == "age" and digits and len(digits) <= 3:  # noqa: PLR2004
        age = int(digits)
        if ADULT <= age < CENTURY:
            decade = DECADES[column][age // 10]
            return f"in the {decade}" if column == 0 else decade
        return ""
    if kind == "date_of_birth":
        year = YEAR.search(surface)
        return ("{}", "{}. gadā", "{} год")[column].format(year[0]) if year else ""
    return GENERAL[kind][column] if kind in GENERAL else ""
