"""People, cases and moments for the tests of need to know."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.models import Case
from opennrm.partners.models import Account, SignedInSession
from tests.factories import partners
from tests.factories.cases import authority_team
from tests.factories.partners import client_for
from tests.factories.referrals import House

WORDS = "The refuge rang: he stands at its door."


def held(here: House, who: str = "caseworker") -> str:
    """A case that somebody holds."""
    reference = here.adult()
    by = here.actor(who)
    take_case(reference, seen=here.case(reference, who).version, by=by, at=timezone.now())
    return reference


def stranger(role: str = "caseworker") -> Account:
    """Somebody of the authority who works in another team."""
    return partners.account(role, in_team=authority_team("Elsewhere"), name="Sol West")


def administrator(here: House) -> Account:
    """Who administers the authority."""
    return partners.account("administrator", of=here.caseworker.organisation, name="Ada Keep")


def goes_by(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    """So much time goes by; whoever signs in after it signs in then."""
    later = timezone.now() + timedelta(**time)
    monkeypatch.setattr(timezone, "now", lambda: later)


def signed_in(who: Account) -> Client:
    """A browser signed in at the moment that it now is."""
    client = client_for(who)
    SignedInSession.objects.update(last_seen_at=timezone.now())
    return client


def in_an_emergency(reference: str, who: Account) -> Client:
    """The browser of somebody who opened a case in an emergency."""
    client = client_for(who)
    assert client.post("/cases/emergency/", {"reference": reference, "words": WORDS}).status_code == 302
    return client


def copies(reference: str, count: int) -> list[str]:
    """More cases like this one, each about another person: rows to open, without a history."""
    case = Case.objects.get(reference=reference)
    access = case.access.get()
    made = []
    for number in range(count):
        case.id, case.reference, case.person_id = uuid4(), f"NRM-0000-{number:04}-00", uuid4()
        case.save(force_insert=True)
        access.pk, access.case = None, case
        access.save(force_insert=True)
        made.append(case.reference)
    return made


def answer(client: Client, path: str, method: str = "get", reference: str = "", sent: Any = None) -> tuple[Any, ...]:
    """All that somebody can tell two answers apart by; the reference they asked for themselves counts for nothing."""
    response = getattr(client, method)(path, sent)
    body = response.content.decode()
    body = body.replace(reference, "REFERENCE") if reference else body
    body = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", body)
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return response.status_code, body, headers, sorted(response.cookies)
