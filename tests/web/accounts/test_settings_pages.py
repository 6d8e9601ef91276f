from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import ApiKey, AuditEvent, Invitation, Policy, Role, Site
from moderation.accounts.api_keys import find_key
from moderation.accounts.staff import open_invitation
from moderation.web.admin.policy_form import PolicyForm
from tests.factories import make_key, make_site, make_staff, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Staff

NEW_SITE = {
    "name": "Rīgas klīnika",
    "slug": "riga-clinic",
    "url": "https://klinika.example",
    "time_zone": "Europe/Riga",
}
SWITCHES = sorted(each.name for each in fields(Policy) if isinstance(each.default, bool))


@pytest.fixture
def zanda(session: Session) -> Staff:
    return make_staff(session, role=Role.ADMIN, name="Zanda")


@pytest.fixture
def admin(client: FlaskClient, zanda: Staff) -> FlaskClient:
    sign_in(client, zanda)
    return client


def last_tag(session: Session) -> str:
    return session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id.desc())).first() or ""


def shown(page: str, field: str) -> str:
    found = re.search(rf'<input id="{field}"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("path", ["/settings", "/settings/staff", "/settings/new-site"])
def test_moderators_are_kept_out_of_the_settings(
    client: FlaskClient, session: Session, path: str
) -> None:
    sign_in(client, make_staff(session))

    answer = client.get(path)

    assert answer.status_code == 403
    assert "An administrator can do it" in answer.text


def test_a_moderator_can_neither_make_a_key_nor_close_an_account(
    client: FlaskClient, session: Session, zanda: Staff
) -> None:
    site = make_site(session)
    sign_in(client, make_staff(session))

    assert client.post(f"/settings/sites/{site.slug}/keys", data={"name": "x"}).status_code == 403
    assert client.post(f"/settings/staff/{zanda.id}/close").status_code == 403
    assert session.scalars(select(ApiKey)).all() == []


def test_a_site_is_added_and_its_feed_address_shown(admin: FlaskClient, session: Session) -> None:
    answer = admin.post("/settings/new-site", data=NEW_SITE)

    assert answer.location == "/settings/sites/riga-clinic"
    page = admin.get(answer.location).text
    assert shown(page, "feed-address") == "http://localhost/feeds/riga-clinic.json"
    assert "Rīgas klīnika" in admin.get("/settings").text
    assert last_tag(session) == "site:create"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("slug", "Riga Clinic"),
        ("slug", "-riga"),
        ("slug", "a" * 64),
        ("slug", "taken"),
        ("url", "javascript://evil.example/%0aalert(1)"),
        ("url", "www.example.com"),
        ("url", "https://"),
        ("time_zone", "Europe/Atlantis"),
        ("time_zone", "../../../etc/passwd"),
        ("time_zone", "Europe/\x00"),
    ],
)
def test_a_wrong_site_is_refused_at_its_field(
    admin: FlaskClient, session: Session, field: str, value: str
) -> None:
    make_site(session, slug="taken")

    answer = admin.post("/settings/new-site", data={**NEW_SITE, field: value})

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == [field]
    assert len(session.scalars(select(Site)).all()) == 1


def test_a_site_is_changed(admin: FlaskClient, session: Session) -> None:
    site = make_site(session, url="https://old.example")

    data = {"name": "New name", "url": "", "time_zone": "Europe/Tallinn", "slug": "not-me"}
    assert admin.post(f"/settings/sites/{site.slug}", data=data).status_code == 302

    session.refresh(site)
    assert (site.name, site.url, site.time_zone) == ("New name", None, "Europe/Tallinn")
    assert site.slug != "not-me"
    assert last_tag(session) == "site:change"


def test_every_rule_of_the_policy_has_a_box_and_a_sentence(app: Flask) -> None:
    with app.test_request_context():
        form = PolicyForm()
        for rule in fields(Policy):
            assert str(form[rule.name].description).endswith(".")


@pytest.mark.parametrize("rule", SWITCHES)
def test_a_rule_is_switched_off_and_on(admin: FlaskClient, session: Session, rule: str) -> None:
    site = make_site(session)
    others = dict.fromkeys(set(SWITCHES) - {rule}, "y")

    admin.post(f"/settings/sites/{site.slug}/policy", data=others)
    session.refresh(site)
    assert getattr(Policy.of(site.policy), rule) is False
    assert last_tag(session) == "site:policy"

    admin.post(f"/settings/sites/{site.slug}/policy", data={**others, rule: "y"})
    session.refresh(site)
    assert Policy.of(site.policy) == Policy(**dict.fromkeys(SWITCHES, True))


