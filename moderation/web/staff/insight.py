"""How the desk is doing: charts, the numbers beneath them, and the same as CSV."""

# A sentence stays on one line, so that it is found by searching for its words.
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from flask import Response, abort, render_template, request
from flask_babel import gettext

from moderation.extensions import sessions
from moderation.queue.insight import Period, insight
from moderation.web import charts, wording
from moderation.web.charts import Series
from moderation.web.locale import current_locale, language_name
from moderation.web.staff import queries
from moderation.web.staff.blueprint import blueprint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from markupsafe import Markup

    from models import Site
    from moderation.queue.insight import Insight

LANGUAGES = 5  # drawn by themselves; the rest together

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart with its numbers; `shown` are the table's cells in words, `rows` the CSV's."""

    key: str
    title: str
    about: str
    chart: Markup | None
    legend: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    shown: Sequence[Sequence[str]]


@blueprint.get("/insight")
def insights() -> str:
    """Show what the desk has done over a period, of one site or of all."""
    period, site, sites = _asked()
    found = insight(sessions(), period, site_id=site.id if site else None)
    return render_template(
        "staff/insight.html",
        panels=panels(found, period),
        all_read=found.all_read,
        anything=any(found.approved) or any(found.rejected) or bool(found.languages),
        period=period,
        periods={each: _PERIODS[each]() for each in Period},
        site=site,
        sites=sites,
    )


@blueprint.get("/insight/<key>.csv")
def insight_csv(key: str) -> Response:
    """Give one chart's numbers as CSV."""
    period, site, _ = _asked()
    found = insight(sessions(), period, site_id=site.id if site else None)
    panel = next((each for each in panels(found, period) if each.key == key), None) or abort(404)
    written = io.StringIO()
    csv.writer(written).writerows([panel.head, *panel.rows])
    name = f"balss-{key}-{period.value}{'-' + site.slug if site else ''}.csv"
    return Response(
        written.getvalue(),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def panels(found: Insight, period: Period) -> list[Panel]:
    """Word and draw the numbers of a period."""
    labels = [_label(each, period) for each in found.steps]
    return [
        _rulings(found, labels),
        _waiting(found, labels),
        _edited(found, labels),
        _packs(found),
        _reasons(found),
        _languages(found, labels),
    ]


def _rulings(found: Insight, labels: Sequence[str]) -> Panel:
    title = gettext("Reviews ruled on")
    series = [
        Series(gettext("published"), found.approved),
        Series(gettext("rejected"), found.rejected),
    ]
    return _stepped(
        "rulings", title=title,
        about=gettext("How many reviews were approved and rejected."),
        found=found, labels=labels, series=series, chart=charts.columns(title, labels, series, _whole), shown=_whole,
    )  # fmt: skip


def _waiting(found: Insight, labels: Sequence[str]) -> Panel:
    title = gettext("Waiting time in hours")
    series = [Series(gettext("hours"), found.waiting)]
    # Where minutes are waited, the axis still counts up to an hour: its steps must differ.
    longest = max((hours for hours in found.waiting if hours), default=0.0)
    top = charts.nice(max(longest, 1.0))
    return _stepped(
        "waiting", title=title,
        about=gettext("From a review's arrival to the ruling on it: half waited less, half longer."),
        found=found, labels=labels, series=series, chart=charts.lines(title, labels, series, _hours, top=top), shown=_hours,
    )  # fmt: skip


def _edited(found: Insight, labels: Sequence[str]) -> Panel:
    title = gettext("Sentences edited")
    series = [Series(gettext("edited"), found.edited)]
    return _stepped(
        "edited", title=title,
        about=gettext("The share of machine-translated sentences that a person changed before publication."),
        found=found, labels=labels, series=series, chart=charts.lines(title, labels, series, _share, top=1.0), shown=_share,
    )  # fmt: skip


def _packs(found: Insight) -> Panel:
    title = gettext("Letters changed, by translation pack")
    drawn = [(each.pack, each.distance) for each in found.packs if each.distance is not None]
    chart = charts.bars(title, drawn, _share, top=1.0) if drawn else None
    return Panel(
        "packs", title,
        gettext("How far the edited sentences are from their drafts. The fewer letters change, the better the machine."),
        chart, (),
        (gettext("Pack"), gettext("Sentences"), gettext("Edited"), gettext("Letters changed")),
        [(each.pack, each.sentences, each.edited, _round(each.distance)) for each in found.packs],
        [
            (each.pack, _whole(each.sentences), _whole(each.edited), _or_dash(each.distance, _share))
            for each in found.packs
        ],
    )  # fmt: skip


def _reasons(found: Insight) -> Panel:
    title = gettext("Why reviews were rejected")
    worded = [
        (wording.reason(code) if code in wording.REASONS else gettext("No reason kept"), count)
        for code, count in found.reasons.items()
    ]
    return Panel(
        "reasons", title, gettext("The grounds that moderators chose."),
        charts.bars(title, worded, _whole) if worded else None, (),
        (gettext("Reason"), gettext("Reviews")),
        worded, [(words, _whole(count)) for words, count in worded],
    )  # fmt: skip


def _languages(found: Insight, labels: Sequence[str]) -> Panel:
    title = gettext("Languages of the reviews received")
    tags = list(found.languages)
    series = [Series(_language(tag), found.languages[tag]) for tag in tags[:LANGUAGES]]
    if rest := tags[LANGUAGES:]:
        summed = [sum(each) for each in zip(*(found.languages[tag] for tag in rest), strict=True)]
        series.append(Series(gettext("others"), summed))
    return _stepped(
        "languages", title=title,
        about=gettext("By the language that most of a review is in."),
        found=found, labels=labels, series=series, chart=charts.columns(title, labels, series, _whole), shown=_whole,
    )  # fmt: skip


def _stepped(
    key: str,
    *,
    title: str,
    about: str,
    found: Insight,
    labels: Sequence[str],
    series: Sequence[Series],
    chart: Markup,
    shown: Callable[[float], str],
) -> Panel:
    """Make a panel whose rows are the steps of the period, the newest first."""
    steps = range(len(found.steps) - 1, -1, -1)
    return Panel(
        key,
        title,
        about,
        chart if any(value for each in series for value in each.values) else None,
        [each.name for each in series] if len(series) > 1 else (),
        [gettext("From"), *(each.name for each in series)],
        [
            [found.steps[step].isoformat(), *(_round(each.values[step]) for each in series)]
            for step in steps
        ],
        [
            [labels[step], *(_or_dash(each.values[step], shown) for each in series)]
            for step in steps
        ],
    )


def _asked() -> tuple[Period, Site | None, Sequence[Site]]:
    word, slug = request.args.get("period", Period.MONTH.value), request.args.get("site")
    period = next((each for each in Period if each.value == word), None) or abort(404)
    sites = queries.sites(sessions())
    site = next((each for each in sites if each.slug == slug), None) if slug else None
    if slug and site is None:
        abort(404)
    return period, site, sites


def _label(day: date, period: Period) -> str:
    pattern = "LLL yyyy" if period is Period.YEAR else "d MMM"
    return str(format_date(day, pattern, locale=current_locale()))


def _language(tag: str) -> str:
    return gettext("unknown") if tag == "und" else language_name(tag)


def _whole(value: float) -> str:
    return str(format_decimal(round(value), locale=current_locale()))


def _hours(value: float) -> str:
    return str(format_decimal(value, "#,##0.#", locale=current_locale()))


def _share(value: float) -> str:
    return str(format_percent(value, locale=current_locale()))


def _or_dash(value: float | None, shown: Callable[[float], str]) -> str:
    return "–" if value is None else shown(value)


def _round(value: float | None) -> float | None:
    return round(value, 4) if isinstance(value, float) else value


_PERIODS = {
    Period.MONTH: lambda: gettext("30 days"),
    Period.QUARTER: lambda: gettext("13 weeks"),
    Period.YEAR: lambda: gettext("12 months"),
}
