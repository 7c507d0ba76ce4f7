"""The pages of handing over, absences, load and dossier: what is sent is done, what is wrong is named."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.cases.absences import absences_of
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.models import Case
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import RoleHeld
from tests.factories import cases as made
from tests.factories.partners import client_for, explained
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


def _boxes(name: str, days: int) -> dict[str, int]:
    day = legal_day(timezone.now()) + timedelta(days=days)
    return {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}


def _held(here: House) -> str:
    reference = here.adult()
    take_case(reference, seen=0, by=here.actor("caseworker"), at=here.at)
    return reference


def test_a_case_is_handed_over_and_the_note_stands_at_its_top(here: House) -> None:
    reference, client = _held(here), client_for(here.caseworker)
    path = f"/cases/{reference}/hand-over/"
    sent = {"to": str(here.second_caseworker.id), "note": "", "version": "1"}
    assert client.get(path).status_code == 200
    wrong = client.post(path, sent)
    assert wrong.status_code == 422
    assert "Write what your colleague should know." in wrong.content.decode()
    assert client.post(path, sent | {"note": "Monday at nine."}).status_code == 302
    shown = client_for(here.second_caseworker).get(f"/cases/{reference}/").content.decode()
    assert "Monday at nine." in shown
    assert client.post(path, sent | {"note": "Again."}).status_code == 403  # no longer their work: they are asked why
    assert explained(client, reference).post(path, sent | {"note": "Again."}).status_code == 409


def test_all_cases_of_somebody_pass_at_once(here: House) -> None:
    references = [_held(here), _held(here)]
    client = client_for(here.manager)
    assert client.get(f"/hand-over/?of={here.caseworker.id}").status_code == 200
    sent = {"giver": str(here.caseworker.id), "to": str(here.second_caseworker.id), "note": "They leave."}
    elsewhere = _held(here)
    Case.objects.filter(reference=elsewhere).update(owner_team_id=made.authority_team("Elsewhere").id)
    told = client.post("/hand-over/", sent)
    assert told.status_code == 200
    assert "2 cases passed to your colleague." in told.content.decode()
    assert elsewhere not in told.content.decode()  # of another team: its manager's to pass on, and to know of
    assert {here.case(reference).owner for reference in references} == {"Bea Lock"}
    assert client.post("/hand-over/", sent).status_code == 422


def test_an_absence_is_recorded_shown_to_who_covers_and_ended(here: House) -> None:
    reference, client = _held(here), client_for(here.caseworker)
    sent = {"account": str(here.caseworker.id), "cover": str(here.second_caseworker.id)}
    wrong = client.post("/absences/", sent | _boxes("from", 3) | _boxes("until", 1)).content.decode()
    assert "The last day must not be before the first." in wrong
    assert client.post("/absences/", sent | _boxes("from", 0) | _boxes("until", 1)).status_code == 302
    cover = client_for(here.second_caseworker)
    assert "You are covering for Imran Hollis" in cover.get("/cases/").content.decode()
    assert reference in cover.get("/cases/?holder=covering").content.decode()
    (absence,) = absences_of([here.caseworker.id], legal_day(timezone.now()))
    assert client.get(f"/absences/{absence.id}/end/").status_code == 200
    assert cover.post(f"/absences/{absence.id}/end/").status_code == 404
    assert client.post(f"/absences/{absence.id}/end/").status_code == 302
    assert absences_of([here.caseworker.id], legal_day(timezone.now())) == []


def test_the_load_is_shown_as_table_and_chart_and_the_rule_is_changed(here: House) -> None:
    _held(here)
    client = client_for(here.manager)
    shown = client.get("/load/").content.decode()
    assert shown.count("<svg") == shown.count("<table") == 3
    assert "Imran Hollis" in shown
    team: UUID | None = RoleHeld.objects.get(account=here.manager).team_id
    assert client.post(f"/load/{team}/", {"way": "by_chance"}).status_code == 422
    assert client.post(f"/load/{team}/", {"way": "least_loaded"}).status_code == 302
    assert "the fewest open cases" in client.get("/load/").content.decode()


@pytest.mark.proves("3.2.1", "5.4.1")
def test_a_dossier_is_sent_as_a_file_under_the_reference_alone(here: House) -> None:
    reference, client = here.adult(), client_for(here.caseworker)
    sent = client.post(f"/cases/{reference}/dossier/", {"form": "zip"})
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{reference}.zip"'
    assert sent.headers["Cache-Control"] == "no-store"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert client.post(f"/cases/{reference}/dossier/", {}).status_code == 422
