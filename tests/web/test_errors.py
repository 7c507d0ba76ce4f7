"""The error pages say what happened, keep what was typed, and stand without the database."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import InternalError, OperationalError
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from psycopg.errors import InFailedSqlTransaction, InternalError_

from opennrm.web import errors, jinja
from tests.factories import partners

SENT = {"first_name": "\nAd\u00e1 <b>", "home-postcode": "SW1A 2AA", "form_token": "abc", "csrfmiddlewaretoken": "xyz"}


@pytest.fixture
def sent(rf: RequestFactory) -> HttpRequest:
    return rf.post("/referrals/1/", SENT)


def test_what_was_not_received_is_there_to_be_copied_and_sent_again(sent: HttpRequest) -> None:
    answer = errors.not_received(sent)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert answer["Cache-Control"] == "no-store"
    assert "NOT received" in page
    assert "\n\nAd\u00e1 &lt;b&gt;</textarea>" in page
    assert "SW1A 2AA" in page
    assert '<form method="post" action="/referrals/1/">' in page
    assert '<input type="hidden" name="form_token" value="abc">' in page


def test_a_secret_is_never_shown_again(rf: RequestFactory) -> None:
    page = errors.not_received(rf.post("/sign-in/", {"login": "a@force.example", "password": "hunter2"}))
    assert b"hunter2" not in page.content


@pytest.mark.parametrize("page", [errors.not_received, errors.stale_form])
def test_what_waited_for_a_confirmation_is_there_and_what_confirms_is_not(page: Any, rf: RequestFactory) -> None:
    """A decision was typed, the page asked to confirm it, and then the database went away or the form was too old."""
    sent = {"reasons": "an hour of typing", "confirm-password": "hunter2", "confirm-code": "123456"}
    shown = page(rf.post("/cases/1/reasonable-grounds/", sent)).content.decode()
    assert "an hour of typing" in shown
    assert "hunter2" not in shown
    assert "123456" not in shown


def test_a_database_that_is_away_is_said_to_have_received_nothing(sent: HttpRequest, rf: RequestFactory) -> None:
    try:
        raise OperationalError("gone")
    except OperationalError:
        assert b"NOT received" in errors.server_error(sent).content
        assert errors.server_error(rf.get("/")).status_code == 503
    assert errors.server_error(sent).status_code == 500


@pytest.mark.proves("REL-07")
def test_a_write_of_the_database_that_was_interrupted_is_said_to_have_received_nothing(sent: HttpRequest) -> None:
    """PostgreSQL tells EINTR as an internal error; one of ours, in a transaction that has failed, is our mistake."""
    for cause, status in ((InternalError_("could not extend file"), 503), (InFailedSqlTransaction("aborted"), 500)):
        try:
            raise InternalError from cause
        except InternalError:
            assert errors.server_error(sent).status_code == status


CANARY = "Linh Exemple of Lantern Wharf"


@pytest.mark.proves("16.5.1", "16.2.5", "16.3.4", "16.2.4")
@pytest.mark.parametrize(("fault", "status"), [(ValueError, 500), (OperationalError, 503)])
@pytest.mark.django_db
def test_a_fault_leaves_one_line_that_names_nobody(
    fault: type[Exception], status: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise fault(CANARY)

    monkeypatch.setattr("opennrm.web.referrals.drafting.start_draft", fails)
    client = partners.client_for(partners.account("first_responder"))
    client.raise_request_exception = False
    answer = client.post(f"{reverse('start_referral')}?name=Linh", {"words": CANARY})
    told = capfd.readouterr()
    assert answer.status_code == status
    line = json.loads(told.err)
    assert line["fault"] in answer.content.decode()
    assert (line["exception"], line["status"], line["method"]) == (fault.__name__, status, "POST")
    assert line["page"] == "start_referral"
    assert line["where"].startswith("tests.web.test_errors:")
    assert "Linh" not in told.err + told.out


@pytest.mark.proves("16.5.4")
def test_an_error_page_that_fails_still_answers(sent: HttpRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "render", lambda *_, **__: 1 / 0)
    answer = errors.server_error(sent)
    assert (answer.status_code, b"ring 999" in answer.content) == (500, True)


def test_too_much_is_413_and_a_wrong_method_405(rf: RequestFactory) -> None:
    assert errors.bad_request(rf.post("/"), RequestDataTooBig()).status_code == 413
    answer = errors.method_not_allowed(rf.put("/"), ["GET", "HEAD"])
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.proves("16.5.1")
@pytest.mark.parametrize(
    ("page", "status", "says"),
    [
        (lambda r: errors.bad_request(r), 400, "Nothing was received"),
        (lambda r: errors.forbidden(r, "Your role does not let you."), 403, "Your role does not let you."),
        (lambda r: errors.permission_denied(r), 403, "start again"),
        (lambda r: errors.stale_form(r), 403, "Ad\u00e1"),
        (lambda r: errors.not_found(r), 404, "Page not found"),
        (lambda r: errors.conflict(r, "Somebody decided before you."), 409, "Somebody decided before you."),
        (lambda r: errors.locked_out(r), 429, "Wait 15 minutes"),
        (lambda r: errors.not_shown(r), 503, "cannot be shown"),
    ],
)
def test_each_error_has_its_status_and_a_remedy(page, status, says, sent: HttpRequest) -> None:  # type: ignore[no-untyped-def]
    answer = page(sent)
    assert (answer.status_code, says in answer.content.decode()) == (status, True)


def test_a_misspelt_name_in_a_template_is_an_error_and_not_a_blank(rf: RequestFactory) -> None:
    page = jinja.environment(autoescape=True).from_string("{{ decison }}")
    with pytest.raises(Exception, match="decison"):
        page.render()


def test_a_page_has_no_inline_script_or_style(sent: HttpRequest) -> None:
    page = errors.not_received(sent).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
