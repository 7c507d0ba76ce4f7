"""Who receives a part: a child's protectors always, an adult's helpers as far as the adult agrees."""

from __future__ import annotations

import pytest

from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said
from opennrm.mechanism.receivers import (
    RULES,
    TYPES,
    PartState,
    Receiver,
    not_sent_on,
    receivers_for,
    stopped_by,
    stops_in,
    why_not_sent,
)
from opennrm.mechanism.sources import SOURCES
from opennrm.mechanism.stages import ENDED_STAGES, OPEN_STAGES, Stage
from opennrm.mechanism.vocabulary import ReferralKind

CHILD, ADULT = ReferralKind.CHILD, ReferralKind.ADULT
SUPPORT, POLICE, SHARING = ConsentScope.SUPPORT, ConsentScope.POLICE_CONTACT, ConsentScope.SHARING
FORCES = {Receiver.POLICE_HERE, Receiver.POLICE_THERE}


def those(kind: ReferralKind, **said: Said) -> set[Receiver]:
    standing = {ConsentScope(scope): word for scope, word in said.items()}
    return {rule.receiver for rule in receivers_for(kind, standing, sharing_asked=False)}


def test_a_childs_part_goes_to_council_guardian_and_police_whatever_anybody_consents_to() -> None:
    expected = {Receiver.COUNCIL_SAFEGUARDING, Receiver.GUARDIAN_SERVICE} | FORCES
    assert those(CHILD) == those(CHILD, sharing=Said.REFUSED) == expected


def test_an_adults_goes_nowhere_by_itself_and_as_far_as_they_agree() -> None:
    assert those(ADULT, referral=Said.GIVEN) == set()
    assert those(ADULT, support=Said.GIVEN) == {Receiver.SUPPORT_PROVIDER}
    assert those(ADULT, police_contact=Said.GIVEN) == FORCES


@pytest.mark.parametrize("no", [Said.REFUSED, Said.WITHDRAWN])
def test_a_no_to_one_stops_that_and_a_no_to_sharing_everything_that_rests_on_consent(no: Said) -> None:
    assert those(ADULT, support=no, police_contact=Said.GIVEN) == FORCES
    assert those(ADULT, support=Said.GIVEN, police_contact=Said.GIVEN, sharing=no) == set()


def test_where_sharing_was_asked_about_only_a_yes_lets_anything_go_but_a_child_is_protected_all_the_same() -> None:
    yes = {SUPPORT: Said.GIVEN, POLICE: Said.GIVEN}
    assert receivers_for(ADULT, yes, sharing_asked=True) == ()
    assert len(receivers_for(ADULT, yes | {SHARING: Said.GIVEN}, sharing_asked=True)) == 3
    assert len(receivers_for(CHILD, {}, sharing_asked=True)) == 4


@pytest.mark.parametrize("no", [Said.REFUSED, Said.WITHDRAWN])
def test_an_adult_who_left_has_nothing_sent_whatever_else_they_agreed_to_and_a_child_is_still_protected(
    no: Said,
) -> None:
    assert those(ADULT, referral=no, support=Said.GIVEN, police_contact=Said.GIVEN, sharing=Said.GIVEN) == set()
    assert those(CHILD, referral=no) == those(CHILD)


def test_what_stops_is_what_rested_on_it() -> None:
    assert stopped_by(SUPPORT) == {Receiver.SUPPORT_PROVIDER}
    assert stopped_by(POLICE) == FORCES
    assert stopped_by(SHARING) == FORCES | {Receiver.SUPPORT_PROVIDER}
    assert stopped_by(ConsentScope.REFERRAL) == set(Receiver)


def test_what_was_received_stops_only_where_the_settings_say_so() -> None:
    assert stops_in(PartState.WAITING, POLICE, ())
    assert stops_in(PartState.HELD, POLICE, ())
    assert not stops_in(PartState.RECEIVED, POLICE, ("support",))
    assert stops_in(PartState.RECEIVED, POLICE, ("support", "police_contact"))
    assert not stops_in(PartState.ENDED, POLICE, ("police_contact",))


def test_every_rule_has_a_declared_source_and_every_receiver_somebody_to_choose() -> None:
    assert all(rule.source in SOURCES for rule in RULES)
    assert {rule.receiver for rule in RULES} == set(TYPES) == set(Receiver)


def test_why_nothing_new_is_sent_is_said_with_its_source_wherever_it_is_so() -> None:
    for receiver in Receiver:
        assert {why_not_sent(receiver, stage) is None for stage in OPEN_STAGES if "reconsider" not in stage} == {True}
        assert all(why_not_sent(receiver, stage) for stage in ENDED_STAGES)
        for why in (why_not_sent(receiver, stage) for stage in Stage):
            assert why is None or (why.source in SOURCES and why.words)
    negative = Stage.CONCLUSIVE_GROUNDS_NEGATIVE
    assert why_not_sent(Receiver.SUPPORT_PROVIDER, negative) == not_sent_on(SUPPORT, negative) is not None
    assert not_sent_on(POLICE, negative) is None
    assert not_sent_on(SHARING, Stage.CLOSED) is None, "a yes to sharing sends nothing at any stage"
    assert why_not_sent(Receiver.SUPPORT_PROVIDER, Stage.CONCLUSIVE_GROUNDS_POSITIVE) is None
