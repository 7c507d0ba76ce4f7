"""What the pages of requests for information show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from opennrm.cases.parties import PartyRead, party_named
from opennrm.cases.queries import CaseRead
from opennrm.cases.second_stage import RequestRead, SecondStage
from opennrm.mechanism.information import AgencyKind, Answer, Topic, gross_days, net_days
from opennrm.mechanism.stages import Stage
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.acting import SECONDARY, button
from opennrm.web.cases.recovery_forms import form, version_of
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields, Typed, choices_of

ANOTHER = "another_organisation"
"""The choice beside the parties of a case."""


def requests(
    case: CaseRead, stage: SecondStage, parties: Sequence[PartyRead], actor: Actor, today: date
) -> dict[str, Any]:
    """The list, the newest first, with the case's two ages above it."""
    may, actions = actor.permissions_in(case.owner_team_id), []
    if Permission.DECIDE in may:
        actions.append(button("Ask an agency", "ask_agency", case))
        if case.stage == Stage.REASONABLE_GROUNDS_PENDING.value:
            actions.append(button("Return the case to who referred", "return_for_information", case, SECONDARY))
    return {
        "reference": case.reference,
        "ages": age_rows(case, stage, today),
        "actions": actions,
        "requests": [_request(case, each, parties, may, today) for each in reversed(stage.requests)],
        "errors": (),
    }


def age_rows(case: CaseRead, stage: SecondStage, today: date) -> list[dict[str, Any]]:
    """The gross and the net age of a case; a case that has ended grows no older."""
    ended = _ended_on(case)
    on = min(ended, today) if ended else today
    gross, net = gross_days(case.received_on, on), net_days(case.received_on, on, stage.waits)
    return [
        wording.row("Gross age", f"{_days(gross)} since it was received"),
        wording.row("Net age", f"{_days(net)}, without those on which a reply was waited for"),
    ]


def _ended_on(case: CaseRead) -> date | None:
    if case.ended_on is not None:
        return case.ended_on
    if case.stage == Stage.REASONABLE_GROUNDS_NEGATIVE.value:
        return case.reasonable_grounds_on
    return case.conclusive_grounds_on


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _request(
    case: CaseRead, each: RequestRead, parties: Sequence[PartyRead], may: frozenset[Permission], today: date
) -> dict[str, Any]:
    parts = {"reference": case.reference, "request_id": each.id}
    by_hand = _by_hand(each, parties)
    may_print = by_hand and not may.isdisjoint({Permission.DECIDE, Permission.ADD_EVIDENCE})
    return {
        "id": str(each.id),
        "sheet": reverse("request_sheet", kwargs=parts) if may_print else None,
        "title": f"{each.agency} ({each.agency_kind.replace('_', ' ')})",
        "late": each.is_waiting and today > each.due_on,
        "rows": [*asked_rows(each), *by_hand, *_answered(each), *_chasers(each)],
        "answer": reverse("record_answer", kwargs=parts)
        if each.is_waiting and Permission.ADD_EVIDENCE in may
        else None,
        "close": reverse("close_request", kwargs=parts)
        if each.is_waiting and not each.case_waits and Permission.DECIDE in may
        else None,
    }


def asked_rows(each: RequestRead) -> list[dict[str, Any]]:
    """What was asked, and by when."""
    topics = ", ".join(topic.replace("_", " ") for topic in each.topics).capitalize()
    return [
        wording.row("About", topics),
        wording.row("Asked", *each.words.splitlines()),
        wording.row("On", f"{wording.day(each.asked_on)} by {each.asked_by}"),
        wording.row("Answer asked for by", wording.day(each.due_on)),
    ]


