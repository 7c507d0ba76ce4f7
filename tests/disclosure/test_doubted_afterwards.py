"""A notification that turns out to be about somebody else is given out by no disclosure, also not a released one."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.disclosure.actions.preparing import drop_disclosure
from opennrm.disclosure.models import Disclosure
from opennrm.disclosure.queries import disclosure_of
from opennrm.disclosure.verification import check_disclosures
from opennrm.mechanism.refusal import Refused
from tests.disclosure.records import Example
from tests.disclosure.test_gathering import let_in, referred_after, returned
from tests.factories import cases as made
from tests.factories.partners import client_for, explained

pytestmark = [pytest.mark.django_db, pytest.mark.proves("PRIV-08")]


def two_released(here: Example) -> tuple[UUID, UUID]:
    """One into which the notification was let in, and one that was begun later and holds it too."""
    first, second = here.prepared(), here.prepared()
    let_in(here, first)
    for each in (first, second):
        here.decided(each)
    here.released(first)
    assert "Radu" in str(Disclosure.objects.get(id=first).content)
    return first, second


def page_of(here: Example, disclosure: UUID) -> str:
    client = client_for(made.account_of(here.officer))
    explained(client, here.reference, "subject_access_request")
    return str(client.get(f"/cases/{here.reference}/disclosures/{disclosure}/").content.decode())


def test_what_was_released_and_not_taken_comes_back_empty_when_the_notification_is_doubted() -> None:
    here = referred_after()
    first, second = two_released(here)
    assert "Take the file out" in page_of(here, first)
    returned(here, second)
    with pytest.raises(Refused, match="not_released"):
        here.taken(first)
    for each in (first, second):
        row = Disclosure.objects.get(id=each)
        assert (row.state, row.content, row.withheld, row.let_in_because) == ("returned", None, None, None)
    page = page_of(here, first)
    assert "Take the file out" not in page
    assert "Radu" not in page
    assert "the notification that it held was taken out of the record again" in page
    assert [event.kind for event in events_of_case(here.reference)].count("DisclosureReturned") == 2
    assert check_disclosures() == []
    # Decided anew it is without the notification, and can be released and taken out.
    here.decided(first)
    assert "Radu" not in str(Disclosure.objects.get(id=first).content)
    here.released(first)
    assert here.taken(first).content.startswith(b"PK")


def test_what_was_released_comes_back_when_what_the_notification_was_let_into_is_given_up() -> None:
    here = referred_after()
    source, other = here.prepared(), here.prepared()
    let_in(here, source)
    here.decided(other)
    here.released(other)
    drop_disclosure(here.reference, source, by=here.officer, at=timezone.now())
    assert Disclosure.objects.get(id=other).state == "returned"
    assert check_disclosures() == []


def test_a_file_that_was_taken_out_is_not_given_out_once_more_when_it_holds_what_is_doubted() -> None:
    here = referred_after()
    first, second = two_released(here)
    here.taken(first)
    here.taken(first)  # as often as they want, while nobody doubts it
    returned(here, second)
    with pytest.raises(Refused, match="doubted_since"):
        here.taken(first)
    assert disclosure_of(made.seen(here.reference, here.officer).id, first).state == "released", "it has left"
    # Nor when it is let in anew for another reason: what left rested on the first.
    again = here.prepared()
    let_in(here, again, "Her brother sent it.")
    with pytest.raises(Refused, match="doubted_since"):
        here.taken(first)


def test_what_holds_no_notification_stays_released_whatever_is_doubted() -> None:
    here = referred_after()
    before = here.prepared()
    here.decided(before)
    here.released(before)
    disclosure = here.prepared()
    let_in(here, disclosure)
    here.decided(disclosure)
    returned(here, disclosure)
    assert here.taken(before).content.startswith(b"PK")