def test_further_languages_are_chosen_and_those_without_a_pack_are_named(
    admin: FlaskClient, session: Session
) -> None:
    site = make_site(session)
    page = f"/settings/sites/{site.slug}"
    assert "No pack from English" not in admin.get(page).get_data(as_text=True)

    admin.post(f"{page}/policy", data={"feed_languages": ["ru", "lv", "xx"]})

    session.refresh(site)
    assert Policy.of(site.policy).feed_languages == ("lv", "ru")
    told = admin.get(page).get_data(as_text=True)
    assert "No pack from English is installed for: Latvian, Russian." in told
    assert "needs a translation pack from English" in told


def test_the_names_of_ones_own_people_are_kept_a_line_each(
    admin: FlaskClient, session: Session
) -> None:
    site = make_site(session)
    names = "Zanda Krastiņa\r\n\r\n  Иван Петров \r\nZanda Krastiņa"

    admin.post(f"/settings/sites/{site.slug}/policy", data={"staff_names": names})

    session.refresh(site)
    assert Policy.of(site.policy).staff_names == ("Zanda Krastiņa", "Иван Петров")
    page = admin.get(f"/settings/sites/{site.slug}").text
    assert re.search(r"<textarea[^>]*>\s*Zanda Krastiņa\nИван Петров</textarea>", page)


@pytest.mark.parametrize(
    "names", ["a" * 201, "Zanda\x00Krastiņa", "\n".join(str(number) for number in range(1001))]
)
def test_impossible_names_change_nothing(admin: FlaskClient, session: Session, names: str) -> None:
    site = make_site(session)

    data = {"staff_names": names}
    answer = admin.post(f"/settings/sites/{site.slug}/policy", data=data)

    assert answer.status_code == 422
    assert 'id="staff_names-error"' in answer.text
    session.refresh(site)
    assert Policy.of(site.policy) == Policy()


def test_the_websites_that_may_show_the_feed_are_kept_a_line_each(
    admin: FlaskClient, session: Session
) -> None:
    site = make_site(session)
    data = {
        "origins": "https://www.example.com\r\nhttp://localhost:3000",
        "verification": "purchase",
    }

    admin.post(f"/settings/sites/{site.slug}/policy", data=data)

    session.refresh(site)
    standing = Policy.of(site.policy)
    assert standing.origins == ("https://www.example.com", "http://localhost:3000")
    assert standing.verification == "purchase"


@pytest.mark.parametrize(
    "origin",
    [
        "example.com", "https://example.com/", "https://example.com/shop", "ftp://example.com",
        "https://a@example.com", "https://Example.com", "https://", "*", "null", "https://[::1",
    ],
)  # fmt: skip
def test_what_no_browser_sends_as_an_origin_is_refused(
    admin: FlaskClient, session: Session, origin: str
) -> None:
    site = make_site(session)

    answer = admin.post(f"/settings/sites/{site.slug}/policy", data={"origins": origin})

    assert answer.status_code == 422
    assert 'id="origins-error"' in answer.text


def test_a_key_is_shown_once(admin: FlaskClient, session: Session) -> None:
    site = make_site(session)

    answer = admin.post(f"/settings/sites/{site.slug}/keys", data={"name": "website form"})

    secret = shown(answer.text, "secret")
    key = find_key(session, secret)
    assert key is not None
    assert key.name == "website form"
    assert answer.headers["Cache-Control"] == "no-store"
    assert secret not in admin.get(f"/settings/sites/{site.slug}").text
    assert last_tag(session) == "key:create"


def test_a_key_needs_a_purpose(admin: FlaskClient, session: Session) -> None:
    site = make_site(session)

    answer = admin.post(f"/settings/sites/{site.slug}/keys", data={"name": " "})

    assert answer.status_code == 422
    assert 'id="key-name-error"' in answer.text
    assert 'aria-describedby="key-name-hint key-name-error"' in answer.text


def test_a_revoked_key_opens_nothing(admin: FlaskClient, session: Session) -> None:
    site = make_site(session)
    key, secret = make_key(session, site)

    path = f"/settings/sites/{site.slug}/keys/{key.id}/revoke"
    assert admin.post(path).status_code == 302

    assert find_key(session, secret) is None
    assert "revoked" in admin.get(f"/settings/sites/{site.slug}").text
    assert last_tag(session) == "key:revoke"


