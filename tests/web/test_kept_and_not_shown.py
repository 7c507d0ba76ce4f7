"""What fails after something was kept is not told as if nothing was received: planted failures come after COMMIT."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.audit.record import NotRecorded, announce, command, has_committed, remembering_commits
from opennrm.mechanism.events import CaseViewed
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.roles import Permission
from opennrm.partners.sessions import SessionStore
from opennrm.vault.refusing import Tampered, WrongKeys
from opennrm.web.confirming import hold_until_confirmed
from opennrm.web.explaining import hold_until_explained
from opennrm.web.guard import SignedInRequest, page
from tests.factories import partners

FAULTS = {"away": OperationalError, "history": NotRecorded, "tampered": Tampered, "key": WrongKeys}


@page(needs=Permission.REFER)
def kept(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    raise FAULTS[request.GET["shows"]]


@kept.post
def kept_post(request: SignedInRequest) -> HttpResponse:
    if request.POST.get("first") == "refuse":
        raise Refused(Refusal(code="too_short", because="It is too short.", source="house", field="reasons"))
    fault = FAULTS.get(request.POST.get("then", ""))
    if request.POST.get("first") != "fail":
        with command():
            announce(CaseViewed(subject="kept"), at=request.at, by=request.actor.account_id)
    if fault is not None:
        raise fault
    return HttpResponse("done")


@page(needs=Permission.REFER)
def shown_again(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    announce(CaseViewed(subject="looked"), at=request.at, by=request.actor.account_id)
    return HttpResponse("again")


@shown_again.post
def shown_again_post(request: SignedInRequest) -> HttpResponse:
    shown_again.again(request)
    raise OperationalError


urlpatterns = [path("kept/", kept), path("again/", shown_again), path("", include("opennrm.config.urls"))]
handler500 = "opennrm.web.errors.server_error"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__), pytest.mark.proves("REL-09")]
UNKNOWN = "We cannot say whether this was received"


@pytest.fixture
def client() -> Client:
    client = partners.client_for(partners.account("first_responder"))
    client.raise_request_exception = False
    return client


def told(client: Client, address: str = "/kept/", **fields: str) -> str:
    answer = client.post(address, {"words": "what was typed", **fields})
    assert answer.status_code == 503
    return answer.content.decode()


@pytest.mark.parametrize("fault", ["away", "history"])
def test_a_failure_after_commit_is_not_told_as_not_received(client: Client, fault: str) -> None:
    page = told(client, then=fault)
    assert EventRow.objects.filter(subject="kept").count() == 1
    assert UNKNOWN in page
    assert '<h1 class="govuk-heading-l">NOT received</h1>' not in page
    assert "what was typed" in page


def test_a_failure_before_anything_was_kept_is_told_as_not_received(client: Client) -> None:
    told(client, then="away")
    page = told(client, first="fail", then="away")
    assert "What you sent was NOT received" in page, "what an earlier request kept does not count"
    assert UNKNOWN not in page


def test_a_session_that_cannot_be_saved_after_commit_is_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(SessionStore, "save", fails)
    monkeypatch.setattr("opennrm.web.middleware.remember_browser", fails)
    assert UNKNOWN in told(client)


def test_that_somebody_looked_at_the_form_again_is_not_what_they_sent(client: Client) -> None:
    page = told(client, "/again/")
    assert EventRow.objects.filter(subject="looked").count() == 1
    assert "What you sent was NOT received" in page


def test_sealed_data_that_cannot_be_shown_after_commit_does_not_say_that_nothing_was_received(client: Client) -> None:
    for fault in ("tampered", "key"):
        assert "What you sent may have been received" in told(client, then=fault)
        assert "What you sent was NOT received" in told(client, first="fail", then=fault)


def test_a_key_that_is_missing_is_not_told_as_a_record_that_was_changed(client: Client) -> None:
    changed, no_key = (client.get("/kept/", {"shows": fault}) for fault in ("tampered", "key"))
    assert (changed.status_code, no_key.status_code) == (503, 503)
    assert "not as it was written" in changed.content.decode()
    page = no_key.content.decode()
    assert "does not have the right key" in page
    assert "It does not mean that anything was changed or lost" in page
    assert "not as it was written" not in page
    assert "received" not in page, "nothing was sent"
    assert no_key["Retry-After"] == "30"


ONCE = "sending twice never makes two"


def test_only_of_a_form_that_carries_a_token_it_is_said_that_it_is_done_once(client: Client) -> None:
    for fault in ("away", "tampered"):
        assert ONCE in told(client, then=fault, token="x" * 22)
        page = told(client, then=fault)
        assert ONCE not in page
        assert "it would be there twice" in page
    assert ONCE in told(client, first="fail", then="away", token="x" * 22)
    assert ONCE not in told(client, first="fail", then="away")


@pytest.mark.parametrize("asks", ["confirming", "explaining"])
def test_that_what_was_asked_on_the_way_is_kept_does_not_say_that_the_form_is(
    asks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keeps(*_: object, **__: object) -> list[Any]:
        with command():
            announce(CaseViewed(subject="asked"), at=timezone.now(), by=None)
        return []

    request: Any = RequestFactory().post("/", {"confirm-password": "x", "why-reason": "duty"})
    request.session, request.actor, request.at = {}, None, timezone.now()
    request.resolver_match = SimpleNamespace(url_name="a", route="cases/<str:reference>/a", kwargs={"reference": "a"})
    monkeypatch.setattr("opennrm.web.confirming.confirm", keeps)
    monkeypatch.setattr("opennrm.web.confirming.recently_confirmed", lambda _: False)
    monkeypatch.setattr("opennrm.web.explaining.explain", keeps)
    monkeypatch.setattr("opennrm.web.explaining.must_say_why", lambda *_: True)
    with remembering_commits():
        hold = hold_until_confirmed if asks == "confirming" else hold_until_explained
        assert hold(request) is None
        assert EventRow.objects.filter(subject="asked").exists()
        assert not has_committed()
        keeps()
        assert has_committed()
