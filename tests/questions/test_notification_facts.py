"""What a notification says as values: what names somebody is made for a named one only."""

from __future__ import annotations

import pytest

from opennrm.mechanism.duty_to_notify import NotificationKind
from opennrm.mechanism.vocabulary import Nation
from opennrm.questions.exploitation import StatisticsType
from opennrm.questions.notification_facts import notification_facts
from tests.questions.edits import adult, anonymous, named


def test_an_anonymous_notification_has_facts_that_name_nobody() -> None:
    facts = notification_facts(anonymous(notified_exploitation=["commercial_sex", "forced_theft"]))
    assert facts.kind is NotificationKind.ANONYMOUS
    assert facts.named is None
    assert facts.what_happened == "Something said"
    assert facts.shared.statistics_types == (StatisticsType.SEXUAL, StatisticsType.CRIMINAL)
    assert facts.shared.force_nation is Nation.ENGLAND


def test_a_named_one_has_the_person_and_their_consent() -> None:
    facts = notification_facts(named())
    assert facts.kind is NotificationKind.NAMED
    assert facts.named is not None
    assert facts.named.first_name == "Something said"
    assert facts.named.phone == "07700 900123"
    assert facts.named.consent.explained


def test_names_that_stand_beside_an_anonymous_one_do_not_reach_it() -> None:
    planted = named(notified_first_name="Zubrowka", named_what_happened="Zubrowka") | anonymous()
    assert "Zubrowka" not in str(notification_facts(planted))


def test_a_force_may_be_of_the_whole_of_britain() -> None:
    assert notification_facts(anonymous(notified_place_force="british_transport_police")).shared.force_nation is None


def test_a_referral_has_no_such_facts() -> None:
    with pytest.raises(KeyError):
        notification_facts(adult())
