"""Minh was referred before there was a ledger: what his referral said is taken over, and nothing is sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from opennrm.audit import record
from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.consents import note_consents_of_referral, record_consent
from opennrm.cases.actions.ledgers import take_over_consents
from opennrm.cases.actions.part_tasks import TITLE_TO_READ
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.consents import ConsentRead, ledger_of
from opennrm.cases.models import Case, Part, Party, Task
from opennrm.cases.part_verification import check_parts
from opennrm.cases.sweeping import sweep
from opennrm.cases.verification import check_cases
from opennrm.disclosure.pieces_of_consents import pieces_of_ledger
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said, standing
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.receivers import TAKEN_OVER
from tests.cases.test_consents import spoken
from tests.cases.test_part_tasks import taken
from tests.cases.test_parts import HERE, SUPPORT, WHERE, says
from tests.cases.test_parts_that_stop import child_who_is_18, stays
from tests.cases.test_renewing_parts import open_parts, renamed
from tests.factories import cases as made
from tests.factories import partners
from tests.factories import parts as there
from tests.vault.test_changing import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def before_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases are opened, and people leave and stay, as they did before there was a ledger."""
    of_the_ledger = {"note_consents_of_referral", "note_withdrawal", "note_consent_to_stay", "send_parts"}
    for kind in ("CaseOpened", "CaseWithdrawn", "ConsentRecorded"):
        then = tuple(each for each in record._consequences[kind] if each.__name__ not in of_the_ledger)
        monkeypatch.setitem(record._consequences, kind, then)
    assert note_consents_of_referral not in record._consequences["CaseOpened"]


def ledger(reference: str) -> list[ConsentRead]:
    return ledger_of(Case.objects.get(reference=reference).id)


def said(reference: str) -> dict[str, str]:
    return {scope.value: word.value for scope, word in standing((e.scope, e.said) for e in ledger(reference)).items()}


@pytest.mark.usefixtures("before_the_ledger")
def test_what_the_referral_said_is_taken_over_once_marked_as_that_and_nothing_goes_out_because_of_it() -> None:
    there.support()
    there.kent()
    reference = there.adult(police_contact_agreed="no")
    assert ledger(reference) == []
    with acting_as(settings.WORKER_ROLE):
        told = [sweep(timezone.now())["consents taken over from referrals"] for _twice in range(2)]
    assert told == [1, 0]
    assert said(reference) == {
        "referral": "given",
        "support": "given",
        "police_contact": "refused",
        "sharing": "given",
    }
    assert {entry.taken_over for entry in ledger(reference)} == {True}
    assert all(entry.through and entry.language for entry in ledger(reference) if entry.said is Said.GIVEN)
    assert not Part.objects.exists()
    noted = [event.facts for event in events_of_case(reference) if event.kind == "ConsentNoted"]
    assert [facts["taken_from"] for facts in noted] == ["referral"] * 4
    page = partners.client_for(made.account_of(made.officer("caseworker"))).get(f"/cases/{reference}/consents/")
    assert "taken from the referral when the ledger was begun, and not said anew" in page.content.decode()
    assert "not said anew" in str(list(pieces_of_ledger(ledger(reference))))
    assert check_cases() == []


@pytest.mark.usefixtures("before_the_ledger")
def test_a_correction_of_an_older_case_sends_nothing_on_its_old_yes_until_the_person_says_it_anew() -> None:
    lighthouse = there.support()
    there.kent()
    reference = there.adult()
    take_over_consents(timezone.now())
    by = taken(reference)
    renamed(reference)
    assert {(part.state, part.because) for part in open_parts(reference).values()} == {("not_routed", TAKEN_OVER)}
    assert [task.title for task in Task.objects.all()] == [TITLE_TO_READ]
    providers = Party.objects.filter(organisation=lighthouse.organisation)
    assert not providers.exists()
    page = partners.client_for(made.account_of(by)).get(f"/cases/{reference}/consents/").content.decode()
    assert "They agreed in an older referral, and have not said it since" in page
    for scope in (ConsentScope.SHARING, ConsentScope.SUPPORT):
        says(reference, scope, agrees=True)
    assert {receiver: part.state for receiver, part in open_parts(reference).items()} == {
        SUPPORT: "waiting",
        HERE: "not_routed",
        WHERE: "not_routed",
    }
    assert providers.count() == 1
    assert check_parts() == check_cases() == []


@pytest.mark.usefixtures("before_the_ledger")
def test_what_was_said_since_stays_the_last_word_and_who_left_has_left() -> None:
    reference, gone = made.referred(support_wanted="yes", police_contact_agreed="not_decided"), made.referred()
    by, at = made.officer("caseworker"), timezone.now()
    record_consent(reference, spoken(ConsentScope.SUPPORT, agrees=False), seen=0, by=by, at=at)
    left = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(at))
    withdraw_case(gone, left, seen=made.seen(gone, by).version, by=by, at=at)
    assert take_over_consents(timezone.now()) == 2
    assert said(reference) == {"referral": "given", "support": "refused", "sharing": "given"}
    assert [entry.taken_over for entry in ledger(reference)] == [False, True, True]
    assert said(gone)["referral"] == "withdrawn"
    assert check_cases() == []


@pytest.mark.usefixtures("before_the_ledger")
def test_of_a_child_who_stayed_at_18_what_they_said_then_is_taken_over_and_of_a_child_nothing() -> None:
    reference, child = child_who_is_18(), made.referred(child=True)
    stays(ConsentScope.SUPPORT, reference=reference)
    assert take_over_consents(timezone.now()) == 1
    assert said(reference) == {"referral": "given", "support": "given"}
    assert ledger(child) == []


@pytest.mark.usefixtures("before_the_ledger")
def test_one_broken_case_is_named_and_keeps_no_other_from_its_ledger(monkeypatch: Any) -> None:
    broken, whole = sorted([made.referred(), made.referred()])
    real = record_answers(monkeypatch, broken)
    failed: dict[str, str] = {}
    assert take_over_consents(timezone.now(), failed) == 1
    assert failed == {broken: "ValueError"}
    assert (ledger(broken), len(ledger(whole)) > 0) == ([], True)
    monkeypatch.setattr("opennrm.cases.actions.ledgers.answers_of", real)
    assert take_over_consents(timezone.now(), failed) == 1


def record_answers(monkeypatch: Any, broken: str) -> Any:
    from opennrm.cases.actions import ledgers

    real = ledgers.answers_of

    def answers(reference: str) -> Any:
        if reference == broken:
            raise ValueError
        return real(reference)

    monkeypatch.setattr(ledgers, "answers_of", answers)
    return real
