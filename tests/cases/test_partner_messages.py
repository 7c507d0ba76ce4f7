"""The caseworker asks in passing when to ring, the officer answers, and each is told only that there is work."""

from __future__ import annotations

import pytest

from opennrm.audit.models import EventRow
from opennrm.audit.queries import latest_events
from opennrm.cases.actions.partner_messages import (
    LONGEST,
    read_as_referrer,
    read_as_team,
    write_to_authority,
    write_to_referrer,
)
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.models import PartnerMessage
from opennrm.cases.partner_messages import latest_messages, unread_by_referrer, unread_in_case
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from tests.factories import partners, referrals
from tests.walls.made import seen_by

pytestmark = pytest.mark.django_db
ASKED, ANSWERED = "When does she ring you?", "On Tuesdays, from her sister's."


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def test_both_sides_write_and_read_and_are_told_that_there_is_work(house: referrals.House) -> None:
    reference = house.adult()
    case, officer, caseworker = house.case(reference), house.actor("officer"), house.actor("caseworker")
    Message.objects.all().delete()
    write_to_referrer(reference, text=ASKED, by=caseworker, at=house.at)
    assert unread_by_referrer([reference]) == {reference: 1}
    assert list(Message.objects.values_list("recipient__name", "line")) == [("Ola Brightwater", "you_have_work")]
    write_to_authority(reference, text=ANSWERED, by=officer, at=house.later(0).at)
    assert {each.text: each.read_at is not None for each in latest_messages(reference)} == {
        ANSWERED: False,
        ASKED: True,
    }
    assert unread_by_referrer([reference]) == {}
    assert unread_in_case(case.id).alone() == 1
    read_as_team(reference, by=caseworker, at=house.at)
    read_as_team(reference, by=caseworker, at=house.at)
    read_as_referrer(reference, by=officer, at=house.at)
    assert unread_in_case(case.id).alone() == 0
    assert EventRow.objects.filter(kind="PartnerMessagesRead").count() == 2
    assert "sister" not in " ".join(EventRow.objects.values_list("body", flat=True))
    assert latest_events(1)[0].case == reference
    assert check_casework() == []


def test_who_referred_is_told_of_by_who_holds_the_case_or_decides_in_its_team(house: referrals.House) -> None:
    reference = house.adult()
    Message.objects.all().delete()
    write_to_authority(reference, text=ANSWERED, by=house.actor("officer"), at=house.at)
    told = set(Message.objects.values_list("recipient__name", flat=True))
    assert "Imran Hollis" in told
    assert "Ola Brightwater" not in told


def test_nobody_else_reads_or_writes_also_where_the_program_forgot(house: referrals.House) -> None:
    reference = house.adult()
    write_to_referrer(reference, text=ASKED, by=house.actor("caseworker"), at=house.at)
    next_door = partners.actor(
        partners.account("first_responder", in_team=partners.team(house.officer.organisation, "South"))
    )
    for stranger in (next_door, partners.actor(partners.account("first_responder"))):
        with pytest.raises(NotYours):
            write_to_authority(reference, text=ANSWERED, by=stranger, at=house.at)
        with pytest.raises(NotYours):
            read_as_referrer(reference, by=stranger, at=house.at)
        with seen_by(stranger):
            assert not PartnerMessage.objects.exists()
    for who in ("officer", "colleague", "caseworker", "manager"):
        with seen_by(house.actor(who)):
            assert PartnerMessage.objects.count() == 1
    with pytest.raises((NotYours, Refused)):
        write_to_referrer(reference, text=ASKED, by=house.actor("officer"), at=house.at)


def test_of_a_restricted_case_they_are_read_by_those_on_its_list(house: referrals.House) -> None:
    reference = house.adult()
    write_to_referrer(reference, text=ASKED, by=house.actor("manager"), at=house.at)
    people = [house.manager.id, house.caseworker.id]
    seen = house.case(reference, "manager").version
    because = "famous_person"
    restrict_case(reference, because=because, people=people, seen=seen, by=house.actor("manager"), at=house.at)
    for who, count in (("caseworker", 1), ("second_caseworker", 0), ("officer", 1)):
        with seen_by(house.actor(who)):
            assert PartnerMessage.objects.count() == count, who
    with pytest.raises(NotYours):
        write_to_referrer(reference, text=ASKED, by=house.actor("second_caseworker"), at=house.at)


def test_what_is_wrong_names_the_field_and_the_same_form_writes_once(house: referrals.House) -> None:
    reference, by = house.adult(), house.actor("caseworker")
    for text in ("", "  ", "x" * (LONGEST + 1)):
        with pytest.raises(Refused) as refused:
            write_to_referrer(reference, text=text, by=by, at=house.at)
        assert refused.value.refusal.field == "text"
    for _twice in range(2):
        write_to_referrer(reference, text=ASKED, by=by, at=house.at, token="one")
        write_to_authority(reference, text=ANSWERED, by=house.actor("officer"), at=house.at, token="one")
    assert PartnerMessage.objects.count() == 2


def test_a_message_that_was_changed_behind_the_history_is_found(house: referrals.House) -> None:
    reference = house.adult()
    write_to_referrer(reference, text=ASKED, by=house.actor("caseworker"), at=house.at)
    message = PartnerMessage.objects.get()
    message.text = "Something else."
    message.save()
    assert [each.what for each in check_casework()] == ["the text of a message was changed behind its hash"]
    PartnerMessage.objects.all().delete()
    assert [each.what for each in check_casework()] == ["its messages are not those that its history tells of"]
