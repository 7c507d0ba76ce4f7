"""What could not leave is shown by reference to those who see the case, and to others as a count at most."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.outgoing import dead_letters, outbox
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor
from tests.factories import cases as made
from tests.factories.need import answer
from tests.factories.partners import client_for

pytestmark = pytest.mark.django_db


def stuck() -> str:
    """A case with a letter that could not be delivered."""
    reference = made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker"))
    letters = Message.objects.filter(letter__case_reference=reference, channel="post")
    letters.update(state="dead", last_error="letter_cannot_be_printed", attempts=1)
    return reference


def restricted(reference: str, by: Actor) -> None:
    case = made.seen(reference, by)
    people = {by.account_id, case.owner_id or by.account_id}
    restrict_case(reference, because="operation", people=people, seen=case.version, by=by, at=timezone.now())


def counted(actor: Actor) -> int:
    return sum(each.count for each in outbox(actor, at=timezone.now()))


@pytest.mark.proves("8.2.2", "AZ-05")
def test_a_letter_that_is_stuck_is_named_to_who_sees_its_case_and_to_nobody_else() -> None:
    manager, other = made.officer("manager", name="Mina Grove"), made.officer("manager", name="Max Hill")
    elsewhere = made.officer("manager", in_team=made.authority_team(of="uk-visas-and-immigration"), name="Noor Dale")
    reference = stuck()
    page = client_for(made.account_of(elsewhere)).get("/delivery/").content.decode()
    assert reference not in page
    assert "letters of cases that you do not see: <strong>1</strong>" in page
    assert reference in client_for(made.account_of(other)).get("/delivery/").content.decode()
    before = {each: counted(each) for each in (manager, other, elsewhere)}
    restricted(reference, manager)
    letters = Message.objects.filter(letter__case_reference=reference).count()
    for off_it in (other, elsewhere):
        page = client_for(made.account_of(off_it)).get("/delivery/").content.decode()
        assert reference not in page
        assert "letters of cases that you do not see" not in page
        assert counted(off_it) == before[off_it] - letters
    with_it = [answer(client_for(made.account_of(off_it)), "/delivery/") for off_it in (other, elsewhere)]
    assert [row.reference for row in dead_letters(manager, at=timezone.now())] == [reference]
    assert counted(manager) == before[manager]
    assert reference in client_for(made.account_of(manager)).get("/delivery/").content.decode()
    Message.objects.filter(letter__case_reference=reference).delete()
    without = [answer(client_for(made.account_of(off_it)), "/delivery/") for off_it in (other, elsewhere)]
    assert with_it == without
