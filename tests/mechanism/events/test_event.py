"""Every event has a sentence, and no field that could hold a name."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from string import Formatter

import pytest

from opennrm.mechanism import events
from opennrm.mechanism.events import KINDS, CaseClosed, CaseOpened, Event, ReferralSubmitted, SignedIn, told
from opennrm.mechanism.stages import STEPS

OURS = [kind for kind in KINDS.values() if kind.__module__.startswith("opennrm.")]
ALLOWED = re.compile(
    r"(Code|Reference|Account|Hash|date|datetime|int|bool|tuple\[(Code|Reference|Account|date), \.\.\.\])( \| None)?"
)
HASH = "0" * 64


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_a_field_holds_codes_days_references_hashes_or_numbers_only(kind: type[Event]) -> None:
    assert [field.name for field in fields(kind) if not ALLOWED.fullmatch(str(field.type))] == []


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_a_sentence_has_only_gaps_that_are_facts(kind: type[Event]) -> None:
    gaps = {gap for _, gap, _, _ in Formatter().parse(kind.sentence) if gap}
    assert kind.sentence.endswith(".")
    assert gaps <= {field.name for field in fields(kind)} - {"subject", "case"}


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_an_event_can_be_imported_from_one_place(kind: type[Event]) -> None:
    assert getattr(events, kind.__name__) is kind
    assert kind.__name__ in events.__all__


def test_every_step_is_recorded_by_an_event_that_is_ours() -> None:
    assert {step.event for step in STEPS} <= set(OURS)


def test_a_name_cannot_be_put_into_an_event() -> None:
    with pytest.raises(ValueError, match=r"CaseClosed\.reason") as raised:
        CaseClosed(subject="C1", reason="Ana Example", closed_on=date(2026, 3, 2))
    assert "Ana" not in str(raised.value)
    with pytest.raises(ValueError, match="subject"):
        SignedIn(subject="ana@police.example")


def test_every_part_of_a_list_must_have_the_shape() -> None:
    with pytest.raises(ValueError, match="teams"):
        submitted(teams=("TEAM-1", "not a team"))
    with pytest.raises(ValueError, match="answers_hash"):
        submitted(answers_hash="abc")


def test_facts_are_plain_json() -> None:
    facts = submitted().facts()
    assert facts["received_on"] == "2026-03-02"
    assert facts["exploitation"] == ["labour", "criminal"]
    assert "subject" not in facts
    assert submitted().kind == "ReferralSubmitted"


def test_a_stored_event_is_told_in_plain_words() -> None:
    opened = CaseOpened(
        subject="C1",
        authority="single_competent_authority",
        stage="triage",
        received_on=date(2026, 3, 2),
        owner_team="TEAM-1",
    )
    assert told(opened.kind, opened.facts()) == (
        "The case was opened with the single competent authority; received on Monday 2 March 2026."
    )


def test_lists_nothing_and_truths_have_words_too() -> None:
    told_so = told("ConsentRecorded", {"scopes": ["referral", "support"], "how_given": "signed", "could_consent": True})
    assert told_so == "Consent was recorded: referral, support. How given: signed. Could consent: yes."
    assert told("ConsentRecorded", {"scopes": [], "how_given": True, "could_consent": False}).endswith("consent: no.")


def test_an_account_is_shown_by_the_name_its_reader_may_see() -> None:
    account = "00000000-0000-4000-8000-00000000000a"
    assert (
        told("CaseAllocated", {"to": account}, {account: "a caseworker"}) == "The case was allocated to a caseworker."
    )


def submitted(**changed: object) -> ReferralSubmitted:
    """A referral that was sent, but for what the test changes."""
    facts = {
        "subject": "R1",
        "referral_kind": "adult",
        "age_answer": "adult",
        "nation": "wales",
        "organisation": "a-police-force",
        "organisation_type": "police",
        "exploitation": ("labour", "criminal"),
        "profile": "borders_act_2023",
        "profile_version": "2026-02-13",
        "received_on": date(2026, 3, 2),
        "teams": ("TEAM-1",),
        "answers_hash": HASH,
    }
    return ReferralSubmitted(**{**facts, **changed})  # type: ignore[arg-type]
