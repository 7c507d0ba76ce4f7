"""Changing one's password: a good one only, every other session ends, and it is recorded or does not happen."""

from __future__ import annotations

import pytest

from opennrm.audit.models import EventRow
from opennrm.audit.record import NotRecorded
from opennrm.partners.models import Account
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
NEW = {"oldpassword": made.PASSWORD, "password1": "river cows by graze", "password2": "river cows by graze"}


@pytest.mark.proves("6.2.2", "7.4.3")
def test_a_changed_password_ends_every_other_session() -> None:
    who = made.account("administrator")
    here, elsewhere = made.client_for(who), made.client_for(who)
    response = here.post("/account/password/", NEW)
    assert response.status_code == 302
    event = EventRow.objects.get()
    assert (event.kind, event.subject, event.actor) == ("PasswordChanged", str(who.id), who.id)
    assert here.get("/people/").status_code == 200
    assert elsewhere.get("/people/").status_code == 302


@pytest.mark.parametrize("password", ["short", "x" * 129, "password1234"])
def test_a_weak_new_password_is_refused(password: str) -> None:
    client = made.client_for(made.account("administrator"))
    sent = {"oldpassword": made.PASSWORD, "password1": password, "password2": password}
    response = client.post("/account/password/", sent)
    assert response.status_code == 200
    assert "govuk-error-summary" in response.content.decode()


def test_a_password_whose_change_cannot_be_recorded_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(bodies: list[str]) -> None:
        raise NotRecorded

    who = made.account("administrator")
    client, before = made.client_for(who), Account.objects.get(id=who.id).password
    monkeypatch.setattr("opennrm.audit.record._append", refuse)
    assert client.post("/account/password/", NEW).status_code == 503
    assert Account.objects.get(id=who.id).password == before
