"""Each change of where a referral stands follows to the webhooks of who sent it; without any, nothing is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.cases.queries import Standing
from opennrm.consequences import CONSEQUENCES
from opennrm.evidence.examining import examine_what_waits
from opennrm.mechanism import events
from opennrm.mechanism.stages import ENDED_STAGES, FIRST_STAGE, STEPS, Move, Stage, Step
from opennrm.notifications.models import Webhook, WebhookCall
from opennrm.referrals.telling_systems import tell_systems
from opennrm.web.api.stages import STAGES, stage_known
from tests.evidence.sent import referred_with_files
from tests.factories import cases as made
from tests.factories import files

pytestmark = pytest.mark.django_db


def test_the_events_that_change_where_a_referral_stands_are_followed() -> None:
    followed = {event for event, follows in CONSEQUENCES.items() if tell_systems in follows}
    assert followed >= {
        events.ReferralSubmitted,
        events.ReasonableGroundsDecided,
        events.CaseClosed,
        events.FileScanned,
    }


State = tuple[Stage, str, str, Stage]
"""Where a case stands, what was decided first and second, and where it stood before it ended."""


def told(state: State) -> tuple[str | None, str, str]:
    """What a program of whoever referred reads of a case."""
    stage, first, second, _left = state
    return stage_known(Standing(stage.value, first, None, second)), first, second


def after(state: State, step: Step) -> State:
    stage, first, second, left = state
    if step.outcome is not None or step.move is Move.ACCEPT_RECONSIDERATION:
        outcome = step.outcome.value if step.outcome else ""
        is_first = stage.value.startswith("reasonable_grounds")
        first, second = (outcome, second) if is_first else (first, outcome)
    return step.after, first, second, stage if step.after in ENDED_STAGES else left


def test_no_move_changes_what_a_program_reads_of_a_referral_without_a_call() -> None:
    """A program that waits for calls holds the same as one that asks every day, whichever way a case goes."""
    to_go: list[State] = [(FIRST_STAGE, "", "", FIRST_STAGE)]
    seen, changing = set(to_go), set()
    while to_go:
        state = to_go.pop()
        for step in (step for step in STEPS if step.stage is state[0]):
            if step.move is Move.REOPEN and step.after is not state[3]:
                continue
            then = after(state, step)
            if told(then) != told(state):
                changing.add(step.event)
            if then not in seen:
                seen.add(then)
                to_go.append(then)
    assert {state[0] for state in seen} == set(Stage)
    assert {told(state)[0] for state in seen} == set(STAGES)
    assert changing >= {events.InformationReceived, events.ReconsiderationAccepted, events.CaseReopened}
    assert {event.__name__ for event in changing if tell_systems not in CONSEQUENCES.get(event, ())} == set()


def test_without_a_webhook_nothing_is_kept() -> None:
    made.authority_team()
    made.referred(made.referrer())
    assert not WebhookCall.objects.exists()


def test_that_a_file_was_examined_is_told_of_a_referral_and_not_what_was_found(settings: Any) -> None:
    settings.CLAMD = "unix:/nowhere"
    ola = made.referrer()
    Webhook.objects.create(
        organisation_id=ola.organisation_id,
        address="https://hook.example/in",
        made_at=timezone.now(),
        made_by_id=ola.account_id,
        next_attempt_at=timezone.now(),
    )
    reference = referred_with_files(ola, files.jpg())
    files.added(made.draft(ola), ola, files.pdf(), name="a.pdf")  # with a draft, which has no reference yet
    examine_what_waits(timezone.now(), scan=lambda content: content.startswith(b"\xff\xd8"))
    told = [call["kind"] for call in WebhookCall.objects.order_by("happened_at").values("kind", "reference")]
    assert told == ["referral.received", "referral.file_examined"]
    assert set(WebhookCall.objects.values_list("reference", flat=True)) == {reference}
