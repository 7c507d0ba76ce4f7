"""Linh opens the page on a library's computer: it says where things stand, and nothing that would tell who she is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as house_settings
from django.core import signing
from django.db import connection
from django.test import Client
from psycopg import sql

from opennrm.audit.models import EventRow
from opennrm.cases.actions.partner_messages import write_to_referrer
from opennrm.cases.models import Case, OwnPage
from opennrm.cases.parties import parties_of
from opennrm.mechanism.own_page import new_code
from opennrm.partners.models import Account
from opennrm.referrals.models import Person, Referral
from tests.factories import parts as there
from tests.factories.own_pages import CHOSEN, offered
from tests.factories.partners import client_for
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db
AGREED = {"support_wanted": "yes", "police_contact_agreed": "yes"}
WALLED = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relrowsecurity AND a.attname = ANY(%s) ORDER BY 1, 2
"""
SAYS_WHAT_IT_IS = ("slavery", "traffick", "referral", "national", "mechanism", "victim", "nrm")


@pytest.fixture
def here() -> House:
    return house()


def opened(here: House, reference: str, client: Client | None = None) -> Client:
    client = client or Client()
    code = offered(reference, by=here.actor("officer"), at=here.at)
    answer = client.post("/u/", {"code": code, "chosen": CHOSEN})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/u/")
    return client


def words(page: Any) -> str:
    """What stands on a page and in its title, without its tags."""
    text = re.sub(r"<(script|style).*?</\1>|<(?!/?title)[^>]*>", " ", page.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", text)


def texts(answers: Any) -> set[str]:
    """Every text in the answers of a referral."""
    if isinstance(answers, dict):
        return texts(list(answers.values()))
    if isinstance(answers, list):
        return {text for each in answers for text in texts(each)}
    return {answers} if isinstance(answers, str) else set()


def test_it_says_where_things_stand_what_is_next_by_when_and_who_looked(here: House, settings: Any) -> None:
    settings.OWN_PAGE_PHONES = {here.actor("caseworker").organisation_slug: "020 7946 0111"}
    reference = here.adult()
    client_for(here.caseworker).get(f"/cases/{reference}/")
    said = words(opened(here, reference).get("/u/"))
    for sentence in (
        "People are looking at what you said, for the first decision.",
        "Next, you are told the first decision.",
        "This is to happen by",
        "The people who decide: 020 7946 0111",
        "If you are in danger now, call 999.",
        f"{here.actor('caseworker').organisation_name}, Caseworker",
    ):
        assert sentence in said
    assert here.caseworker.name not in said
    assert EventRow.objects.filter(kind="OwnPageViewed", case_reference=reference).count() == 1


def test_nothing_on_it_identifies_anybody(here: House) -> None:
    """Every text of the referral is planted, and looked for; and so is every name and id that leads to the person."""
    reference = here.adult(first_name="Linhabel", last_name="Exampleton", nickname="Quillfeather")
    client_for(here.caseworker).get(f"/cases/{reference}/")
    answers = texts(dict(Referral.objects.get().answers))
    assert {"Linhabel", "Exampleton"} <= answers
    ids = {reference, str(Case.objects.get().id), str(Person.objects.get().id), str(OwnPage.objects.first() or "")}
    staff = set(Account.objects.values_list("name", flat=True)) | set(Account.objects.values_list("email", flat=True))
    client = opened(here, reference)
    page = client.get("/u/")
    source, said = page.content.decode(), words(page).lower()
    assert "Where things stand" in source
    organisations = {here.actor("officer").organisation_name, here.actor("caseworker").organisation_name}
    planted = {each for each in answers | ids | staff if len(each) > 3} - organisations
    codes = {each for each in answers if re.fullmatch(r"[a-z_]+", each)}  # choices of lists, such as "yes" or "post"
    assert {each for each in planted - codes if each in source} == set()
    assert {each for each in codes if len(each) > 3 and f" {each.replace('_', ' ')} " in said} <= {"more"}
    assert reference not in client.cookies[house_settings.VISIT_COOKIE_NAME].value


@pytest.mark.parametrize("path", ["/u/", "/u/nowhere/"])
def test_nothing_at_its_address_says_what_the_service_is(here: House, path: str) -> None:
    for client in (Client(), opened(here, here.adult()), client_for(here.caseworker)):
        said = words(client.get(path)).lower()
        for organisation in (here.actor("officer").organisation_name, here.actor("caseworker").organisation_name):
            said = said.replace(organisation.lower(), "")
        assert [each for each in SAYS_WHAT_IT_IS if each in said] == []
        assert here.caseworker.name.lower() not in said


def test_unknown_closed_and_wrong_are_answered_alike(here: House) -> None:
    reference = here.adult()
    closed = offered(reference, by=here.actor("officer"), at=here.at)
    code = offered(reference, by=here.actor("officer"), at=here.at)
    answers = set()
    for tried, chosen in ((new_code(), CHOSEN), (closed, CHOSEN), (code, "window seats")):
        answer = Client().post("/u/", {"code": tried, "chosen": chosen})
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode()).replace(tried, "")
        answers.add((answer.status_code, text, tuple(sorted(answer.cookies))))
        assert chosen not in text
    assert len(answers) == 1
    assert "do not open a page" in next(iter(answers))[1]


