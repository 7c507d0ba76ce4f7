"""The ledger of a person's consents in their case, and recording what they say of one later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.consents import LONGEST_LIMITS, record_consent
from opennrm.cases.consents import ConsentRead, ledger_of, sharing_was_asked
from opennrm.cases.parts import parts_of
from opennrm.cases.queries import CaseRead
from opennrm.mechanism.consent import ConsentScope, Interpreter, must_consent
from opennrm.mechanism.consent_ledger import ON_THE_CASE, WHAT_STOPS, Said, Spoken, standing
from opennrm.mechanism.receivers import NOT_SHARED, not_sent_on, waits_for_sharing
from opennrm.mechanism.sources import cited
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import HowGiven, ReferralKind
from opennrm.partners.roles import Permission
from opennrm.questions import lists
from opennrm.questions.answers import CleanPage
from opennrm.questions.question import Choice, Kind, Page, Question
from opennrm.web import wording
from opennrm.web.cases.moving import answered, form
from opennrm.web.cases.parts import part_rows
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in

SCOPES = {
    ConsentScope.REFERRAL: "The referral",
    ConsentScope.SUPPORT: "Support",
    ConsentScope.POLICE_CONTACT: "Contact with the police",
    ConsentScope.SHARING: "Sharing what they told",
}
SAID = {Said.GIVEN: "Given", Said.REFUSED: "Refused", Said.WITHDRAWN: "Withdrawn"}
HOW = {
    "signed": "In writing",
    "written": "In writing",
    "spoken": "By word of mouth",
    "spoken_through_first_responder": "By word of mouth",
    "left_the_country": "They left the country",
}
INTERPRETERS = {
    Interpreter.NOT_NEEDED: "Nobody: none was needed",
    Interpreter.PROFESSIONAL: "A professional interpreter",
    Interpreter.SOMEBODY_ELSE: "Somebody else",
}
RECORD = Page(
    slug="record",
    title="Record what the person said of a consent",
    text=(
        "Record only what they want themselves, said to somebody who explained it to them. They need not give a "
        "reason, and a no never counts against them. What a no stops is said on the page before this one.",
    ),
    questions=(
        Question(
            key="scope",
            ask="What did they speak about?",
            kind=Kind.RADIOS,
            called="consent that they spoke about",
            choices=tuple(Choice(scope.value, SCOPES[scope]) for scope in ON_THE_CASE),
        ),
        Question(
            key="agrees",
            ask="Do they agree to it?",
            kind=Kind.RADIOS,
            called="answer about whether they agree",
            missing="Choose whether they agree",
            choices=(Choice("yes", "Yes"), Choice("no", "No, or no longer")),
        ),
        Question(
            key="through",
            ask="Through whom did they say it?",
            kind=Kind.TEXT,
            called="person through whom they said it",
            missing="Enter through whom they said it: name and role",
            hint="Name and role of who heard it, or received what they wrote.",
        ),
        Question(
            key="how_given",
            ask="How did they say it?",
            kind=Kind.RADIOS,
            called="way in which they said it",
            choices=(Choice("signed", "In writing"), Choice("spoken", "By word of mouth")),
        ),
        Question(
            key="language",
            ask="In which language was it explained?",
            kind=Kind.LOOKUP,
            called="language it was explained in",
            list_name="languages",
        ),
        Question(
            key="interpreter",
            ask="Who interpreted?",
            kind=Kind.RADIOS,
            called="answer about who interpreted",
            missing="Choose who interpreted, or that nobody was needed",
            choices=tuple(Choice(who.value, words) for who, words in INTERPRETERS.items()),
        ),
        Question(
            key="interpreted_by",
            ask="Name of the interpreter, or their agency and number",
            kind=Kind.TEXT,
            called="name of the interpreter",
            required=False,
        ),
        Question(
            key="limits",
            ask="What do they leave out of it, or for whom?",
            kind=Kind.TEXTAREA,
            called="limits of the consent",
            required=False,
            max_length=LONGEST_LIMITS,
            rows=3,
            hint="For example something they told you that nobody else may know.",
        ),
        Question(key="said_on", ask="On which day?", kind=Kind.DATE, called="day on which they said it", past=True),
    ),
)


@page(needs=Permission.SEE_CASES)
def consents(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything that was said of consents, and what taking one back stops."""
    read = seen(request, reference)
    entries = ledger_of(read.id)
    may_record = Permission.MOVE_CASES in request.actor.permissions_in(read.owner_team_id)
    shown = {
        "reference": reference,
        "is_adult": must_consent(ReferralKind(read.kind)),
        "may_record": may_record,
        "standing": _standing(entries, Stage(read.stage), sharing_asked=sharing_was_asked(reference)),
        "entries": [_entry(entry) for entry in reversed(entries)],
        "parts": part_rows(reference, parts_of(read.id), may_route=may_record),
    }
    return render(request, "cases/consents.html", shown)


