"""What can be done to a case besides deciding it, and what its page says of interruptions and endings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from opennrm.audit.queries import Happened
from opennrm.cases.queries import CaseRead
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.growing_up import CONSENT_NEEDED
from opennrm.mechanism.interruptions import days_suspended
from opennrm.mechanism.stages import DECIDED_STAGES, ENDED_STAGES, OPEN_STAGES, STEPS, Move, Stage
from opennrm.mechanism.triage import Sign
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.questions.answers import CleanPage, clean_page
from opennrm.questions.question import Catalogue, Page, Section
from opennrm.web import wording
from opennrm.web.errors import PageError
from opennrm.web.forms import page_of_questions
from opennrm.web.guard import SignedInRequest
from opennrm.web.jinja import render

SECONDARY = "govuk-button--secondary"
BUTTONS = {
    Move.ACCEPT: ("Sort the case", "triage_case"),
    Move.SUSPEND: ("Suspend", "suspend_case"),
    Move.RESUME: ("Look at the suspension", "resume_case"),
    Move.WITHDRAW: ("Record a withdrawal", "withdraw_case"),
    Move.TRANSFER: ("Pass to another authority", "transfer_case"),
    Move.CLOSE: ("Close without a decision", "close_case"),
}
"""The moves that have a page of their own, and its name."""
WAITED_FOR = (Move.ACCEPT, Move.RESUME)
"""Moves that a case waits for where it stands: they are its next step."""


def next_moves(case: CaseRead, actor: Actor) -> list[dict[str, Any]]:
    """The button of the move that a case waits for, for who may make it."""
    if Permission.MOVE_CASES not in actor.permissions_in(case.owner_team_id):
        return []
    possible = {step.move for step in STEPS if step.stage == case.stage}
    return [{**_button(*BUTTONS[move], case), "classes": ""} for move in WAITED_FOR if move in possible]


def moves_for(case: CaseRead, actor: Actor) -> list[dict[str, Any]]:
    """The buttons of the other moves that the table has from where the case stands, for who may make them."""
    may = actor.permissions_in(case.owner_team_id)
    found: list[dict[str, Any]] = []
    if Permission.MOVE_CASES in may:
        possible = {step.move for step in STEPS if step.stage == case.stage}.difference(WAITED_FOR)
        if case.kind == ReferralKind.CHILD:
            possible.discard(Move.WITHDRAW)
        found += [_button(text, name, case) for move, (text, name) in BUTTONS.items() if move in possible]
        if case.stage in DECIDED_STAGES:
            found[-1] = _button("Record that the person died", "close_case", case)
        found += _of_a_child(case)
    if Permission.REOPEN in may and Stage(case.stage) in ENDED_STAGES:
        found.append(_button("Reopen", "reopen_case", case))
    return found


def _of_a_child(case: CaseRead) -> list[dict[str, Any]]:
    """What concerns their age, while the case is open."""
    if case.kind != ReferralKind.CHILD or Stage(case.stage) not in OPEN_STAGES:
        return []
    # Also of one who is under 18: their date of birth may not be known. Only the rule reads whether it is.
    undecided = [_button("Record a decision on age", "age_of_case", case)] if case.age_answer != AgeAnswer.ADULT else []
    return [*undecided, _button("Record consent to stay at 18", "consent_to_stay", case)]


def _button(text: str, name: str, case: CaseRead) -> dict[str, Any]:
    href = reverse(name, kwargs={"reference": case.reference})
    return {"text": text, "href": href, "classes": SECONDARY, "post": False}


@dataclass
class Interruptions:
    """What the events of a case say of interruptions: suspensions, a wish that waits, duplicates, how it ended."""

    suspensions: list[tuple[date, date | None]] = field(default_factory=list)
    review_on: date | None = None
    wish_waits: bool = False
    held_because: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    like_later: list[str] = field(default_factory=list)
    about_age: str = ""
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    ended: str = ""


def interruptions_in(events: Sequence[Happened]) -> Interruptions:
    """Read them from the events of a case, in their order."""
    found = Interruptions()
    for event in events:
        reader = _READ.get(event.kind)
        if reader is not None:
            reader(found, event)
    return found


def _suspended(found: Interruptions, event: Happened) -> None:
    began = event.facts.get("suspended_on")
    found.suspensions.append((date.fromisoformat(began) if began else legal_day(event.at), None))
    found.review_on = date.fromisoformat(event.facts["review_on"])


def _resumed(found: Interruptions, event: Happened) -> None:
    began = found.suspensions.pop()[0]
    found.suspensions.append((began, date.fromisoformat(event.facts["resumed_on"])))
    found.review_on = None


def _prolonged(found: Interruptions, event: Happened) -> None:
    found.review_on = date.fromisoformat(event.facts["review_on"])


def _held(found: Interruptions, event: Happened) -> None:
    found.held_because, found.like = tuple(event.facts["reasons"]), tuple(event.facts["like"])


def _like_later(found: Interruptions, event: Happened) -> None:
    found.like_later.append(event.facts["like"])


def _accepted(found: Interruptions, event: Happened) -> None:
    found.held_because, found.like = (), ()


def _near_18(found: Interruptions, event: Happened) -> None:
    found.about_age = "The person turns 18 soon. Somebody should ask them whether they want to stay, and record it."


def _consent_needed(found: Interruptions, event: Happened) -> None:
    found.about_age = f"18, consent needed. {CONSENT_NEEDED.because}"


def _became_adult(found: Interruptions, event: Happened) -> None:
    found.about_age = ""


def _wished(found: Interruptions, event: Happened) -> None:
    found.wish_waits = event.facts["wish"] == "withdraw"


def _wish_settled(found: Interruptions, event: Happened) -> None:
    found.wish_waits = False


def _withdrawn(found: Interruptions, event: Happened) -> None:
    found.wish_waits = False
    when = wording.day(date.fromisoformat(event.facts["withdrawn_on"]))
    found.ended = f"Withdrawn on {when}: {event.facts['way'].replace('_', ' ')}"


def _closed(found: Interruptions, event: Happened) -> None:
    when = wording.day(date.fromisoformat(event.facts["closed_on"]))
    found.ended = f"Closed on {when}: {event.facts['reason'].replace('_', ' ')}"


def _reopened(found: Interruptions, event: Happened) -> None:
    found.ended = ""
    found.duplicates = [pair for pair in found.duplicates if pair[0] != event.case]


def _doubled(found: Interruptions, event: Happened) -> None:
    found.duplicates.append((event.facts["duplicate"], event.facts["original"]))


_READ = {
    "CaseHeldForTriage": _held,
    "SamePersonReferred": _like_later,
    "CaseAccepted": _accepted,
    "CaseSuspended": _suspended,
    "CaseResumed": _resumed,
    "SuspensionProlonged": _prolonged,
    "AdulthoodNear": _near_18,
    "AdultConsentNeeded": _consent_needed,
    "BecameAdult": _became_adult,
    "WishRecorded": _wished,
    "WishSettled": _wish_settled,
    "CaseWithdrawn": _withdrawn,
    "CaseClosed": _closed,
    "CaseReopened": _reopened,
    "DuplicateFound": _doubled,
}
KINDS = frozenset(_READ)
"""The kinds of events that interrupt a case or end it."""
LIKE_LATER = "Later referral that may be of the same person, and whose team cannot see this case"
AT_MOST = 100
"""How many of them the page of a case reads, the newest."""


def aside(case: CaseRead, events: Sequence[Happened], today: date) -> dict[str, Any]:
    """What the page of a case says of interruptions: rows to read, and notices that ask for something."""
    found = interruptions_in(events)
    rows = []
    if found.ended and Stage(case.stage) in ENDED_STAGES:
        rows.append(wording.row("Ended", found.ended))
    if found.suspensions:
        days = days_suspended(found.suspensions, today)
        age = (today - case.received_on).days
        rows.append(wording.row("Days suspended", str(days)))
        rows.append(wording.row("Age of the case", f"{age} days; without the days suspended, {age - days}"))
    if found.review_on:
        rows.append(wording.row("Suspension to be looked at on", wording.day(found.review_on)))
    rows += [_doubles(case, *pair) for pair in found.duplicates]
    at_triage = case.stage == Stage.TRIAGE
    notices = [Sign(code).because for code in found.held_because] if at_triage else []
    rows += [wording.row("Open case that may be of the same person", each) for each in found.like if at_triage]
    rows += [wording.row(LIKE_LATER, each) for each in found.like_later if Stage(case.stage) in OPEN_STAGES]
    if found.about_age and Stage(case.stage) in OPEN_STAGES:
        notices.append(found.about_age)
    if found.wish_waits and Stage(case.stage) not in ENDED_STAGES:
        notices.append("The first responder recorded that the person wants to withdraw. It waits to be confirmed.")
    return {"rows": rows, "notices": notices}


def _doubles(case: CaseRead, duplicate: str, original: str) -> dict[str, Any]:
    if duplicate == case.reference:
        return wording.row("Closed as a duplicate of", original)
    return wording.row("Its duplicate", duplicate)


def form(
    request: SignedInRequest,
    case: CaseRead,
    page: Page,
    typed: Mapping[str, Sequence[str]] | None,
    errors: Sequence[PageError],
    *,
    button: str = "Save",
    warns: bool = False,
    rows: Sequence[dict[str, Any]] = (),
) -> HttpResponse:
    """Draw a page of questions about a case. A form refused because the case changed goes on from how it stands now."""
    is_stale = any(error.field_id is None for error in errors)
    typed_version = (typed or {}).get("version")
    shown = {
        "reference": case.reference,
        "title": page.title,
        "version": typed_version[0] if typed_version and not is_stale else case.version,
        "fields": fields_of(page, typed, errors, request, caption=case.reference),
        "errors": errors,
        "button": button,
        "warns": warns,
        "rows": rows,
    }
    return render(request, "cases/move.html", shown)


def fields_of(
    page: Page,
    typed: Mapping[str, Sequence[str]] | None,
    errors: Sequence[PageError],
    request: SignedInRequest,
    *,
    caption: str,
) -> Markup:
    """The heading, text and fields of a page of questions that is not part of a catalogue."""
    return page_of_questions(page, typed or {}, errors, answers={}, on=legal_day(request.at), caption=caption)


def answered(page: Page, request: SignedInRequest) -> CleanPage:
    """What was answered on such a page, cleaned; what is wrong names its field."""
    alone = Catalogue(version=0, sections=(Section(slug="", title="", pages=(page,)),))
    clean = clean_page(alone, page, dict(request.POST.lists()), answers={}, today=legal_day(request.at))
    clean.typed["version"] = request.POST.getlist("version")
    return clean


def day_of(clean: CleanPage, key: str) -> date | None:
    """A day that was answered."""
    return date.fromisoformat(clean.values[key]) if key in clean.values else None