def test_a_slip_and_a_forgotten_field_are_named(here: House) -> None:
    code = offered(here.adult(), by=here.actor("officer"), at=here.at)
    slip = Client().post("/u/", {"code": code[:-1] + ("2" if code[-1] != "2" else "3"), "chosen": CHOSEN})
    assert (slip.status_code, "different from what you typed" in slip.content.decode()) == (422, True)
    forgotten = Client().post("/u/", {"code": code, "chosen": " "}).content.decode()
    assert 'href="#chosen"' in forgotten
    assert code in forgotten, "the code need not be typed again"


def test_tries_at_one_code_are_counted_and_nobody_else_is_kept_out(here: House) -> None:
    first = offered(here.adult(), by=here.actor("officer"), at=here.at)
    second = offered(here.adult(), by=here.actor("officer"), at=here.at)
    tried = [Client().post("/u/", {"code": first, "chosen": "wrong"}).status_code for _ in range(12)]
    assert tried == [422] * 10 + [429] * 2
    assert Client().post("/u/", {"code": second, "chosen": CHOSEN}).status_code == 302
    unknown = new_code()
    tried = [Client().post("/u/", {"code": unknown, "chosen": "wrong"}).status_code for _ in range(12)]
    assert tried == [422] * 10 + [429] * 2, "a code that nobody has is counted the same"


def test_a_network_past_its_limit_leaves_each_code_two_tries(here: House, monkeypatch: Any) -> None:
    monkeypatch.setattr("opennrm.web.own_page.door.LIMIT_OF_NETWORK", 3)
    code = offered(here.adult(), by=here.actor("officer"), at=here.at)
    for _ in range(3):
        assert Client().post("/u/", {"code": new_code(), "chosen": "wrong"}).status_code == 422
    assert Client().post("/u/", {"code": code, "chosen": "wrong"}).status_code == 422
    assert Client().post("/u/", {"code": code, "chosen": CHOSEN}).status_code == 302


def test_the_cookie_is_short_strict_and_goes_when_it_is_left(here: House, settings: Any) -> None:
    settings.VISIT_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-visit", True
    client = opened(here, here.adult())
    held = client.cookies["__Host-visit"]
    assert (held["path"], held["max-age"], held["samesite"]) == ("/", 600, "Strict")
    assert held["secure"]
    assert held["httponly"]
    left = client.get("/u/leave/")
    assert (left.status_code, left.headers["Location"]) == (302, house_settings.OWN_PAGE_LEFT_TO)
    assert left.headers["Referrer-Policy"] == "no-referrer"
    assert {name: each["max-age"] for name, each in left.cookies.items()} == {"__Host-visit": 0, "csrf": 0}
    kept = Client()
    kept.cookies["__Host-visit"] = held.value
    assert "Open your page" in kept.get("/u/").content.decode(), "what was copied before opens nothing either"