@page(needs=Permission.MOVE_CASES, of_several=("language",))
def record(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say of which consent they spoke, and how."""
    read = seen(request, reference, Permission.MOVE_CASES)
    return form(request, _at_ledger(read), RECORD, typed, errors, button="Record it")


@record.post
def record_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Keep it, and stop what a no stops."""
    clean = answered(RECORD, request)
    if clean.errors:
        return record.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    record_consent(reference, _spoken(clean), seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("consents", reference=reference)


def _at_ledger(read: CaseRead) -> CaseRead:
    """The case for the form, whose version is here how many entries the ledger has."""
    return replace(read, version=len(ledger_of(read.id)))


def _spoken(clean: CleanPage) -> Spoken:
    values = clean.values
    return Spoken(
        scope=ConsentScope(values["scope"]),
        agrees=values["agrees"] == "yes",
        through=values["through"],
        how=HowGiven(values["how_given"]),
        language=values["language"],
        interpreter=Interpreter(values["interpreter"]),
        interpreted_by=values.get("interpreted_by", ""),
        limits=values.get("limits", ""),
        said_on=date.fromisoformat(values["said_on"]),
    )


def _standing(entries: list[ConsentRead], stage: Stage, *, sharing_asked: bool) -> list[dict[str, Any]]:
    now = standing((entry.scope, entry.said) for entry in entries)
    unshared = {scope for scope in ConsentScope if waits_for_sharing(scope, now, sharing_asked=sharing_asked)}
    not_sent = {
        scope: not_sent_on(scope, stage) or (NOT_SHARED if scope in unshared else None) for scope in ConsentScope
    }
    return [
        {
            "scope": SCOPES[scope],
            "said": SAID[now[scope]] if scope in now else "Nothing recorded",
            "given": now.get(scope) is Said.GIVEN,
            "stops": WHAT_STOPS[scope].words,
            "source": cited(WHAT_STOPS[scope].source),
            "not_sent": why.words if (why := not_sent[scope]) else "",
            "not_sent_source": cited(why.source) if why else "",
        }
        for scope in ConsentScope
    ]


def _entry(entry: ConsentRead) -> dict[str, Any]:
    language = lists.label("languages", entry.language) if entry.language else "Not recorded"
    interpreters = {who.value: words for who, words in INTERPRETERS.items()}
    by = f" by {entry.recorded_by}" if entry.recorded_by else ", as the referral came in"
    if entry.taken_over:
        by = ", taken from the referral when the ledger was begun, and not said anew"
    rows = [
        wording.row("How", HOW.get(entry.how, "Not recorded")),
        wording.row("Through whom", entry.through or "Not recorded"),
        wording.row("Language", language),
        wording.row(
            "Interpreter", interpreters.get(entry.interpreter, "Not recorded"), *entry.interpreted_by.splitlines()
        ),
        *([wording.row("Left out of it", *entry.limits.splitlines())] if entry.limits else []),
        wording.row("Recorded", f"{wording.moment(entry.recorded_at)}{by}"),
    ]
    on = wording.day(entry.said_on, "on a day that is not recorded")
    return {"title": f"{SCOPES[entry.scope]}: {SAID[entry.said].lower()}, {on}", "rows": rows}
