from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Decision, Review, Status, now
from moderation.queue.insight import Period, distance, insight
from moderation.web import charts
from moderation.web.charts import Series
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Site

TODAY = date(2026, 5, 20)  # a Wednesday


def ruled(session: Session, review: Review, at: datetime, reason: str | None = None) -> None:
    decision = session.scalars(select(Decision).where(Decision.review_id == review.id)).one()
    decision.decided_at, decision.reason = at, reason
    session.flush()


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=UTC)


def test_rulings_are_counted_by_day_with_their_waiting_time(session: Session, site: Site) -> None:
    for outcome, hours in ((Status.APPROVED, 2), (Status.APPROVED, 4), (Status.REJECTED, 12)):
        review = make_review(
            session, site, status=outcome, received_at=at(19) - timedelta(hours=hours)
        )
        ruled(session, review, at(19), "spam: always" if outcome is Status.REJECTED else None)
    ruled(
        session,
        make_review(session, site, status=Status.APPROVED),
        datetime(2026, 1, 1, tzinfo=UTC),
    )

    found = insight(session, Period.MONTH, today=TODAY)

    assert found.steps[-2] == date(2026, 5, 19)
    assert (sum(found.approved), found.approved[-2], found.rejected[-2]) == (2, 2, 1)
    assert found.waiting[-2] == 4
    assert found.waiting[-1] is None
    assert found.reasons == {"spam": 1}
    assert found.all_read


@pytest.mark.parametrize(
    ("period", "steps", "first"),
    [
        (Period.MONTH, 30, date(2026, 4, 21)),
        (Period.QUARTER, 13, date(2026, 2, 23)),
        (Period.YEAR, 12, date(2025, 6, 1)),
    ],
)
def test_a_period_has_its_steps(
    session: Session, site: Site, period: Period, steps: int, first: date
) -> None:
    moment = datetime(first.year, first.month, first.day, 1, tzinfo=UTC)
    review = make_review(session, site, status=Status.REJECTED, received_at=moment)
    ruled(session, review, moment)

    found = insight(session, period, today=TODAY)

    assert (len(found.steps), found.steps[0]) == (steps, first)
    assert found.rejected[0] == 1


def test_edits_are_measured_by_pack(session: Session, site: Site) -> None:
    staff = make_staff(session)
    review = make_review(
        session,
        site,
        segments=[("lv", "Labi.", "Good."), ("ru", "Да.", "Yes."), ("en", "Ok.", "Ok.")],
    )
    edited = review.segments[0].translation()
    assert edited is not None
    edited.text, edited.post_edited_at, edited.post_edited_by = "Fine.", now(), staff.id
    session.flush()
    from moderation.queue.decisions import Outcome, decide  # noqa: PLC0415

    decide(session, review, Outcome.APPROVED, seen_version=1, staff_id=make_staff(session).id)
    ruled(session, review, at(20))

    found = insight(session, Period.MONTH, today=TODAY)

    assert found.edited[-1] == 0.5
    packs = {each.pack: each for each in found.packs}
    assert (packs["translate-lv_en"].sentences, packs["translate-lv_en"].edited) == (1, 1)
    assert packs["translate-lv_en"].distance == pytest.approx(distance("Good.", "Fine."))
    assert packs["translate-ru_en"].distance is None


def test_a_distance_is_a_share_of_the_letters() -> None:
    assert distance("Good.", "Good.") == 0
    assert distance("Good.", "Gold.") == pytest.approx(0.2)
    assert distance("abc", "") == 1


def test_languages_are_counted_over_time_and_by_site(session: Session, site: Site) -> None:
    other = make_site(session)
    make_review(session, site, received_at=at(20))
    make_review(session, other, segments=[("ru", "Да.", "Yes.")], received_at=at(18))

    found = insight(session, Period.MONTH, today=TODAY)
    assert {tag: sum(each) for tag, each in found.languages.items()} == {"lv": 1, "ru": 1}
    assert found.languages["ru"][-3] == 1
    assert set(insight(session, Period.MONTH, site_id=other.id, today=TODAY).languages) == {"ru"}


def test_the_page_shows_charts_numbers_and_csv(
    desk: FlaskClient, session: Session, site: Site
) -> None:
    make_review(session, site, status=Status.REJECTED, received_at=now() - timedelta(hours=3))
    make_site(session, slug="hotel", name="Hotel")

    text = desk.get("/insight").get_data(as_text=True)
    assert text.count("<svg") >= 3
    assert "style=" not in text
    assert '<th scope="row">' in text
    answer = desk.get("/insight/rulings.csv?period=30d")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True))))
    assert answer.mimetype == "text/csv"
    assert rows[0] == ["From", "published", "rejected"]
    assert rows[1] == [now().date().isoformat(), "0", "1"]
    assert len(rows) == 31
    assert desk.get("/insight?period=12m&site=clinic").status_code == 200
    assert "Nothing to show yet" in desk.get("/insight?site=hotel").get_data(as_text=True)


@pytest.mark.parametrize(
    "address", ["/insight?period=1d", "/insight?site=nowhere", "/insight/nothing.csv"]
)
def test_what_there_is_not_is_not_found(desk: FlaskClient, address: str) -> None:
    assert desk.get(address).status_code == 404


# -- charts -----------------------------------------------------------------------------------


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - of our own making


def test_columns_stand_upon_each_other_up_to_a_round_top() -> None:
    svg = charts.columns("T", ["a", "b"], [Series("x", [3, 0]), Series("y", [5, 2])])
    rects = drawn(svg).findall("rect")

    heights = [float(each.attrib["height"]) for each in rects]
    assert len(rects) == 3  # nothing is drawn for nought
    assert heights[0] / heights[1] == pytest.approx(3 / 5, abs=0.01)
    assert float(rects[1].attrib["y"]) + heights[1] == pytest.approx(
        float(rects[0].attrib["y"]), abs=0.2
    )
    assert [each.text for each in drawn(svg).findall("text")][:5] == ["0", "2", "4", "6", "8"]


def test_a_line_breaks_where_there_is_nothing_to_say() -> None:
    svg = charts.lines("T", list("abcd"), [Series("x", [1.0, None, 2.0, 3.0])])
    path = next(each for each in drawn(svg).findall("path") if "line" in each.attrib["class"])

    assert path.attrib["d"].count("M") == 2
    assert len(drawn(svg).findall("circle")) == 3


def test_strange_words_are_escaped_and_long_ones_cut() -> None:
    svg = charts.bars('"<T>"', [("<script>" + "x" * 90, 2), ("&", 1)])

    assert drawn(svg).attrib["aria-label"] == '"<T>"'
    assert "<script>" not in svg
    assert "…" in svg


@pytest.mark.parametrize(
    "svg",
    [
        charts.columns("T", [], []),
        charts.columns("T", ["a"], [Series("x", [0])]),
        charts.lines("T", ["a"], [Series("x", [None])]),
        charts.bars("T", []),
        charts.columns("T", [str(each) for each in range(400)], [Series("x", list(range(400)))]),
    ],
)
def test_every_chart_is_sound_and_has_no_style_of_its_own(svg: str) -> None:
    assert drawn(svg).tag == "svg"
    assert "style" not in svg


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 4), (3, 3.2), (4, 4), (5, 8), (9, 12), (13, 16), (130, 160), (0.3, 0.32)],
)
def test_the_top_of_an_axis_is_round(highest: float, top: float) -> None:
    assert charts.nice(highest) == pytest.approx(top)
