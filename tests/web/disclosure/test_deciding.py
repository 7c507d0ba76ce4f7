"""Whoever decides what is held back reads where the person is safe only for a reason, and the history says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.cases.looks import looks_at
from opennrm.disclosure.actions.deciding import HeldBack, what_would_be_given
from opennrm.disclosure.actions.releasing import release_disclosure
from opennrm.disclosure.models import Disclosure
from opennrm.mechanism.refusal import Refused
from opennrm.web.sent_once import TWICE
from tests.disclosure.records import EVERY_MARK, OWN_SAFE, Example
from tests.web.disclosure.test_disclosing import read_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("14.2.6", "PRIV-08")]
REASON = "The judge alone reads it: order of 3 May."
SHOW: dict[str, Any] = {"held_back": list(EVERY_MARK), "lifts": "yes", "do": "show"}


def told_in(page: Any) -> list[str]:
    """What of where the person is safe stands on a page."""
    return [each for each in OWN_SAFE if each in page.content.decode()]


def reveals(here: Example) -> int:
    return EventRow.objects.filter(kind="WhereaboutsRevealed", case_reference=here.reference).count()


@pytest.mark.parametrize("because", ["", " \n "])
def test_nobody_reads_where_the_person_is_by_ticking_a_box_without_a_reason(
    here: Example, client: Client, because: str
) -> None:
    path = f"/cases/{here.reference}/disclosures/{here.prepared('court')}/decide/"
    for do in ("show", "decide"):
        answer = client.post(path, SHOW | {"lifted_because": because, "do": do, "read": "yes"})
        assert answer.status_code == 422
        assert "Write why it has to be said where the person is safe" in answer.content.decode()
        assert told_in(answer) == []
    assert reveals(here) == 0


def test_for_a_reason_it_is_shown_and_the_history_says_that_it_was(here: Example, client: Client) -> None:
    path = f"/cases/{here.reference}/disclosures/{here.prepared('court')}/decide/"
    page = client.post(path, SHOW | {"lifted_because": REASON})
    assert page.status_code == 200
    assert "Lantern House" in told_in(page)
    kept = {event.what for event in looks_at(here.reference, 50)}
    assert {"address", "phone"} <= kept
    assert {look.because for look in looks_at(here.reference, 50) if look.what == "address"} == {
        "subject_access_request"
    }
    before = reveals(here)
    # What was shown can be decided, and the page that is opened anew shows it only to whoever asks again.
    sent = SHOW | {"lifted_because": REASON, "do": "decide", "read": "yes", "seen": read_of(page.content.decode())}
    assert client.post(path, sent).status_code == 302
    told: dict[str, Any] = {"agreed": False, "remark": "Is that needed?", "seen": ""}
    release_disclosure(here.reference, Disclosure.objects.get().id, **told, by=here.second, at=timezone.now())
    again = client.get(path)
    assert REASON in again.content.decode()
    assert told_in(again) == []
    assert reveals(here) == before


def test_once_it_is_decided_the_form_shows_it_to_nobody(here: Example, client: Client) -> None:
    disclosure = here.prepared("court")
    here.decided(disclosure)
    before = reveals(here)
    answer = client.post(f"/cases/{here.reference}/disclosures/{disclosure}/decide/", SHOW | {"lifted_because": REASON})
    assert answer.status_code == 409
    assert told_in(answer) == []
    for because in (REASON, " "):
        held = HeldBack(EVERY_MARK, lifts=True, lifted_because=because)
        with pytest.raises(Refused, match="changed_meanwhile"):
            what_would_be_given(here.reference, disclosure, held=held, by=here.officer, at=timezone.now())
    assert reveals(here) == before


def test_a_field_that_came_twice_is_told_before_that_it_is_decided_already(here: Example, client: Client) -> None:
    disclosure = here.prepared("court")
    here.decided(disclosure)
    path = f"/cases/{here.reference}/disclosures/{disclosure}/decide/"
    twice = client.post(path, SHOW | {"lifted_because": [REASON, "another"]})
    assert twice.status_code == 422
    assert TWICE in twice.content.decode()
    assert client.post(path, SHOW | {"lifted_because": REASON}).status_code == 409
    assert told_in(twice) == []