def test_a_key_is_not_revoked_through_another_site(admin: FlaskClient, session: Session) -> None:
    site, other = make_site(session), make_site(session)
    key, secret = make_key(session, site)

    assert admin.post(f"/settings/sites/{other.slug}/keys/{key.id}/revoke").status_code == 404
    assert find_key(session, secret) is not None


@pytest.mark.parametrize("slug", ["nowhere", "a%00b", "%ff", "A", "a" * 200])
def test_an_unknown_site_is_not_found(admin: FlaskClient, slug: str) -> None:
    assert admin.get(f"/settings/sites/{slug}").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_an_invitation_is_a_link_shown_once(
    admin: FlaskClient, session: Session, role: Role
) -> None:
    answer = admin.post("/settings/staff/invitations", data={"role": role.value})

    link = shown(answer.text, "link")
    invitation = open_invitation(session, link.rsplit("/", 1)[1])
    assert invitation is not None
    assert invitation.role is role
    assert link not in admin.get("/settings/staff").text


def test_nobody_is_invited_as_something_unknown(admin: FlaskClient, session: Session) -> None:
    assert admin.post("/settings/staff/invitations", data={"role": "owner"}).status_code == 422
    assert session.scalars(select(Invitation)).all() == []


def test_an_invitation_can_be_cancelled(admin: FlaskClient, session: Session) -> None:
    answer = admin.post("/settings/staff/invitations", data={"role": "moderator"})
    token = shown(answer.text, "link").rsplit("/", 1)[1]
    invitation = session.scalars(select(Invitation)).one()

    admin.post(f"/settings/staff/invitations/{invitation.id}/cancel")

    session.expire_all()
    assert open_invitation(session, token) is None
    assert last_tag(session) == "staff:cancel_invitation"


def test_an_account_is_closed(admin: FlaskClient, session: Session) -> None:
    boris = make_staff(session, name="Boris")

    assert admin.post(f"/settings/staff/{boris.id}/close").status_code == 302

    session.refresh(boris)
    assert boris.closed_at is not None
    assert "closed" in admin.get("/settings/staff").text


def test_the_last_administrator_stays(admin: FlaskClient, session: Session, zanda: Staff) -> None:
    admin.post(f"/settings/staff/{zanda.id}/close")

    session.refresh(zanda)
    assert zanda.closed_at is None
    assert "last administrator" in admin.get("/settings/staff").text


def test_what_people_typed_is_shown_as_text(admin: FlaskClient, session: Session) -> None:
    site = make_site(session, name="<script>alert(1)</script>")
    make_staff(session, name='"><img src=x onerror=alert(1)>')

    for path in ("/settings", f"/settings/sites/{site.slug}", "/settings/staff"):
        page = admin.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_forgotten_password_is_replaced_by_a_one_time_link(
    admin: FlaskClient, app: Flask, session: Session
) -> None:
    boris = make_staff(session, name="Boris")
    elsewhere = app.test_client()
    sign_in(elsewhere, boris)
    answer = admin.post(f"/settings/staff/{boris.id}/password-link")
    link = shown(answer.text, "link")
    assert "new password for Boris" in admin.get("/settings/staff").text
    visitor = app.test_client()
    new = {"password": "another four unrelated words", "again": "another four unrelated words"}

    assert visitor.get(link).status_code == 200
    assert visitor.post(link, data=new).status_code == 302

    assert visitor.get("/preferences").status_code == 200
    assert elsewhere.get("/preferences").status_code == 302
    assert app.test_client().post(link, data=new).status_code == 404
    assert sign_in(app.test_client(), boris).status_code == 422
    assert sign_in(app.test_client(), boris, new["password"]).status_code == 302


def test_a_password_link_dies_with_the_account(
    admin: FlaskClient, app: Flask, session: Session
) -> None:
    boris = make_staff(session)
    answer = admin.post(f"/settings/staff/{boris.id}/password-link")
    link = shown(answer.text, "link")
    admin.post(f"/settings/staff/{boris.id}/close")

    assert app.test_client().get(link).status_code == 404
    assert admin.post(f"/settings/staff/{boris.id}/password-link").status_code == 404


def test_a_password_by_link_obeys_the_rules_too(
    admin: FlaskClient, app: Flask, session: Session
) -> None:
    boris = make_staff(session, email="boris@example.com")
    link = shown(admin.post(f"/settings/staff/{boris.id}/password-link").text, "link")
    client = app.test_client()

    for password in ("short", "Password123", "Boris@example.com"):
        data = {"password": password, "again": password}
        assert client.post(link, data=data).status_code == 422
