"""Minh agreed to three things when he was referred. Later he no longer wants the police to ring him: that is one entry
more in the ledger of his consents, and nothing that was there is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.consents import record_consent
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.consents import ConsentRead, ledger_of, standing_in
from opennrm.cases.models import Case, ConsentEntry
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import ConsentScope, Interpreter
from opennrm.mechanism.consent_ledger import Said, Spoken
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import HowGiven
from opennrm.partners.access import Actor, NotYours
from tests.behind import asked_by
from tests.factories import cases as made
from tests.factories import partners
from tests.walls.made import count

pytestmark = pytest.mark.django_db
THROUGH = "Kim Ellis, support worker"
REFERRAL, SUPPORT, POLICE = ConsentScope.REFERRAL, ConsentScope.SUPPORT, ConsentScope.POLICE_CONTACT


def spoken(scope: ConsentScope = POLICE, *, agrees: bool = False) -> Spoken:
    return Spoken(
        scope=scope,
        agrees=agrees,
        through=THROUGH,
        how=HowGiven.SPOKEN,
        language="vie",
        interpreter=Interpreter.PROFESSIONAL,
        said_on=legal_day(timezone.now()),
    )


def ledger(reference: str) -> list[ConsentRead]:
    return ledger_of(Case.objects.get(reference=reference).id)


def said(reference: str, scope: ConsentScope = POLICE, *, agrees: bool = False, by: Actor | None = None) -> None:
    record_consent(
        reference,
        spoken(scope, agrees=agrees),
        seen=len(ledger(reference)),
        by=by or made.officer("caseworker"),
        at=timezone.now(),
    )


def test_the_ledger_begins_with_what_the_referral_says() -> None:
    reference = made.referred(police_contact_agreed="no", support_wanted="yes")
    found = {entry.scope: entry for entry in ledger(reference)}
    assert {scope: entry.said for scope, entry in found.items()} == {
        REFERRAL: Said.GIVEN,
        SUPPORT: Said.GIVEN,
        POLICE: Said.REFUSED,
        ConsentScope.SHARING: Said.GIVEN,
    }
    assert found[REFERRAL].through
    assert found[REFERRAL].said_on is not None
    assert found[REFERRAL].language


def test_who_interpreted_who_heard_it_and_what_is_not_to_be_shared_come_from_the_referral() -> None:
    told = {
        "consent_given_how": "spoken",
        "consent_heard_by": "Kim Ellis, nurse",
        "consent_interpreted_by": "Interpreter 4711",
        "sharing_limits": "Nothing to her aunt.",
    }
    reference = made.referred(**told)
    entries = ledger(reference)
    assert {(entry.through, entry.how, entry.interpreted_by) for entry in entries} == {
        ("Kim Ellis, nurse", "spoken", "Interpreter 4711")
    }
    limits = {entry.scope: entry.limits for entry in entries}
    assert limits == {REFERRAL: "", SUPPORT: "", POLICE: "", ConsentScope.SHARING: "Nothing to her aunt."}
    assert check_cases() == []
    assert not any(words in str(event.facts) for event in events_of_case(reference) for words in ("4711", "aunt"))
    row = ConsentEntry.objects.get(case__reference=reference, scope=ConsentScope.SHARING.value)
    row.limits = None
    row.save()
    assert [found.reference for found in check_cases()] == [reference]


@pytest.mark.parametrize(("answer", "said_of_it"), [("no", Said.REFUSED), ("not_asked", None), ("not_decided", None)])
def test_a_no_to_sharing_stands_in_the_ledger_and_what_nobody_was_asked_does_not(
    answer: str, said_of_it: Said | None
) -> None:
    not_known = {"not_known": "The agency was closed."}
    reference = made.referred(
        sharing_agreed=answer, support_wanted="no", police_contact_agreed="no", consent_interpreted_by=not_known
    )
    found = {entry.scope: entry for entry in ledger(reference)}
    assert {each.interpreted_by for each in found.values()} == {""}
    sharing = found.get(ConsentScope.SHARING)
    assert (sharing.said if sharing else None) is said_of_it


def test_what_was_not_decided_yet_and_a_child_begin_no_entry() -> None:
    undecided = made.referred(police_contact_agreed="not_decided")
    assert POLICE not in {entry.scope for entry in ledger(undecided)}
    assert ledger(made.referred(child=True)) == []


def test_a_no_is_one_entry_more_and_tells_how_and_through_whom() -> None:
    reference = made.referred(police_contact_agreed="yes")
    before = ledger(reference)
    said(reference)
    *kept, last = ledger(reference)
    assert kept == before
    assert (last.scope, last.said, last.through, last.language) == (POLICE, Said.WITHDRAWN, THROUGH, "vie")
    assert standing_in(Case.objects.get(reference=reference).id)[POLICE] is Said.WITHDRAWN


def test_the_history_has_it_without_a_name_and_verify_holds_the_row_against_it() -> None:
    reference = made.referred()
    said(reference)
    last = [event for event in events_of_case(reference) if event.kind == "ConsentNoted"][-1]
    assert THROUGH not in str(last.facts)
    assert last.facts["said"] == "withdrawn"
    assert check_cases() == []
    row = ConsentEntry.objects.order_by("-number").filter(case__reference=reference)[0]
    row.through = "Somebody else"
    row.save()
    assert [found.reference for found in check_cases()] == [reference]


def test_an_entry_that_is_gone_is_found() -> None:
    reference = made.referred()
    ConsentEntry.objects.filter(case__reference=reference, number=1).delete()
    assert [found.reference for found in check_cases()] == [reference]


def test_sent_twice_it_is_recorded_once_and_on_a_page_of_before_not_at_all() -> None:
    reference, by, at = made.referred(), made.officer("caseworker"), timezone.now()
    seen = len(ledger(reference))
    for _time in range(2):
        record_consent(reference, spoken(), seen=seen, by=by, at=at)
    assert len(ledger(reference)) == seen + 1
    with pytest.raises(Refused) as refused:
        record_consent(reference, spoken(SUPPORT), seen=seen, by=made.officer("manager"), at=at)
    assert refused.value.refusal.code == "changed_meanwhile"


def test_a_name_that_is_too_long_is_refused_where_it_was_typed() -> None:
    reference = made.referred()
    with pytest.raises(Refused) as refused:
        record_consent(
            reference,
            replace(spoken(), through="K" * 301),
            seen=len(ledger(reference)),
            by=made.officer("caseworker"),
            at=timezone.now(),
        )
    assert refused.value.refusal.field == "through"


def test_another_authority_records_nothing() -> None:
    reference = made.referred()
    stranger = partners.actor(partners.account("caseworker", in_team=partners.team(partners.organisation())))
    with pytest.raises((NotYours, Refused)):
        said(reference, by=stranger)


def test_leaving_the_mechanism_takes_back_the_consent_to_it() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    day = legal_day(timezone.now())
    left = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=day, evidence="A letter of theirs.")
    withdraw_case(reference, left, seen=made.seen(reference, by).version, by=by, at=timezone.now())
    last = ledger(reference)[-1]
    assert (last.scope, last.said, last.said_on) == (REFERRAL, Said.WITHDRAWN, day)
    assert check_cases() == []


def test_nobody_who_asks_can_change_or_take_away_an_entry_and_whoever_may_not_see_the_case_sees_none() -> None:
    reference = made.referred()
    before = ledger(reference)
    stranger = partners.actor(partners.account("caseworker", in_team=partners.team(partners.organisation())))
    with asked_by(made.officer("caseworker")):
        with pytest.raises(ProgrammingError), transaction.atomic():
            ConsentEntry.objects.update(said="given")
        assert count("cases_consent") == len(before)
        with pytest.raises(ProgrammingError), transaction.atomic():
            ConsentEntry.objects.filter(number=1).delete()
    with asked_by(stranger):
        assert count("cases_consent") == 0
    assert ledger(reference) == before
