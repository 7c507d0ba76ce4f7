"""Who receives a decision."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.serving import (
    AGENCIES,
    Address,
    Audience,
    Change,
    LetterKind,
    Recipients,
    papers_to,
    recipients_for,
    refusal_to_address,
    told_of,
)
from opennrm.mechanism.sources import SOURCES
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind

FIRST = DecisionKind.REASONABLE_GROUNDS
SAFE = tuple(Address(audience, is_safe=True) for audience in Audience)
ADDRESSES = st.lists(st.builds(Address, st.sampled_from(Audience), st.booleans(), st.booleans())).map(tuple)


@given(st.sampled_from(DecisionKind), st.sampled_from(Outcome), st.sampled_from(ReferralKind), ADDRESSES)
def test_papers_go_to_nobody_unsafe_and_never_to_a_child(
    decision: DecisionKind, outcome: Outcome, kind: ReferralKind, addresses: tuple[Address, ...]
) -> None:
    found = recipients_for(decision, outcome, kind, addresses)
    if isinstance(found, Refusal):
        assert found.code == "nobody_to_serve"
        return
    usable = {address.audience for address in addresses if not address.exploited_there}
    assert set(found.audiences) <= usable
    assert len(found.audiences) == len(set(found.audiences))
    assert not (kind is ReferralKind.CHILD and Audience.PERSON in found.audiences)
    if found.papers_to is Audience.PERSON:
        assert Address(Audience.PERSON, is_safe=True) in addresses


@pytest.mark.parametrize(("decision", "outcome"), list(product(DecisionKind, Outcome)))
def test_reasons_go_with_every_negative_and_with_no_positive(decision: DecisionKind, outcome: Outcome) -> None:
    found = recipients_for(decision, outcome, ReferralKind.ADULT, SAFE)
    assert isinstance(found, Recipients)
    assert found.with_reasons is (outcome is Outcome.NEGATIVE)
    assert found.letter is LetterKind(f"{decision}_{outcome}")


def test_an_adult_is_served_and_the_partners_are_told() -> None:
    found = recipients_for(FIRST, Outcome.NEGATIVE, ReferralKind.ADULT, SAFE)
    assert isinstance(found, Recipients)
    assert found.audiences == (
        Audience.PERSON,
        Audience.FIRST_RESPONDER,
        Audience.SUPPORT_PROVIDER,
        Audience.COUNCIL,
        Audience.POLICE,
    )


def test_a_child_s_papers_go_to_the_local_authority_which_is_not_told_twice() -> None:
    only = (Address(Audience.PERSON, is_safe=True), Address(Audience.COUNCIL, is_safe=False))
    found = recipients_for(FIRST, Outcome.POSITIVE, ReferralKind.CHILD, only)
    assert isinstance(found, Recipients)
    assert found.audiences == (Audience.COUNCIL,)


@pytest.mark.parametrize(
    ("kind", "remedy"), [(ReferralKind.ADULT, "safe address"), (ReferralKind.CHILD, "representative")]
)
def test_where_nobody_can_safely_be_served_the_refusal_says_what_to_do(kind: ReferralKind, remedy: str) -> None:
    found = recipients_for(FIRST, Outcome.POSITIVE, kind, (Address(Audience.PERSON, False),))
    assert isinstance(found, Refusal)
    assert remedy in found.because


@pytest.mark.parametrize(
    ("address", "kind", "code"),
    [
        (Address(Audience.PERSON, True), ReferralKind.CHILD, "papers_on_a_child"),
        (Address(Audience.PERSON, True, exploited_there=True), ReferralKind.ADULT, "address_of_exploitation"),
        (Address(Audience.POLICE, False, exploited_there=True), ReferralKind.ADULT, "address_of_exploitation"),
        (Address(Audience.REPRESENTATIVE, False), ReferralKind.CHILD, "address_not_safe"),
    ],
)
def test_an_address_is_refused_for_its_reason(address: Address, kind: ReferralKind, code: str) -> None:
    refusal = refusal_to_address(address, kind)
    assert refusal is not None
    assert refusal.code == code


def test_letters_keep_the_numbers_that_practitioners_know() -> None:
    assert {kind: kind.historic_code for kind in LetterKind if kind.historic_code} == {
        LetterKind.REASONABLE_GROUNDS_POSITIVE: "NRM 03",
        LetterKind.REASONABLE_GROUNDS_NEGATIVE: "NRM 04",
        LetterKind.NOTICE_OF_OUTCOME: "NRM 05",
        LetterKind.CONCLUSIVE_GROUNDS_POSITIVE: "NRM 07",
    }


EVERYBODY = frozenset(AGENCIES)
CHANGED = [(change, kind) for change in Change for kind in ReferralKind]


@pytest.mark.parametrize(("change", "kind"), CHANGED)
def test_who_is_told_of_a_change_has_a_part_in_the_case(change: Change, kind: ReferralKind) -> None:
    assert set(told_of(change, kind, EVERYBODY).agencies) <= AGENCIES
    assert set(told_of(change, kind, frozenset()).agencies) <= {Audience.FIRST_RESPONDER}
    assert Audience.FIRST_RESPONDER in told_of(change, kind, frozenset()).agencies


@pytest.mark.parametrize("change", Change)
def test_who_is_told_of_a_change_says_its_source(change: Change) -> None:
    told = told_of(change, ReferralKind.ADULT, EVERYBODY)
    assert {told.source, told.person_source} <= set(SOURCES)


def test_of_a_missing_person_the_police_hear_first_and_the_council_only_of_a_child() -> None:
    adult, child = (
        told_of(Change.CASE_SUSPENDED, kind, EVERYBODY) for kind in (ReferralKind.ADULT, ReferralKind.CHILD)
    )
    assert adult.agencies == (Audience.POLICE, Audience.FIRST_RESPONDER, Audience.SUPPORT_PROVIDER)
    assert child.agencies == (*adult.agencies, Audience.COUNCIL)
    assert not adult.person
    assert not child.person


@pytest.mark.parametrize(
    ("change", "because", "person"),
    [
        (Change.CASE_CLOSED, "died", False),
        (Change.CASE_CLOSED, "duplicate", False),
        (Change.CASE_CLOSED, "consent_invalid", True),
        (Change.CASE_WITHDRAWN, "left_the_country", False),
        (Change.CASE_WITHDRAWN, "written", True),
    ],
)
def test_nobody_writes_to_the_dead_or_to_an_address_that_was_left(change: Change, because: str, person: bool) -> None:
    assert told_of(change, ReferralKind.ADULT, EVERYBODY, because).person is person


def test_how_a_request_was_answered_is_told_to_who_made_it() -> None:
    told = told_of(Change.RECONSIDERATION_REFUSED, ReferralKind.ADULT, EVERYBODY, "support_provider")
    assert told.agencies == (Audience.SUPPORT_PROVIDER,)


def test_every_change_that_the_person_is_told_of_has_its_letter() -> None:
    of_the_person = {change.value for change in Change if told_of(change, ReferralKind.ADULT, EVERYBODY).person}
    assert of_the_person <= {kind.value for kind in LetterKind}
    assert {"case_suspended", "case_resumed"}.isdisjoint(of_the_person)


def test_words_are_spelt_out() -> None:
    assert Change.TURNED_18.words == "turned 18"
    assert Audience.SUPPORT_PROVIDER.words == "support provider"
    assert LetterKind.NOTICE_OF_CHANGE.words == "notice of change"


def test_papers_go_to_the_first_who_may_have_them() -> None:
    ways = (Address(Audience.REPRESENTATIVE, is_safe=True), Address(Audience.PERSON, is_safe=True))
    assert papers_to(ReferralKind.ADULT, ways) is Audience.PERSON
    assert papers_to(ReferralKind.CHILD, ways) is Audience.REPRESENTATIVE
    assert papers_to(ReferralKind.CHILD, ways[1:]) is None
