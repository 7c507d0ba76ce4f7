"""A caseworker opens the consents of a case, reads what a no would stop, and records that the person said it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.cases.dossier import printed, whole_case
from opennrm.cases.models import ConsentEntry
from opennrm.cases.queries import case_for
from opennrm.mechanism.calendar import legal_day
from tests.factories import partners as made
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


def opened(here: House, who: str = "caseworker") -> Client:
    return made.client_for(getattr(here, who))


def sent(**changed: str) -> dict[str, str]:
    day = legal_day(timezone.now()) - timedelta(days=1)
    given = {
        "scope": "support",
        "agrees": "no",
        "through": "Kim Ellis, support worker",
        "how_given": "spoken",
        "language": "vie",
        "interpreter": "professional",
        "said_on-day": str(day.day),
        "said_on-month": str(day.month),
        "said_on-year": str(day.year),
        "version": str(ConsentEntry.objects.count()),
    }
    return given | changed


def test_a_no_is_recorded_and_read_with_who_heard_it_and_what_it_stops() -> None:
    here = house()
    path, client = f"/cases/{here.adult()}/consents/", opened(here)
    before = client.get(path).content.decode()
    assert "The support provider is told that the consent has ended." in before
    assert "Kim Ellis" not in before
    assert client.post(f"{path}record/", sent()).headers["Location"] == path
    page = client.get(path).content.decode()
    assert "Support: withdrawn" in page
    assert "Kim Ellis, support worker" in page
    assert "Vietnamese" in page


def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept() -> None:
    here = house()
    response = opened(here).post(f"/cases/{here.adult()}/consents/record/", sent(language="", through="Kim <Ellis>"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Kim &lt;Ellis&gt;" in page
    assert 'href="#language"' in page
    assert ConsentEntry.objects.filter(scope="support", said="withdrawn").count() == 0


def test_a_day_to_come_is_refused_at_the_day() -> None:
    here = house()
    later = str(timezone.now().year + 1)
    response = opened(here).post(f"/cases/{here.adult()}/consents/record/", sent(**{"said_on-year": later}))
    assert response.status_code == 422
    assert 'href="#said_on-day"' in response.content.decode() or 'href="#said_on' in response.content.decode()


def test_of_a_child_no_consent_is_recorded_and_the_page_says_why() -> None:
    here = house()
    path, client = f"/cases/{here.child()}/consents/", opened(here)
    assert "without consent being asked" in client.get(path).content.decode()
    refused = client.post(f"{path}record/", sent())
    assert refused.status_code == 422
    assert "does not rest on consent" in refused.content.decode()


def test_whoever_does_not_move_cases_reads_them_and_records_nothing() -> None:
    here = house()
    path = f"/cases/{here.adult()}/consents/"
    client = opened(here, "second_officer")
    assert "record/" not in client.get(path).content.decode()
    assert client.post(f"{path}record/", sent()).status_code == 403


def test_the_case_and_its_dossier_say_what_was_taken_back_and_not_what_was_sent() -> None:
    here = house()
    reference = here.adult()
    client = opened(here)
    assert client.post(f"/cases/{reference}/consents/record/", sent()).status_code == 302
    page = client.get(f"/cases/{reference}/").content.decode()
    assert "Taken back" in page
    assert "When it was sent: given" in page
    by = here.actor("caseworker")
    whole = whole_case(case_for(by, reference, at=timezone.now()))
    rows = dict(
        map(tuple, next(each["rows"] for each in printed(whole, made_by="Kim", at=timezone.now())["referral"][::-1]))
    )
    assert rows["Support"] == "Taken back"
