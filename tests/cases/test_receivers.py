"""Finding who receives a part: what a referral says leads to one organisation, or openly to none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from opennrm.cases.receivers import (
    Destination,
    Found,
    can_open,
    destinations_for,
    not_yet_told,
    places_told,
    to_choose_from,
)
from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.receivers import Receiver
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.questions.facts import facts_of
from tests.factories import parts as there

pytestmark = pytest.mark.django_db
WHERE, HERE = Receiver.POLICE_THERE, Receiver.POLICE_HERE


def found(at: datetime | None = None, **changed: Any) -> Found:
    when = at or timezone.now()
    return Found(facts_of(adult_answers(legal_day(when)) | changed), Nation.ENGLAND, legal_day(when), when)


def organisations_for(receiver: Receiver, asked: Found) -> list[UUID | None]:
    return [each.organisation_id for each in destinations_for(receiver, asked)]


def test_the_force_of_the_town_they_stay_in_or_of_a_region_that_has_one() -> None:
    kent = there.kent()
    assert organisations_for(HERE, found(staying_town="dover")) == [kent.organisation.id]
    scotland = there.receives(OrganisationType.POLICE, "police-scotland")
    assert organisations_for(HERE, found(staying_region="scotland")) == [scotland.organisation.id]
    assert organisations_for(HERE, found(staying_region="south_east")) == [None]


def test_each_force_of_where_it_happened_once_and_a_town_that_is_not_known_stays_open() -> None:
    kent = there.kent()
    uk = {"exploitation_where": "uk"}
    assert organisations_for(WHERE, found(**uk, exploitation_uk_towns=["dover", "margate"])) == [kent.organisation.id]
    both = organisations_for(WHERE, found(**uk, exploitation_uk_towns=["dover", "aberaeron"]))
    assert both == [kent.organisation.id, None]
    assert organisations_for(WHERE, found(**uk, exploitation_uk_towns=[])) == [None]


def test_what_was_reported_to_a_force_goes_there_and_what_happened_overseas_to_none() -> None:
    kent = there.kent()
    reported = {"reported_before": "yes", "police_force": "kent_police"}
    assert organisations_for(WHERE, found(**reported, exploitation_uk_towns=[])) == [kent.organisation.id]
    assert organisations_for(WHERE, found(exploitation_where="overseas", exploitation_uk_towns=[])) == []


def test_a_second_force_is_found_by_a_place_in_the_list_also_where_the_rest_happened_overseas() -> None:
    kent = there.kent()
    places = [{"place_where": "uk", "place_town": "dover"}, {"place_where": "uk", "place_town": "aberaeron"}]
    both = {"exploitation_uk_towns": [], "places": places}
    assert organisations_for(WHERE, found(exploitation_where="uk", **both)) == [kent.organisation.id, None]
    assert organisations_for(WHERE, found(exploitation_where="overseas", **both)) == [kent.organisation.id, None]


def test_where_nobody_can_open_it_nobody_is_found() -> None:
    kent = there.receives(OrganisationType.POLICE, "kent-police", readers=False)
    assert not can_open(kent.organisation.id, timezone.now())
    assert organisations_for(HERE, found(staying_town="dover")) == [None]


def test_a_force_that_does_not_work_here_is_stood_in_for_as_with_notifications(settings: Any) -> None:
    stand_in = there.receives(OrganisationType.POLICE, "stand-in")
    settings.FORCES_STAND_IN = "stand-in"
    assert organisations_for(HERE, found(staying_town="dover")) == [stand_in.organisation.id]


def test_who_stands_in_is_told_for_which_forces_and_a_part_that_nobody_was_found_for_says_for_which_towns(
    settings: Any,
) -> None:
    kent = there.kent().organisation.id
    stand_in = there.receives(OrganisationType.POLICE, "stand-in").organisation.id
    towns = {"exploitation_where": "uk", "exploitation_uk_towns": ["dover", "glasgow", "york", "aberaeron"]}
    not_known = ("aberaeron",)
    forces = ("police_scotland", "north_yorkshire_police")
    assert destinations_for(WHERE, found(**towns)) == [
        Destination(kent, ("kent_police",)),
        Destination(None, forces, not_known),
    ]
    settings.FORCES_STAND_IN = "stand-in"
    assert destinations_for(WHERE, found(**towns)) == [
        Destination(kent, ("kent_police",)),
        Destination(stand_in, forces),
        Destination(None, (), not_known),
    ]
    reported = {"reported_before": "yes", "police_force": "kent_police"}
    assert destinations_for(WHERE, found(**towns, **reported))[-1] == Destination(kent, ("kent_police",), not_known)


def test_a_part_of_before_is_for_whatever_force_is_not_known() -> None:
    assert places_told(None) == ((None,), ())
    assert places_told({"forces": ["kent_police"], "towns": ["aberaeron"]}) == (("kent_police",), ("aberaeron",))


def test_what_nobody_has_a_part_for_is_found_by_force_and_town() -> None:
    to = Destination(None, ("police_scotland", "kent_police"), ("aberaeron", "abbey_dore"))
    kent = (uuid4(), {"forces": ["kent_police"], "towns": ["aberaeron"]})
    rest = Destination(None, ("police_scotland",), ("abbey_dore",))
    assert not_yet_told(to, []) == to
    assert not_yet_told(to, [kent]) == rest
    assert not_yet_told(to, [kent, (None, rest.stands_for)]) is None
    assert not_yet_told(to, [(uuid4(), None)]) == replace(to, towns=()), "one of before is for towns of no known force"
    assert not_yet_told(Destination(kent[0], ("police_scotland",)), [kent]) is None
    assert not_yet_told(Destination(None), [kent]) is None


def test_the_guardians_of_a_nation_are_those_that_the_settings_name(settings: Any) -> None:
    guardians = there.receives(OrganisationType.CHARITY, "guardians")
    assert organisations_for(Receiver.GUARDIAN_SERVICE, found()) == [None]
    settings.GUARDIAN_SERVICES = {"england": "guardians"}
    assert organisations_for(Receiver.GUARDIAN_SERVICE, found()) == [guardians.organisation.id]


def test_of_several_providers_a_person_chooses() -> None:
    one, two = there.support("One"), there.support("Two")
    assert organisations_for(Receiver.SUPPORT_PROVIDER, found()) == [None]
    offered = {row.id for row in to_choose_from(Receiver.SUPPORT_PROVIDER, legal_day(timezone.now()))}
    assert offered == {one.organisation.id, two.organisation.id}
