"""Where the person of a case is: kept with its number, shown to whoever may, and in the history before it is shown."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.cases.actions.revealing import reveal_in_case
from opennrm.cases.queries import case_for
from opennrm.cases.revealing import kept_of_ways, may_reveal
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.questions.whereabouts import Whereabouts
from opennrm.referrals.queries import SafeWay
from tests.factories import partners
from tests.factories.need import held, in_an_emergency, stranger
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db
LANTERN = "Office 4, Lantern House"


@pytest.fixture
def here() -> House:
    return house()


def revealed(reference: str, by: Actor, what: str = "address") -> list[str]:
    kept = reveal_in_case(reference, what=what, because="own_work", by=by, at=timezone.now())
    return [line for each in kept for line in each.lines]


def told() -> list[EventRow]:
    return list(EventRow.objects.filter(kind="WhereaboutsRevealed"))


@pytest.mark.proves("14.2.6")
def test_what_is_asked_for_is_shown_and_nothing_else_and_the_history_names_it_and_no_word_of_it(here: House) -> None:
    reference = held(here)
    assert LANTERN in revealed(reference, here.actor("caseworker"))
    assert revealed(reference, here.actor("caseworker"), "phone") == ["07700 900123"]
    first, second = (json.loads(row.body) for row in told())
    assert (first["facts"]["shown"], second["facts"]["shown"]) == ("address", "phone")
    assert first["facts"]["because"] == "own_work"
    written = "".join(row.body for row in told())
    assert "Lantern" not in written
    assert "900123" not in written


@pytest.mark.parametrize("what", ["email", "everything", "", "address phone"])
def test_what_is_not_kept_is_refused_at_its_field_and_nothing_is_recorded(here: House, what: str) -> None:
    with pytest.raises(Refused) as refused:
        revealed(held(here), here.actor("caseworker"), what)
    assert refused.value.refusal.field == "what"
    assert told() == []


@pytest.mark.proves("14.2.6", "8.2.3")
@pytest.mark.parametrize("who", ["second_officer", "officer"])
def test_whoever_needs_no_address_for_their_work_is_shown_none(here: House, who: str) -> None:
    with pytest.raises(NotYours):
        revealed(here.adult(), here.actor(who))
    assert told() == []


def test_a_manager_of_another_team_is_shown_none_and_in_an_emergency_a_caseworker_is(here: House) -> None:
    reference = held(here)
    for role in ("manager", "caseworker"):
        with pytest.raises(NotYours):
            revealed(reference, partners.actor(stranger(role)))
    rescuer = stranger()
    in_an_emergency(reference, rescuer)
    by = partners.actor(rescuer)
    assert may_reveal(case_for(by, reference, at=timezone.now()), by)
    assert LANTERN in revealed(reference, by)


def test_ways_are_numbered_as_the_form_that_sends_again_numbers_them_and_one_without_words_is_left_out() -> None:
    ways = [
        SafeWay("somebody_else", "post", "Rose House", ("4 Mill Lane",), True),
        SafeWay("person", "hand_over", "", (), False),
        SafeWay("person", "post", "", ("2 Safer Street",), True),
    ]
    assert [(each.what, each.label, each.lines) for each in kept_of_ways(ways)] == [
        (Whereabouts.ADDRESS, "Way 1: letters to the somebody else", ("Rose House", "4 Mill Lane")),
        (Whereabouts.ADDRESS, "Way 3: letters to the person", ("2 Safer Street",)),
    ]
