from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import GlossaryTerm, Role, TermKind
from tests.factories import make_site, make_staff, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

TERM = {"language": "lv", "term": "acu nodaļa", "english": "Eye Department", "kind": "department"}


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> FlaskClient:
    make_site(session, slug="clinic", name="Clinic")
    sign_in(client, make_staff(session, role=Role.ADMIN))
    return client


def stored(session: Session) -> list[tuple[str, str, str]]:
    session.expire_all()
    rows = session.scalars(select(GlossaryTerm).order_by(GlossaryTerm.term))
    return [(each.language, each.term, each.english) for each in rows]


def test_a_term_is_added_shown_changed_and_removed(admin: FlaskClient, session: Session) -> None:
    page = admin.post("/settings/sites/clinic/glossary", data=TERM, follow_redirects=True).text
    assert "acu nodaļa" in page
    assert "a department" in page

    admin.post("/settings/sites/clinic/glossary", data=TERM | {"english": "Eye Ward"})
    [term] = session.scalars(select(GlossaryTerm))
    assert (term.english, term.kind) == ("Eye Ward", TermKind.DEPARTMENT)

    admin.post(f"/settings/sites/clinic/glossary/{term.id}/remove")
    assert stored(session) == []


def test_a_term_of_another_site_is_not_removed(admin: FlaskClient, session: Session) -> None:
    admin.post("/settings/sites/clinic/glossary", data=TERM)
    make_site(session, slug="other")
    [term] = session.scalars(select(GlossaryTerm))

    admin.post(f"/settings/sites/other/glossary/{term.id}/remove")

    assert len(stored(session)) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"term": ""}, "Enter the term."),
        ({"english": "123"}, "must hold words"),
        ({"language": "en"}, "English itself needs no term"),
        ({"language": "l!"}, "a code such as lv or ru"),
    ],
)
def test_a_term_that_cannot_be_used_is_refused_with_a_sentence(
    admin: FlaskClient, session: Session, change: dict[str, str], sentence: str
) -> None:
    answer = admin.post("/settings/sites/clinic/glossary", data=TERM | change)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert stored(session) == []


def test_a_glossary_is_saved_and_taken_in_again(admin: FlaskClient, session: Session) -> None:
    admin.post("/settings/sites/clinic/glossary", data=TERM)
    saved = admin.get("/settings/sites/clinic/glossary.csv")
    assert saved.mimetype == "text/csv"
    make_site(session, slug="other")

    page = admin.post(
        "/settings/sites/other/glossary/import",
        data={"file": (BytesIO(saved.data), "terms.csv")},
        follow_redirects=True,
    )

    assert "1 term is taken in." in page.text
    assert stored(session) == [("lv", "acu nodaļa", "Eye Department")] * 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"language,term,english\nlv,,x", "Line 2: The term and its English must hold words."),
        (b"", "Name the columns"),
        ("language,term,english\nlv,ā,x".encode("utf-16"), "not in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    admin: FlaskClient, session: Session, content: bytes, sentence: str
) -> None:
    answer = admin.post(
        "/settings/sites/clinic/glossary/import", data={"file": (BytesIO(content), "terms.csv")}
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert stored(session) == []


def test_the_languages_are_offered_by_name_and_any_code_may_be_written(
    admin: FlaskClient, session: Session
) -> None:
    page = admin.get("/settings/sites/clinic/glossary").text
    assert 'list="term-languages"' in page
    assert '<option value="lv">Latvian</option>' in page
    assert '<option value="en">' not in page

    admin.post("/settings/sites/clinic/glossary", data=TERM | {"language": "ka"})

    assert stored(session) == [("ka", "acu nodaļa", "Eye Department")]