def test_idle_for_ten_minutes_it_is_closed(here: House, monkeypatch: Any) -> None:
    client = opened(here, here.adult())
    assert "Where things stand" in client.get("/u/").content.decode()
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(minutes=10, seconds=2).total_seconds())
    assert "Open your page" in client.get("/u/").content.decode()


def test_what_every_answer_carries(here: House) -> None:
    client = opened(here, here.adult())
    page = client.get("/u/")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Refresh"] == "600; url=/u/leave/"
    for answer in (page, client.get("/u/leave/"), Client().get("/u/"), Client().post("/u/", {"code": "x"})):
        assert answer.headers["X-Robots-Tag"].startswith("noindex")


def test_a_page_that_is_closed_is_closed_where_it_is_open(here: House) -> None:
    reference = here.adult()
    client = opened(here, reference)
    officer = client_for(here.officer)
    assert officer.post(f"/referrals/{reference}/own-page/close/", {"because": "not_safe"}).status_code == 302
    assert "Open your page" in client.get("/u/").content.decode()


def test_that_the_police_looked_is_told_without_saying_that_it_was_the_police(here: House) -> None:
    reference = here.adult()
    client_for(here.officer).get(f"/referrals/{reference}/")
    said = words(opened(here, reference).get("/u/"))
    assert "An organisation that has a part in your case" in said
    assert "olice" not in said


def test_while_it_is_shown_the_database_shows_nothing_of_anybody_else(here: House, monkeypatch: Any) -> None:
    """Another person has a page too, and much is known of them. Whatever the program asked, none of it is there."""
    there.support()
    other, reference = here.adult(**AGREED), here.adult(**AGREED)
    offered(other, by=here.actor("officer"), at=here.at)
    for each in (other, reference):
        client_for(here.caseworker).get(f"/cases/{each}/")
        write_to_referrer(each, text="Does she still stay there?", by=here.actor("caseworker"), at=here.at)
    of_other, of_own = ids_of(other), ids_of(reference)
    looked: list[tuple[str, dict[str, int], dict[str, int]]] = []

    def spies(case_id: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            (role,) = cursor.fetchone()
        looked.append((role, rows_of(of_other), rows_of(of_own)))
        return parties_of(case_id)

    planted = rows_of(of_other)
    assert {"cases_case", "cases_consent", "cases_own_page", "cases_part", "cases_partner_message"} <= set(planted)
    assert {"audit_event", "referrals_referral"} <= set(planted)
    client = opened(here, reference)
    monkeypatch.setattr("opennrm.cases.own_pages.parties_of", spies)
    assert client.get("/u/").status_code == 200
    ((role, others, own),) = looked
    assert (role, others) == (house_settings.WEB_ROLE, {})
    assert "cases_case" in own, "the spy sees what there is to be seen"


def rows_of(about: Mapping[str, str]) -> dict[str, int]:
    """In which walled tables there are rows about a case, its referral or its person, and how many, for who asks."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(WALLED, [list(about)])
        for table, column in cursor.fetchall():
            named = sql.SQL("SELECT count(*) FROM {} WHERE {}::text = %s")
            statement = named.format(sql.Identifier(table), sql.Identifier(column))
            cursor.execute(statement, [about[column]])
            (count,) = cursor.fetchone()
            found |= {table: found.get(table, 0) + count} if count else {}
    return found


def ids_of(reference: str) -> dict[str, str]:
    """By what rows are about a case: columns, and what stands in them."""
    case, draft = Case.objects.get(reference=reference), Referral.objects.get(reference=reference).draft_id
    known = {"case_id": case.id, "person_id": case.person_id, "draft_id": draft}
    known |= dict.fromkeys(("reference", "case_reference", "referral_reference"), reference)
    return {column: str(value) for column, value in known.items()}
