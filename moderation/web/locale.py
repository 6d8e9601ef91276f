"""The language and time zone of the screens, and how moments and languages read on them."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, cast

from babel import Locale, dates
from flask import g, has_request_context, request, session
from flask_babel import get_locale, get_timezone, get_translations, gettext
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import select

from models import Site, now
from moderation.extensions import babel, sessions, settings

if TYPE_CHECKING:
    from datetime import datetime, tzinfo
    from gettext import NullTranslations

    from flask import Flask

LOCALES = {"en": "English", "lv": "Latviešu", "ru": "Русский"}  # each in its own words
TIME_ZONE = "Europe/Riga"  # where sites lie in several zones, or none is set up yet
JUST_NOW = 60  # seconds
WORDS_KEPT = 4096  # of the screens, ready to print; there are fewer in three languages


def register(app: Flask) -> None:
    """Set up translations and the filters `ago`, `exact`, `clock`, `day`, `language_name`."""
    babel.init_app(app, locale_selector=select_locale, timezone_selector=select_time_zone)
    filters = {"ago": ago, "exact": exact, "clock": clock, "day": day}
    app.jinja_env.filters.update(**filters, language_name=language_name)
    app.jinja_env.globals.update(language_name=language_name)
    app.context_processor(_of_screen)


def _of_screen() -> dict[str, Any]:
    """Give a page its language, its zone and its words.

    `_` is bound to the catalogue once for a page, which has some hundred sentences: Flask-Babel's
    own asks for the language at each. As there, the words are templates for `%`, and what is put
    into them is escaped.
    """
    catalogue = get_translations()

    def translated(text: str, /, **values: object) -> Markup:
        return _template(catalogue, text) % values if values else _plain(catalogue, text)

    locale = str(current_locale())
    return {
        "_": translated,
        "language_name": partial(_language_name, locale),
        "current_locale": locale,
        "locales": LOCALES,
    }


@lru_cache(maxsize=WORDS_KEPT)
def _template(catalogue: NullTranslations, text: str) -> Markup:
    return Markup(catalogue.gettext(text))  # noqa: S704 - the catalogue's own words


@lru_cache(maxsize=WORDS_KEPT)
def _plain(catalogue: NullTranslations, text: str) -> Markup:
    return _template(catalogue, text) % {}


def select_locale() -> str:
    """Choose the language: the account's, else this browser's choice, else what it asks for."""
    if "plain_locale" in g:  # an error page that may not ask the database
        return cast("str", g.plain_locale)
    if not has_request_context():
        return settings().default_locale
    chosen = getattr(current_user, "locale", None) or session.get("locale")
    return chosen if chosen in LOCALES else preferred_locale()


def preferred_locale() -> str:
    """Choose by the browser's Accept-Language, else the operator's default.

    By hand: Werkzeug's best_match passes "lv-LV" over for an exact "en" further back.
    """
    for tag, quality in request.accept_languages:  # the most wished for first
        language = tag.lower().partition("-")[0]
        if quality > 0 and language in LOCALES:
            return language
    return settings().default_locale


def select_time_zone() -> tzinfo:
    """Give the zone of the sites where they share one."""
    if "plain_locale" in g:
        return _zone(TIME_ZONE)
    zones = sessions().scalars(select(Site.time_zone).distinct().limit(2)).all()
    return _zone(zones[0] if len(zones) == 1 else TIME_ZONE)


def current_locale() -> Locale:
    """Give the language of the screen being drawn."""
    return cast("Locale | None", get_locale()) or Locale.parse(settings().default_locale)


def ago(moment: datetime | None) -> str:
    """Say how long ago a moment was, or how far off: "2 hours ago", "in 3 days"."""
    if moment is None:
        return ""
    difference = moment - now()
    if abs(difference.total_seconds()) < JUST_NOW:
        return str(gettext("just now"))
    return dates.format_timedelta(difference, add_direction=True, locale=current_locale())


def exact(moment: datetime | None, time_zone: str | None = None) -> str:
    """Give the date and time: "21 Nov 2026, 09:42"."""
    if moment is None:
        return ""
    locale, zone = current_locale(), _shown_in(time_zone)
    if locale.language == "en":  # not the American order: readers are in Europe
        return dates.format_datetime(moment, "d MMM y, HH:mm", tzinfo=zone, locale=locale)
    return dates.format_datetime(moment, "medium", tzinfo=zone, locale=locale).rsplit(":", 1)[0]


def clock(moment: datetime, time_zone: str | None = None) -> str:
    """Give the time of day: "14:05"."""
    zone = _shown_in(time_zone)
    return dates.format_time(moment, "HH:mm", tzinfo=zone, locale=current_locale())


def day(moment: datetime | None, time_zone: str | None = None) -> str:
    """Give the date in words: "21 November 2026"."""
    if moment is None:
        return ""
    locale = current_locale()
    pattern = "d MMMM y" if locale.language == "en" else "long"
    return dates.format_date(moment.astimezone(_shown_in(time_zone)), pattern, locale=locale)


def language_name(tag: str) -> str:
    """Give a language's name in the language of the screen: "Russian (Latin)" for ru-Latn.

    A tag that nobody knows is given back as it is. Never raises.
    """
    return _language_name(str(current_locale()), tag)


@lru_cache(maxsize=512)
def _language_name(screen: str, tag: str) -> str:
    locale = Locale.parse(screen)
    language, *rest = tag.split("-")
    name = str(locale.languages.get(language.lower(), tag))
    script = next((each.title() for each in rest if len(each) == len("Latn")), None)
    known: Any = locale.scripts.get(script) if script and name != tag else None
    return f"{name} ({known})" if known else name


def _zone(name: str) -> tzinfo:
    """Give a zone by name, or the default where there is no such zone."""
    try:
        return dates.get_timezone(name)
    except LookupError:
        return dates.get_timezone(TIME_ZONE)


def _shown_in(time_zone: str | None) -> tzinfo:
    """Give the zone a moment is shown in: the one asked for, else the screen's."""
    return _zone(time_zone) if time_zone else cast("tzinfo", get_timezone())