def _by_hand(each: RequestRead, parties: Sequence[PartyRead]) -> list[dict[str, Any]]:
    """Said of an agency that has no part in the case: asked here, it does not know of it."""
    if not each.is_waiting or each.case_waits or party_named(parties, each.agency):
        return []
    lines = ["Send it by hand: this organisation has no part in the case, so the system does not write to it."]
    if each.chase_every is not None:
        lines.append("On each day of a chaser, who holds the case has a task to remind it.")
    return [wording.row("Sent", *lines)]


def _answered(each: RequestRead) -> list[dict[str, Any]]:
    if each.closed_on:
        return [wording.row("Closed", f"{wording.day(each.closed_on)}: its answer is no longer needed")]
    if not each.answer:
        waits = "The case waits for it. Its clocks run on." if each.case_waits else "Waiting"
        return [wording.row("Answer", waits)]
    said = (each.answered_with or each.remark or "").splitlines()
    return [wording.row("Answer", f"{wording.code(each.answer)} on {wording.day(each.answered_on)}", *said)]


def _chasers(each: RequestRead) -> list[dict[str, Any]]:
    if each.chase_every is None:
        return []
    times = {0: "Not yet", 1: "Once"}.get(each.chased, f"{each.chased} times")
    following = f"; next on {wording.day(each.chase_on)}" if each.chase_on and each.is_waiting else ""
    return [wording.row("Chased", f"{times}, every {_days(each.chase_every)}{following}")]


def ask_form(
    case: CaseRead, parties: Sequence[PartyRead], token: str, typed: Typed, errors: Sequence[PageError]
) -> dict[str, Any]:
    """Whom to ask, what about, and by when."""
    fields = Fields(typed, errors)
    names = [(party.organisation, party.organisation) for party in parties]
    asked = [
        fields.radios("asked_of", "Which organisation is asked?", [*names, (ANOTHER, "Another organisation")]),
        fields.line(
            "agency",
            "Name of the other organisation",
            "It has no part in the case, so the system does not write to it: send the questions by hand.",
        ),
        fields.radios("agency_kind", "What kind of organisation is it?", choices_of(AgencyKind)),
        *_what_and_when(fields),
    ]
    lines = [
        "The case and its clocks go on while an answer is waited for. Any number can be asked at once.",
        "Whoever has a part in the case is asked by a letter in the portal, which names the person.",
    ]
    title, sent = "Ask an agency for information", token
    return form(case, title, asked, errors, lines=lines, button="Ask", back_to="requests", token=sent)


def return_form(case: CaseRead, typed: Typed, errors: Sequence[PageError]) -> dict[str, Any]:
    """What who referred is asked."""
    lines = [
        f"{case.referred_by} is asked on the page of their referral, and the case waits for their answer.",
        "The clock of the decision runs on.",
    ]
    title, version = "Return the case to who referred", version_of(case, typed, errors)
    asked = _what_and_when(Fields(typed, errors))
    return form(case, title, asked, errors, lines=lines, button="Ask", back_to="requests", version=version)


def answer_form(case: CaseRead, each: RequestRead, typed: Typed, errors: Sequence[PageError]) -> dict[str, Any]:
    """What became of a request."""
    fields = Fields(typed, errors)
    asked = [
        fields.radios("answer", "What became of it?", choices_of(Answer)),
        fields.date("on", "On which day?"),
        fields.text("text", "What did they answer?", "It is kept as evidence. If nothing came, say what you know."),
    ]
    rows = [wording.row("Organisation", each.agency), *asked_rows(each)]
    return form(case, "Record what became of a request", asked, errors, rows=rows, back_to="requests")


def _what_and_when(fields: Fields) -> list[Markup]:
    return [
        fields.checkboxes("topics", "What is it about?", choices_of(Topic), "Select all that apply."),
        fields.text("words", "What is asked?", rows=6),
        fields.date("due_on", "By when is an answer asked for?"),
        fields.line(
            "chase_every",
            "How many days between chasers? (optional)",
            "The first is written on the day after an answer was due.",
            classes="govuk-input--width-3",
            inputmode="numeric",
        ),
    ]
