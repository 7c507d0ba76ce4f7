"""Every outcome and every change writes to whom it should, safely, and says no more than each may know."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.cases.actions.letters import write_of_change, write_request
from opennrm.cases.models import Case
from opennrm.cases.parties import PartyRead
from opennrm.cases.planned_letters import Planned, ToldChange, _has_the_papers
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.serving import AGENCIES, Change
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.notifications.kinds import Audience, Channel, LetterKind
from opennrm.notifications.letters import TO_WHOM_A_DECISION_GOES, render_letter
from opennrm.notifications.models import Letter, Message
from tests.cases.changes import CHANGES, DAY, concluded, happens
from tests.factories import cases as made
from tests.factories import partners
from tests.notifications.reading import on_one_line

pytestmark = pytest.mark.django_db
ADDRESS = "Office 4, Lantern House"
EXPLOITER = "Mister Quillfeather of the nail bar"


def a_case(**changed: Any) -> str:
    """A case in which a force, a support provider and (for a child) a council have a part besides who referred."""
    partners.organisation("Kent Police", kind=OrganisationType.POLICE)
    partners.organisation("Made-up Support", kind=OrganisationType.SUPPORT_PROVIDER, nation=None, may_refer=False)
    given = {"reported_before": "yes", "police_force": "kent_police", "exploiters_known": EXPLOITER, **changed}
    return made.referred(**given)


def letters(reference: str) -> list[Letter]:
    return list(Letter.objects.filter(case_reference=reference).order_by("written_at", "id"))


def audiences(reference: str, kind: str) -> set[str]:
    return {letter.audience for letter in letters(reference) if letter.kind == kind}


@pytest.mark.parametrize("outcome", ["positive", "negative"])
def test_conclusive_grounds_are_served_and_every_party_is_told(outcome: str) -> None:
    reference = a_case()
    concluded(reference, outcome, by=made.officer("caseworker").account_id)
    assert audiences(reference, f"conclusive_grounds_{outcome}") == {"person"}
    assert audiences(reference, "notice_of_outcome") == {"first_responder", "police", "support_provider"}
    for letter in letters(reference):
        assert ("reasons" in letter.content) is (letter.kind == "conclusive_grounds_negative")


def test_a_positive_says_how_long_support_goes_on() -> None:
    reference = a_case()
    concluded(reference, "positive", by=made.officer("caseworker").account_id)
    papers = next(letter for letter in letters(reference) if letter.audience == "person")
    assert papers.content["move_on_days"] == 45
    assert papers.content["outcome_words"] == "a victim of modern slavery"


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("child", [False, True])
def test_nothing_is_said_to_whom_it_may_not_be(name: str, child: bool) -> None:
    reference = a_case(child=child)
    event, facts = CHANGES[name]
    happens(reference, event, **facts)
    for letter in letters(reference):
        said = json.dumps(letter.content, ensure_ascii=False)
        assert EXPLOITER not in said
        assert "reasons" not in letter.content
        assert not (child and letter.audience == "person")
        if letter.organisation_id:
            assert letter.channel == "portal"
            assert Audience(letter.audience) in AGENCIES
            assert "Exemple" not in said
            assert ADDRESS not in said
        else:
            assert Audience(letter.audience) in TO_WHOM_A_DECISION_GOES
        pdf = render_letter(LetterKind(letter.kind), Audience(letter.audience), letter.content)
        assert reference in on_one_line(pdf)
    assert audiences(reference, "notice_of_change") >= {"first_responder"}


@pytest.mark.parametrize(
    ("name", "notices", "papers"),
    [
        ("suspended", {"first_responder", "police", "support_provider"}, False),
        ("resumed", {"first_responder", "police", "support_provider"}, False),
        ("withdrawn in writing", {"first_responder", "support_provider"}, True),
        ("withdrawn by leaving", {"first_responder", "support_provider"}, False),
        ("closed, died", {"first_responder", "police", "support_provider"}, False),
        ("closed, duplicate", {"first_responder", "police", "support_provider"}, False),
        ("closed, consent invalid", {"first_responder", "police", "support_provider"}, True),
        ("transferred", {"first_responder", "police", "support_provider"}, True),
        ("reconsideration refused", {"first_responder", "support_provider"}, True),
    ],
)
def test_each_change_is_told_to_these(name: str, notices: set[str], papers: bool) -> None:
    reference = a_case()
    event, facts = CHANGES[name]
    happens(reference, event, **facts)
    assert audiences(reference, "notice_of_change") == notices
    assert any(letter.audience == "person" for letter in letters(reference)) is papers


def test_a_force_that_referred_is_asked_as_police_too_and_told_once() -> None:
    reference = made.referred()
    event, facts = CHANGES["suspended"]
    happens(reference, event, **facts)
    (notice,) = letters(reference)
    assert "Police National Computer" in notice.content["next_steps"]
    assert "Send nothing to their last address" in notice.content["next_steps"]


def test_where_nobody_may_be_written_to_who_referred_is_asked_to_tell() -> None:
    reference = made.referred(decision_by=["post"], exploitation_uk_details="They slept at the office, ZZ99 9ZZ.")
    event, facts = CHANGES["withdrawn in writing"]
    happens(reference, event, **facts)
    (notice,) = letters(reference)
    assert "We have not written to the person." in notice.content["next_steps"]


def test_an_address_where_it_happened_keeps_a_decision_from_being_served() -> None:
    reference = made.referred(exploitation_uk_details="They slept at the office, zz999zz.")
    with pytest.raises(Refused, match="nobody_to_serve"):
        concluded(reference, "positive", by=made.officer("caseworker").account_id)
    assert letters(reference) == []


def test_nobody_writes_to_a_person_who_died_whatever_happens_then() -> None:
    reference = a_case()
    Case.objects.filter(reference=reference).update(ended_because="died")
    with command():
        write_of_change(reference, ToldChange(Change.CASE_REOPENED, DAY), at=timezone.now(), by=None)
    assert {letter.audience for letter in letters(reference)} == {"first_responder", "police", "support_provider"}
    assert not any("Tell them" in letter.content["next_steps"] for letter in letters(reference))


@pytest.mark.parametrize("change", [Change.RECOVERY_EXTENDED, Change.CONSENT_BEFORE_18, Change.TURNED_18])
def test_what_has_no_event_of_its_own_is_told_in_the_same_way(change: Change) -> None:
    reference = a_case(child=True)
    with command():
        ids = write_of_change(reference, ToldChange(change, DAY, until_on=DAY), at=timezone.now(), by=None)
    assert [letter.kind for letter in letters(reference)].count(change.value) == 1
    assert Message.objects.filter(letter_id__in=ids).count() == len(ids)
    assert "person" not in {letter.audience for letter in letters(reference)}


def test_an_agency_is_asked_and_reminded_and_another_cannot_be() -> None:
    reference = a_case()
    force = next(letter.organisation_id for letter in _notices(reference) if letter.audience == "police")
    with command():
        write_request(reference, force, questions=["Is there a report?"], at=timezone.now(), by=None, reply_by_on=DAY)
        write_request(reference, force, questions=["Is there?"], at=timezone.now(), by=None, first_asked_on=DAY)
    assert audiences(reference, "request_for_information") == audiences(reference, "reminder_of_request") == {"police"}
    stranger = partners.organisation("Elsewhere Police", nation=Nation.SCOTLAND)
    with pytest.raises(Refused, match="not_a_party"), command():
        write_request(reference, stranger.id, questions=["?"], at=timezone.now(), by=None)


def _notices(reference: str) -> list[Letter]:
    event, facts = CHANGES["suspended"]
    happens(reference, event, **facts)
    return letters(reference)


@pytest.mark.parametrize(
    ("addressee", "because", "has"),
    [
        ("North Exemple Council", "acts_in_the_case", True),
        ("South Exemple Council", "told_about_a_child", False),
        ("Council", "told_about_a_child", True),
        ("Council", "acts_in_the_case", False),
    ],
)
def test_a_council_is_told_unless_the_papers_go_to_that_very_council(addressee: str, because: str, has: bool) -> None:
    party = PartyRead(uuid4(), Audience.COUNCIL, uuid4(), "North Exemple Council", "local_authority", because)
    kind = LetterKind.REASONABLE_GROUNDS_POSITIVE
    papers = Planned(kind, Audience.COUNCIL, Channel.HAND_OVER, (addressee, "Handed over by X"), False, {})
    assert _has_the_papers(party, papers) is has
