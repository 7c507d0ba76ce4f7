"""Ola corrects where Minh is and what he is called: Lighthouse and the police are told what is new, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.cases.actions.consents import record_consent
from opennrm.cases.actions.part_tasks import TITLE
from opennrm.cases.actions.receiving_parts import receive_part, route_part
from opennrm.cases.actions.renewing_parts import TITLES
from opennrm.cases.actions.restricting import restrict_case, unrestrict_case
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.consents import ledger_of
from opennrm.cases.models import Case, Part, Task
from opennrm.cases.part_verification import check_parts
from opennrm.cases.parts import parts_received
from opennrm.cases.party_verification import check_parties
from opennrm.cases.verification import check_cases
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.receivers import PartState, Receiver
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor
from opennrm.referrals.correcting import correct_entry, correct_page
from opennrm.referrals.models import Referral
from tests.behind import asked_by
from tests.cases.test_consents import spoken
from tests.cases.test_part_tasks import taken
from tests.factories import cases as made
from tests.factories import partners
from tests.factories import parts as there

pytestmark = pytest.mark.django_db
SUPPORT, HERE, WHERE = Receiver.SUPPORT_PROVIDER, Receiver.POLICE_HERE, Receiver.POLICE_THERE


def corrected(reference: str, page: str, *, seen: int = 1, **answers: list[str]) -> None:
    who = Referral.objects.select_related("submitted_by").get(reference=reference).submitted_by
    why: dict[str, Any] = {"reason": "A slip.", "seen": seen, "token": f"{page}{seen}"}
    correct_page(reference, page, answers, **why, by=partners.actor(who), at=timezone.now())


def renamed(reference: str) -> None:
    corrected(reference, "name", first_name=["Kanarivex"], last_name=["Tran"])


def open_parts(reference: str) -> dict[Receiver, Part]:
    rows = Part.objects.filter(case_reference=reference).exclude(state="ended")
    return {Receiver(row.receiver): row for row in rows}


def restricted(reference: str) -> Actor:
    manager = made.officer("manager")
    version, people = made.seen(reference, manager).version, [manager.account_id]
    restrict_case(reference, because="operation", people=people, seen=version, by=manager, at=timezone.now())
    return manager


def test_whoever_has_a_part_finds_the_newest_is_told_and_reads_nothing_old() -> None:
    lighthouse, _kent = there.support(), there.kent()
    reference = there.adult()
    receive_part(open_parts(reference)[SUPPORT].id, by=lighthouse.actor, at=timezone.now())
    Message.objects.update(state="sent", sent_at=timezone.now())
    renamed(reference)
    parts = open_parts(reference)
    assert {part.state for part in parts.values()} == {"waiting"}
    assert set(parts) == {SUPPORT, HERE, WHERE}
    assert all("Kanarivex" in str(part.content) for part in parts.values())
    assert Message.objects.filter(recipient=lighthouse.account, state="waiting").count() == 1
    with asked_by(lighthouse.actor):
        assert [row.state for row in parts_received(lighthouse.actor)] == [PartState.WAITING]
    assert not Task.objects.exists()
    assert check_parts() == check_parties() == check_cases() == []


def test_what_nobody_was_found_for_says_the_newest_when_it_is_sent() -> None:
    reference = there.adult(police_contact_agreed="no")
    renamed(reference)
    part = open_parts(reference)[SUPPORT]
    assert (part.state, "Kanarivex" in str(part.content)) == ("not_routed", True)
    assert check_parts() == check_cases() == []


def test_what_did_not_change_for_a_receiver_stays_as_it_is() -> None:
    there.support()
    reference = there.adult(police_contact_agreed="no")
    before = open_parts(reference)[SUPPORT].id
    corrected(reference, "how-they-were-treated", treatment=["They took her passport."])
    assert open_parts(reference)[SUPPORT].id == before
    assert Part.objects.count() == 1


def test_of_a_restricted_case_what_is_held_is_renewed_and_what_lies_there_is_a_task_until_it_is_open_again() -> None:
    lighthouse, _kent = there.support(), there.kent()
    reference = there.adult()
    receive_part(open_parts(reference)[SUPPORT].id, by=lighthouse.actor, at=timezone.now())
    manager = restricted(reference)
    renamed(reference)
    parts = open_parts(reference)
    told = {receiver: (part.state, "Kanarivex" in str(part.content)) for receiver, part in parts.items()}
    assert told == {SUPPORT: ("received", False), HERE: ("held", True), WHERE: ("held", True)}
    task = Task.objects.get()
    assert (task.title, task.assignee_id) == (TITLES[SUPPORT], manager.account_id)
    assert "Kanarivex" not in task.title
    unrestrict_case(reference, seen=made.seen(reference, manager).version, by=manager, at=timezone.now())
    parts = open_parts(reference)
    assert {part.state for part in parts.values()} == {"waiting"}
    assert all("Kanarivex" in str(part.content) for part in parts.values())
    assert check_parts() == check_cases() == check_casework() == []


def test_who_would_not_have_it_by_what_was_corrected_is_told_nothing_new_and_who_would_has_it() -> None:
    made.officer("caseworker")
    kent = there.kent()
    scotland = there.receives(OrganisationType.POLICE, "police-scotland")
    reference = there.adult(support_wanted="no")
    corrected(reference, "staying-now", staying_town=["glasgow"], staying_region=["scotland"])
    here = {row.organisation_id: row for row in Part.objects.filter(receiver=HERE.value).exclude(state="ended")}
    assert set(here) == {kent.organisation.id, scotland.organisation.id}
    assert "Glasgow" not in str(here[kent.organisation.id].content)
    assert "Glasgow" in str(here[scotland.organisation.id].content)
    assert Task.objects.get().title == TITLES[HERE]


def test_what_somebody_reads_on_though_the_person_no_longer_agrees_is_not_renewed(settings: Any) -> None:
    settings.WITHDRAWN_ENDS_READING = []
    lighthouse = there.support()
    reference = there.adult(police_contact_agreed="no")
    receive_part(open_parts(reference)[SUPPORT].id, by=lighthouse.actor, at=timezone.now())
    seen = len(ledger_of(Case.objects.get(reference=reference).id))
    said = spoken(ConsentScope.SUPPORT, agrees=False)
    record_consent(reference, said, seen=seen, by=made.officer("caseworker"), at=timezone.now())
    renamed(reference)
    part = Part.objects.get()
    assert (part.state, "Kanarivex" in str(part.content)) == ("received", False)


def test_every_receiver_has_words_that_name_nobody() -> None:
    assert set(TITLES) == set(Receiver)


def there_parts(reference: str) -> dict[str, tuple[list[str], list[str], str]]:
    """By who has each part of where it happened, or for what nobody was found: its forces, its towns, what it says."""
    found = {}
    for row in Part.objects.filter(case_reference=reference, receiver=WHERE.value).exclude(state="ended"):
        forces, towns = row.stands_for["forces"], row.stands_for["towns"]
        who = row.organisation.name if row.organisation else f"nobody for {towns or forces}"
        found[who] = (forces, towns, str(row.content))
    return found


def test_a_new_place_whose_force_is_not_here_or_not_known_waits_for_somebody_who_says_who_is_told() -> None:
    there.kent()
    reference = there.adult(support_wanted="no")
    by = taken(reference)
    corrected(reference, "places-in-the-uk", exploitation_uk_towns=["maidstone", "leeds", "abbey_dore"])
    rest = (["west_yorkshire_police"], ["abbey_dore"])
    assert {name: row[:2] for name, row in there_parts(reference).items()} == {
        "Kent Police": (["kent_police"], []),
        "nobody for ['abbey_dore']": rest,
    }
    assert [(task.title, task.assignee_id) for task in Task.objects.all()] == [(TITLE, by.account_id)]
    corrected(reference, "places-in-the-uk", seen=2, exploitation_uk_towns=["maidstone", "glasgow"])
    assert set(there_parts(reference)) == {"Kent Police", "nobody for ['police_scotland']"}
    corrected(reference, "places-in-the-uk", seen=3, exploitation_uk_towns=["maidstone"])
    assert set(there_parts(reference)) == {"Kent Police"}
    assert not Task.objects.filter(done_at__isnull=True).exists()
    assert check_parts() == check_cases() == check_casework() == []


def test_a_force_that_was_chosen_for_one_town_is_told_of_no_other_whose_force_is_not_known() -> None:
    west_mercia = there.receives(OrganisationType.POLICE, "west-mercia-police", "West Mercia Police")
    once: dict[str, Any] = {
        "exploitation_in": "uk",
        "exploitation_town": "abbey_dore",
        "exploitation_dates": "In spring",
    }
    once |= {"id": "one", "exploitation_kinds": ["forced_begging"]}
    listed = {"exploited_more_than_once": "yes", "exploitations": [once]}
    reference = there.adult(support_wanted="no", exploitation_uk_towns=["abbey_dore"], **listed)
    by, part = taken(reference), open_parts(reference)[WHERE]
    here = west_mercia.organisation.id
    route_part(reference, part.id, organisation_id=here, told_otherwise=False, by=by, at=timezone.now())
    who = partners.actor(Referral.objects.select_related("submitted_by").get(reference=reference).submitted_by)
    again = {"exploitation_in": ["uk"], "exploitation_town": ["abberton"], "exploitation_dates": ["At harvest"]}
    again |= {"exploitation_kinds": ["forced_theft"]}
    why: dict[str, Any] = {"reason": "She told more.", "seen": 1, "token": "more", "by": who, "at": timezone.now()}
    assert correct_entry(reference, "each-exploitation", "two", again, is_removed=False, **why).version
    parts = there_parts(reference)
    assert {name: row[:2] for name, row in parts.items()} == {
        "West Mercia Police": ([], ["abbey_dore"]),
        "nobody for ['abberton']": ([], ["abberton"]),
    }
    theirs, others = parts["West Mercia Police"][2], parts["nobody for ['abberton']"][2]
    assert ("In spring" in theirs, "At harvest" in theirs) == (True, False)
    assert ("In spring" in others, "At harvest" in others) == (False, True)
    assert check_parts() == check_cases() == []
