"""The one way to make a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import include, path

from opennrm.audit.models import EventRow
from opennrm.audit.record import NotRecorded, announce
from opennrm.mechanism.events import Event
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import NotYours
from opennrm.partners.models import RoleHeld
from opennrm.partners.roles import Permission
from opennrm.web.door import is_own_address
from opennrm.web.guard import PUBLIC, SIGNED_IN, PublicRequest, SignedInRequest, page
from tests.factories import partners as made


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretSeen(Event):
    """Only for these tests."""


@page(needs=Permission.REFER)
def secret(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    announce(SecretSeen(subject="S"), at=request.at, by=request.actor.account_id)
    told = "; ".join(f"{error.field_id}: {error.message}" for error in errors)
    return HttpResponse(f'the secret of {request.actor.name} {typed} {told} <textarea id="reasons">')


@secret.post
def secret_post(request: SignedInRequest) -> HttpResponse:
    match request.POST.get("do"):
        case "refuse":
            raise Refused(Refusal(code="too_short", because="It is too short.", source="house", field="reasons"))
        case "conflict":
            raise Refused(Refusal(code="changed_after_sending", because="Already sent.", source="house"))
        case "lose":
            raise NotRecorded
        case "again":
            return secret.again(request, typed={"a": ["b"]}, errors=())  # type: ignore[return-value]
    return HttpResponseRedirect("/done/")


@page(needs=PUBLIC)
def start(request: PublicRequest) -> HttpResponse:
    return HttpResponse("nobody" if request.actor is None else request.actor.name)


@page(needs=SIGNED_IN, before_second_factor=True)
def own(request: SignedInRequest) -> HttpResponse:
    return HttpResponse("mine")


@page(needs=(Permission.CHECK_DECISIONS, Permission.DECIDE))
def either(request: SignedInRequest, what: str = "") -> HttpResponse:
    if what == "yours":
        raise NotYours
    if what == "missing":
        raise Http404
    return HttpResponse("either")


@page(needs=Permission.REFER)
def broken(request: SignedInRequest) -> HttpResponse:
    announce(SecretSeen(subject="S"), at=request.at, by=None)
    return SimpleTemplateResponse("there/is/no/such/template.html")


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to all by mistake")


urlpatterns = [
    path("secret/", secret),
    path("start/", start),
    path("own/", own),
    path("either/<str:what>/", either),
    path("broken/", broken),
    path("unguarded/", unguarded, name="unguarded"),
    path("", include("opennrm.config.urls")),
]
handler404 = "opennrm.web.errors.not_found"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_a_stranger_is_sent_to_sign_in_and_back() -> None:
    response = Client().get("/secret/?q=1")
    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in/?next=%2Fsecret%2F"
    assert not EventRow.objects.exists()


def test_whoever_may_sees_it_and_the_viewing_is_recorded() -> None:
    who = made.account("first_responder")
    response = made.client_for(who).get("/secret/")
    assert response.status_code == 200
    assert b"the secret of Sam Okoro" in response.content
    assert "no-store" in response.headers["Cache-Control"]
    assert EventRow.objects.get().actor == who.id


def test_a_page_costs_one_statement_to_enter_and_one_for_its_events(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = made.client_for(made.account("first_responder"))
    with django_assert_num_queries(4):  # savepoint, enter, append, release: in the open BEGIN and COMMIT
        client.get("/secret/")


def test_without_the_permission_the_refusal_is_told() -> None:
    response = made.client_for(made.account("caseworker")).get("/secret/")
    assert response.status_code == 403
    assert "start, write and send referrals" in response.content.decode()
    assert not EventRow.objects.exists()


def test_one_of_several_permissions_is_enough() -> None:
    assert made.client_for(made.account("second_officer")).get("/either/x/").status_code == 200
    assert made.client_for(made.account("caseworker")).get("/either/x/").status_code == 200
    assert made.client_for(made.account("auditor")).get("/either/x/").status_code == 403


@pytest.mark.proves("8.3.2")
def test_a_role_that_ended_is_refused_at_the_next_request() -> None:
    who = made.account("first_responder")
    client = made.client_for(who)
    assert client.get("/secret/").status_code == 200
    RoleHeld.objects.update(until_at=made.LONG_AGO)
    assert client.get("/secret/").status_code == 403


def test_not_yours_looks_exactly_like_not_there() -> None:
    client = made.client_for(made.account("caseworker"))
    answers = [client.get(address) for address in ("/either/yours/", "/either/missing/", "/nowhere/", "/unguarded/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


@pytest.mark.proves("AUD-05", "16.5.3")
def test_nothing_is_shown_that_cannot_be_recorded() -> None:
    client = made.client_for(made.account("first_responder"))
    with patch("opennrm.audit.record._append", side_effect=NotRecorded):
        response = client.get("/secret/")
    assert response.status_code == 503
    assert b"the secret" not in response.content


@pytest.mark.proves("AUD-05")
def test_what_fails_to_render_was_not_seen() -> None:
    client = made.client_for(made.account("first_responder"))
    client.raise_request_exception = False
    assert client.get("/broken/").status_code == 500
    assert not EventRow.objects.exists()


def test_a_refused_form_comes_back_with_what_was_typed_and_its_error() -> None:
    client = made.client_for(made.account("first_responder"))
    response = client.post("/secret/", {"do": "refuse", "reasons": "<short>"})
    assert response.status_code == 422
    assert b"reasons: It is too short." in response.content
    assert b"'reasons': ['<short>']" in response.content


def test_a_conflict_is_409() -> None:
    assert made.client_for(made.account("first_responder")).post("/secret/", {"do": "conflict"}).status_code == 409


def test_again_shows_the_page_with_422() -> None:
    response = made.client_for(made.account("first_responder")).post("/secret/", {"do": "again"})
    assert response.status_code == 422
    assert b"{'a': ['b']}" in response.content


def test_a_form_that_could_not_be_saved_is_said_not_received_and_can_be_sent_again() -> None:
    response = made.client_for(made.account("first_responder")).post("/secret/", {"do": "lose", "text": "long <story>"})
    assert response.status_code == 503
    assert b"NOT received" in response.content
    assert b"long &lt;story&gt;" in response.content


def test_a_password_is_never_sent_back() -> None:
    client = made.client_for(made.account("first_responder"))
    response = client.post("/secret/", {"do": "lose", "password": "cows graze"})
    assert b"cows graze" not in response.content


@pytest.mark.parametrize("address", ["/secret/", "/either/x/", "/own/"])
def test_the_database_away_is_503(address: str) -> None:
    client = made.client_for(made.account("first_responder", "caseworker"))
    with patch("opennrm.web.door.enter", side_effect=OperationalError):
        assert client.get(address).status_code == 503


def test_a_public_page_is_shown_while_the_database_is_away() -> None:
    client = made.client_for(made.account("first_responder"))
    assert client.get("/start/").content == b"Sam Okoro"
    with patch("opennrm.web.door.enter", side_effect=OperationalError):
        assert client.get("/start/").content == b"nobody"


def test_without_a_second_factor_one_is_sent_to_set_it_up() -> None:
    client = made.client_for(made.account("first_responder", second_factor=False))
    assert client.get("/secret/").headers["Location"] == "/account/second-factor/set-up/"
    assert client.post("/secret/", {}).headers["Location"] == "/account/second-factor/set-up/"
    assert client.get("/own/").status_code == 200


@pytest.mark.proves("INJ-07")
@pytest.mark.parametrize(
    ("method", "address"), [("put", "/secret/"), ("delete", "/secret/"), ("post", "/own/"), ("trace", "/start/")]
)
def test_other_methods_are_405(method: str, address: str) -> None:
    client = made.client_for(made.account("first_responder"))
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.proves("3.5.1")
def test_a_form_needs_its_forgery_token() -> None:
    client = made.client_for(made.account("first_responder"), enforce_csrf=True)
    response = client.post("/secret/", {"do": "x"})
    assert response.status_code == 403
    assert b"not received" in response.content


def test_a_page_that_would_lose_what_was_typed_cannot_have_a_form() -> None:
    with pytest.raises(TypeError, match="typed and errors"):
        own.post(secret_post)


@pytest.mark.parametrize("needs", [(), "refer", ("refer",)])
def test_a_page_without_a_policy_cannot_be_made(needs: Any) -> None:
    with pytest.raises(TypeError):
        page(needs=needs)


@pytest.mark.proves("INJ-10", "3.7.2")
@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "/\t/evil.example", "",
     "///evil.example", "evil.example", "\\\\evil.example", "/a\nb", "http:///evil.example", " /a"],
)  # fmt: skip
def test_no_address_of_another_host_is_ones_own(address: str) -> None:
    assert not is_own_address(address)


@pytest.mark.parametrize("address", ["/", "/cases/?page=2", "/referrals/R-1/"])
def test_a_path_is_ones_own(address: str) -> None:
    assert is_own_address(address)


@pytest.mark.django_db
def test_a_character_that_nothing_can_keep_is_refused_by_every_form_and_address() -> None:
    client = made.client_for(made.account("first_responder"))
    answer = client.post("/secret/", {"do": "refuse", "reasons": "Six\x00 beds"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "reasons: What you sent held a character" in told
    assert "Six beds" in told
    elsewhere = client.post("/secret/", {"do": "refuse", "made\x00up": "a"}).content.decode()
    assert "None: What you sent held a character" in elsewhere
    assert client.get("/secret/?after=2026-01-01~%00").status_code == 404
