"""What is held back is decided by who read exactly that; where the person is safe is given for a reason only."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.disclosure.actions.deciding import HeldBack, decide_redaction
from opennrm.disclosure.actions.releasing import release_disclosure
from opennrm.disclosure.queries import disclosure_of
from opennrm.mechanism.refusal import Refused
from tests.disclosure.records import EVERY_MARK, OWN_SAFE, everything_in, example, leaks_in
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


@pytest.mark.proves("PRIV-08")
def test_where_the_person_is_safe_is_given_only_for_a_written_reason_that_the_second_person_reads() -> None:
    here = example()
    disclosure, at = here.prepared("court"), timezone.now()
    for held, code in (
        (HeldBack(EVERY_MARK, lifts=True, lifted_because=" "), "no_reason_to_lift"),
        (HeldBack(EVERY_MARK, lifts=False, lifted_because="The judge asked."), "reason_without_lifting"),
    ):
        with pytest.raises(Refused, match=code):
            decide_redaction(here.reference, disclosure, held=held, seen="", read=True, by=here.officer, at=at)
    here.decided(disclosure, lifted_because="The judge alone reads it: order of 3 May.")
    read = disclosure_of(made.seen(here.reference, here.officer).id, disclosure)
    assert (read.lifted, read.lifted_because) == (("safe_address",), "The judge alone reads it: order of 3 May.")
    here.released(disclosure)
    leaks = leaks_in(here.taken(disclosure).content)
    assert set(leaks) <= set(OWN_SAFE)  # the friend's stays marked, and held back
    assert "Lantern House" in leaks
    event = next(event for event in events_of_case(here.reference) if event.kind == "RedactionDecided")
    assert event.facts["lifted"] == ["safe_address"]


@pytest.mark.proves("RED-02")
def test_nobody_decides_or_releases_what_they_did_not_read() -> None:
    here, at = example(), timezone.now()
    disclosure, held = here.prepared(), HeldBack(EVERY_MARK)
    read = here.would(disclosure).fingerprint
    told: dict[str, Any] = {"kind": "other", "text": "A late word.", "source": "", "token": "t"}
    add_evidence(here.reference, **told, by=made.officer("caseworker"), at=at)
    for seen in (read, "", "nonsense"):
        with pytest.raises(Refused, match="read_something_else") as refused:
            decide_redaction(here.reference, disclosure, held=held, seen=seen, read=True, by=here.officer, at=at)
        if seen == read:
            assert "Evidence" in refused.value.refusal.because
            assert "Consents" not in refused.value.refusal.because
    here.decided(disclosure)
    first = here.frozen(disclosure)
    answer: dict[str, Any] = {"by": here.second, "at": at}
    release_disclosure(here.reference, disclosure, agreed=False, remark="Again.", seen=first, **answer)
    here.decided(disclosure, "third_party", "source")
    with pytest.raises(Refused, match="read_something_else"):
        release_disclosure(here.reference, disclosure, agreed=True, remark="", seen=first, **answer)
    here.released(disclosure)


@pytest.mark.proves("PRIV-08")
@pytest.mark.parametrize("purpose", ["court", "police"])
def test_the_lawyer_of_whoever_looks_for_her_does_not_learn_where_she_sleeps(purpose: str) -> None:
    here = example()
    disclosure = here.prepared(purpose, recipient="Defence solicitors")
    with pytest.raises(Refused, match="always_held_back"):
        here.decided(disclosure, *(mark for mark in EVERY_MARK if mark != "safe_address"))
    here.decided(disclosure)
    here.released(disclosure)
    content = here.taken(disclosure).content
    assert leaks_in(content) == []
    assert "it could tell where somebody is safe" in " ".join(everything_in(content).split())
