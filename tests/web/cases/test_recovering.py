"""The pages of recovery: what they offer when, and that a mistake keeps what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.mechanism.calendar import legal_day
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def test_the_end_of_recovery_is_offered_once_it_is_over_and_leads_to_the_second_decision() -> None:
    house = referrals.house(timezone.now() - timedelta(days=40))
    reference = house.adult()
    house.decide(reference, "positive")
    client = partners.client_for(house.caseworker)
    shown = client.get(f"/cases/{reference}/recovery/").content.decode()
    assert "End the recovery period" in shown
    client.post(f"/cases/{reference}/recovery/end/", {"version": house.case(reference).version})
    assert "Decide on conclusive grounds" in client.get(f"/cases/{reference}/").content.decode()


def test_while_recovery_runs_its_end_is_refused_in_words() -> None:
    house = referrals.house(timezone.now() - timedelta(days=4))
    reference = house.adult()
    house.decide(reference, "positive")
    client = partners.client_for(house.caseworker)
    assert "End the recovery period" not in client.get(f"/cases/{reference}/recovery/").content.decode()
    sent = client.post(f"/cases/{reference}/recovery/end/", {"version": house.case(reference).version})
    assert sent.status_code == 422
    assert "This must wait until" in sent.content.decode()


def test_a_consultation_with_a_mistake_is_shown_again_with_what_was_typed() -> None:
    house = referrals.house()
    reference = house.adult()
    client = partners.client_for(house.caseworker)
    form = {"with_whom": "police", "took_part": "yes", "on-day": "31", "on-month": "2", "on-year": "2026"}
    sent = client.post(f"/cases/{reference}/recovery/consulted/", {**form, "said": "They found nothing."})
    said = sent.content.decode()
    assert sent.status_code == 422
    assert "Give the day on which it was discussed" in said
    assert "They found nothing." in said
    assert 'href="#on-day"' in said


def test_the_form_of_the_second_decision_shows_who_was_consulted() -> None:
    house = referrals.house(timezone.now() - timedelta(days=40))
    reference = house.adult()
    then = house.recovered(reference)
    then.consult(reference, "police")
    said = partners.client_for(house.caseworker).get(f"/cases/{reference}/conclusive-grounds/").content.decode()
    assert "On the balance of probabilities" in said
    assert "What the police said." in said
    assert "Not recorded yet" in said


def test_representations_and_an_extension_go_through_the_pages_and_are_shown() -> None:
    house = referrals.house(timezone.now() - timedelta(days=4))
    reference = house.adult()
    house.decide(reference, "positive")
    client = partners.client_for(house.caseworker)
    day = legal_day(timezone.now())
    received = {f"received_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    put = {"source": "support_provider", "text": "She cannot speak of it yet.", "token": "one", **received}
    assert client.post(f"/cases/{reference}/recovery/representations/", put).status_code == 302
    form = {"days": "ten", "reason": "serious_health", "words": "As the provider says.", "version": "1"}
    wrong = client.post(f"/cases/{reference}/recovery/extend/", form)
    assert wrong.status_code == 422
    assert 'href="#days"' in wrong.content.decode()
    assert client.post(f"/cases/{reference}/recovery/extend/", {**form, "days": "10"}).status_code == 302
    said = client.get(f"/cases/{reference}/recovery/").content.decode()
    assert "She cannot speak of it yet." in said
    assert "By 10 days, until" in said
    assert "Representations to answer" in client.get(f"/cases/{reference}/").content.decode()


def test_a_manager_gives_leave_and_the_caseworker_may_then_end_recovery_early() -> None:
    house = referrals.house(timezone.now() - timedelta(days=4))
    reference = house.adult()
    house.decide(reference, "positive")
    manager = partners.explained(partners.client_for(house.manager), reference)
    assert "Give leave to cross the bar" in manager.get(f"/cases/{reference}/recovery/").content.decode()
    leave = {"reason": "recovery_period:person_asked", "words": "She has asked twice."}
    assert manager.post(f"/cases/{reference}/recovery/override/", leave).status_code == 302
    said = partners.client_for(house.caseworker).get(f"/cases/{reference}/recovery/").content.decode()
    assert "She has asked twice." in said
    assert "End the recovery period" in said
