"""An hour in an emergency: one case, to be read, told at once, and reviewed by somebody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from opennrm.cases.models import Case, Emergency
from opennrm.cases.verification import check_cases
from opennrm.notifications.models import Message
from tests.factories import partners
from tests.factories.cases import authority_team
from tests.factories.need import WORDS, goes_by, held, in_an_emergency, signed_in, stranger
from tests.factories.partners import client_for
from tests.factories.referrals import House, house
from tests.house.examples.cases import OF_A_CASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


def paths_of(reference: str) -> list[str]:
    return [reverse(name, kwargs={"reference": reference}) for name in OF_A_CASE]


@pytest.mark.proves("AZ-07")
def test_an_emergency_opens_one_case_for_an_hour_and_the_team_is_told_at_once(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, other, who = held(here), here.adult(), stranger()
    Message.objects.all().delete()
    client = in_an_emergency(reference, who)
    assert client.get(f"/cases/{reference}/").status_code == 200
    assert client.get(f"/cases/{other}/").status_code == 404
    told = set(Message.objects.values_list("recipient_id", "line"))
    assert told == {(here.caseworker.id, "you_have_work"), (here.manager.id, "you_have_work")}
    for colleague in (here.caseworker, here.manager):
        assert WORDS in client_for(colleague).get("/for-you/").content.decode()
    for minutes, status in ((59, 200), (2, 404)):
        goes_by(monkeypatch, minutes=minutes)
        assert signed_in(who).get(f"/cases/{reference}/").status_code == status
    assert check_cases() == []


@pytest.mark.proves("AZ-07")
def test_nothing_can_be_changed_or_taken_along_in_an_emergency(here: House) -> None:
    reference = held(here)
    client = in_an_emergency(reference, stranger())
    before = Case.objects.values().get(reference=reference)
    for form in ("pdf", "zip"):
        assert client.post(f"/cases/{reference}/dossier/", {"form": form}).status_code == 404
    for path in paths_of(reference):
        sent = client.post(path, {"text": "Typed.", "visibility": "team", "version": "1"})
        assert sent.status_code in (404, 403, 405, 422), (path, sent.status_code)
    assert Case.objects.values().get(reference=reference) == before


@pytest.mark.proves("AZ-07")
@pytest.mark.parametrize(
    ("words", "role", "status"),
    [("Too short.", "caseworker", 422), (WORDS, "second_officer", 403), (WORDS, "manager", 403)],
)
def test_an_emergency_needs_words_and_the_role(here: House, words: str, role: str, status: int) -> None:
    reference = held(here)
    sent = client_for(stranger(role)).post("/cases/emergency/", {"reference": reference, "words": words})
    assert sent.status_code == status
    assert not Emergency.objects.exists()


@pytest.mark.proves("AZ-07")
def test_an_emergency_asks_to_confirm_and_keeps_what_was_typed(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    reference, client = held(here), client_for(stranger())
    goes_by(monkeypatch, minutes=10)
    asked = client.post("/cases/emergency/", {"reference": reference, "words": WORDS})
    assert asked.status_code == 403
    assert WORDS in asked.content.decode()
    assert not Emergency.objects.exists()


def test_nobody_of_another_authority_opens_anything_in_an_emergency(here: House) -> None:
    reference = held(here)
    elsewhere = authority_team(of="uk-visas-and-immigration")
    who = partners.account("caseworker", in_team=elsewhere)
    assert client_for(who).post("/cases/emergency/", {"reference": reference, "words": WORDS}).status_code == 422


@pytest.mark.proves("AZ-07")
def test_an_overdue_review_holds_the_reviewers_work_list_and_not_the_case(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, who = held(here), stranger()
    in_an_emergency(reference, who)
    row = Emergency.objects.get()
    assert (row.reviewer_id, client_for(here.manager).get("/cases/").content.decode().count("overdue")) == (
        here.manager.id, 0
    )  # fmt: skip
    goes_by(monkeypatch, days=6)
    assert "A review is overdue" in signed_in(here.manager).get("/cases/").content.decode()
    assert "A review is overdue" not in signed_in(here.caseworker).get("/cases/").content.decode()
    assert signed_in(here.caseworker).get(f"/cases/{reference}/").status_code == 200
    path = f"/cases/emergency/{row.id}/"
    assert signed_in(who).get(path).status_code == 404
    manager = signed_in(here.manager)
    assert WORDS in manager.get(path).content.decode()
    assert manager.post(path, {"outcome": "justified", "remark": ""}).status_code == 422
    assert manager.post(path, {"outcome": "justified", "remark": "It was right."}).status_code == 302
    assert "A review is overdue" not in signed_in(here.manager).get("/cases/").content.decode()
    row.refresh_from_db()
    assert (row.outcome, row.remark, row.reviewed_by_id) == ("justified", "It was right.", here.manager.id)


@pytest.mark.proves("AZ-07")
def test_one_hour_does_not_follow_another_in_the_same_case_before_somebody_has_looked(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, who = held(here), stranger()
    in_an_emergency(reference, who)
    goes_by(monkeypatch, minutes=61)
    client = signed_in(who)
    again = client.post("/cases/emergency/", {"reference": reference, "words": WORDS})
    assert (again.status_code, Emergency.objects.count()) == (422, 1)
    assert "nobody has reviewed that yet" in again.content.decode()
    assert WORDS in again.content.decode()
    path = f"/cases/emergency/{Emergency.objects.get().id}/"
    assert signed_in(here.manager).post(path, {"outcome": "justified", "remark": "It was."}).status_code == 302
    assert client.post("/cases/emergency/", {"reference": reference, "words": WORDS}).status_code == 302


@pytest.mark.proves("AZ-07")
def test_no_more_cases_are_open_in_an_emergency_at_once_than_the_setting_says(
    here: House, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMERGENCIES_AT_ONCE = 2
    first, second, third = (here.adult() for _ in range(3))
    who = stranger()
    for reference in (first, second):
        client = in_an_emergency(reference, who)
    refused = client.post("/cases/emergency/", {"reference": third, "words": WORDS})
    assert refused.status_code == 422
    assert "You have 2 cases open in an emergency" in refused.content.decode()
    goes_by(monkeypatch, minutes=61)
    assert signed_in(who).post("/cases/emergency/", {"reference": third, "words": WORDS}).status_code == 302
