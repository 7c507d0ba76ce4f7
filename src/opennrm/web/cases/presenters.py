"""What the page of a case shows, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from opennrm.audit.queries import Happened
from opennrm.cases.consents import said_since
from opennrm.cases.evidence import EvidenceRead
from opennrm.cases.flags import FlagRead
from opennrm.cases.handing_over import HandOverRead
from opennrm.cases.independent_reviews import ReviewRead
from opennrm.cases.notes import NoteRead
from opennrm.cases.openings import OpeningRead
from opennrm.cases.queries import CaseRead, ClockRead, DecisionRead, authority_title
from opennrm.cases.revealing import kept_of_ways, may_reveal
from opennrm.cases.tasks import TaskRead
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.stages import Stage
from opennrm.notifications.kinds import Standing
from opennrm.notifications.queries import LetterRow
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.questions import lists
from opennrm.referrals.queries import ConsentRow, ReferralRead, SafeWay
from opennrm.web import wording
from opennrm.web.answered import answered_sections, paper_rows
from opennrm.web.cases.acting import actions_for
from opennrm.web.cases.clock_rows import clock_rows
from opennrm.web.cases.evidence import EVIDENCE_ON_THE_CASE, evidence_rows
from opennrm.web.cases.independent_reviews import review_lines
from opennrm.web.cases.letter_rows import STANDINGS, WAYS
from opennrm.web.cases.notes import note_rows
from opennrm.web.cases.opening_rows import opening_rows
from opennrm.web.cases.place_rows import places_part
from opennrm.web.cases.tasks import task_rows
from opennrm.web.cases.timeline import entries
from opennrm.web.corrections import corrected_line
from opennrm.web.hidden import hidden_row

STAGES = {
    Stage.REASONABLE_GROUNDS_PENDING.value: "Waiting for a reasonable-grounds decision",
    Stage.REASONABLE_GROUNDS_BEFORE_PANEL.value: "Before a panel",
    Stage.REASONABLE_GROUNDS_PANEL_DECIDED.value: "A panel decided, to be written down",
    Stage.REASONABLE_GROUNDS_TO_CHECK.value: "Waiting for a second officer",
    Stage.REASONABLE_GROUNDS_CHECKED.value: "Countersigned, to be served",
    Stage.REASONABLE_GROUNDS_UNDER_REVIEW.value: "In independent review",
    Stage.REASONABLE_GROUNDS_REVIEWED.value: "Reviewed independently, to be served",
    Stage.RECOVERY.value: "In the recovery period",
    Stage.CONCLUSIVE_GROUNDS_PENDING.value: "Waiting for a conclusive-grounds decision",
    Stage.CONCLUSIVE_GROUNDS_BEFORE_PANEL.value: "Conclusive grounds: before a panel",
    Stage.CONCLUSIVE_GROUNDS_PANEL_DECIDED.value: "Conclusive grounds: a panel decided, to be written down",
    Stage.CONCLUSIVE_GROUNDS_TO_CHECK.value: "Conclusive grounds: waiting for a second officer",
    Stage.CONCLUSIVE_GROUNDS_CHECKED.value: "Conclusive grounds: countersigned, to be served",
    Stage.CONCLUSIVE_GROUNDS_UNDER_REVIEW.value: "Conclusive grounds: in independent review",
    Stage.CONCLUSIVE_GROUNDS_REVIEWED.value: "Conclusive grounds: reviewed independently, to be served",
}
"""Stages whose code says less than the words of those who work with them."""


def stage_in_words(stage: str) -> str:
    """Where a case stands."""
    return STAGES.get(stage) or wording.code(stage)


def case_page(
    case: CaseRead,
    *,
    referral: ReferralRead,
    clocks: Sequence[ClockRead],
    decisions: Sequence[DecisionRead],
    reviews: Sequence[ReviewRead],
    evidence: Sequence[EvidenceRead],
    letters: Sequence[LetterRow],
    consents: Sequence[ConsentRow],
    said: Mapping[ConsentScope, Said],
    safe_ways: Sequence[SafeWay],
    flags: Sequence[FlagRead],
    tasks: Sequence[TaskRead],
    notes: Sequence[NoteRead],
    hand_over: HandOverRead | None,
    unread_messages: int,
    group: Sequence[str],
    openings: Sequence[OpeningRead],
    events: Sequence[Happened],
    names: Mapping[str, str],
    actor: Actor,
    today: date,
) -> dict[str, Any]:
    """The page of a case."""
    may_show = may_reveal(case, actor)
    return {
        "reference": case.reference,
        "name": referral.name,
        "version": case.version,
        "banner": [*_banner(case, actor), *paper_rows(referral.paper)],
        "steps": actions_for(case, decisions, actor, reviews),
        "clocks": clock_rows(clocks, today),
        "decisions": [_decision(decision) for decision in reversed(decisions)],
        "reviews": review_lines(reviews),
        "evidence": evidence_rows(case.reference, evidence[:EVIDENCE_ON_THE_CASE]),
        "more_evidence": len(evidence) > EVIDENCE_ON_THE_CASE,
        "letters": [_letter(case.reference, letter) for letter in letters],
        "previews_href": _previews(case, actor),
        "safe_way_href": _safe_way(case, actor),
        "ways": _ways(safe_ways, may_show),
        "show_hidden_href": reverse("whereabouts", kwargs={"reference": case.reference}) if may_show else "",
        "flags": [flag.words for flag in flags],
        "works_on_it": Permission.WORK_ON_CASES in actor.permissions_in(case.owner_team_id),
        "tasks": task_rows(case, tasks, actor, today),
        "notes": note_rows(notes),
        "unread_messages": unread_messages,
        "group": group,
        "consents": [_consent(consent, undecided_in(referral), said) for consent in consents],
        "hand_over": _hand_over(hand_over, case),
        "may_hand_over": case.owner_id is not None
        and (case.owner_id == actor.account_id or Permission.ALLOCATE in actor.permissions_in(case.owner_team_id)),
        "may_make_dossier": Permission.MAKE_DOSSIER in actor.permissions_in(case.owner_team_id),
        "openings": opening_rows(openings),
        "no_safe_way": _no_safe_way(safe_ways),
        "sections": answered_sections(referral, may_reveal=may_show),
        **places_part(referral.answers),
        "corrected": corrected_line(referral),
        "timeline": entries(events, names),
        "errors": (),
    }


def _hand_over(found: HandOverRead | None, case: CaseRead) -> dict[str, str] | None:
    """What whoever holds the case was told when it came to them; nothing once it has passed on otherwise."""
    if found is None or found.taker_id != case.owner_id:
        return None
    return {"text": found.note, "line": f"{found.giver} to {found.taker}, {wording.moment(found.handed_over_at)}"}


def _banner(case: CaseRead, actor: Actor) -> list[dict[str, Any]]:
    age = {"not_sure": "Child, because it is not certain that they are an adult"}
    return [
        wording.row("Stands at", stage_in_words(case.stage)),
        wording.row("Treated as", age.get(case.age_answer, wording.code(case.kind))),
        wording.row("Held by", "You" if case.owner_id == actor.account_id else case.owner or "Nobody yet"),
        wording.row("Team", f"{case.owner_team}, {authority_title(case.profile, case.authority)}"),
        wording.row("Referred by", case.referred_by),
        wording.row("Received", wording.day(case.received_on)),
        wording.row("Rules", rules_in_words(case.profile, case.profile_version)),
    ]


def rules_in_words(profile: str, version: str) -> str:
    """The profile of the mechanism and its version, as the page of the rules names them."""
    return f"{PROFILES_OF_CASES[profile].title}, as it stood from {wording.day(date.fromisoformat(version))}"


def _decision(decision: DecisionRead) -> dict[str, Any]:
    states = {
        "put_forward": "Put forward, to be checked",
        "returned": "Returned by the second officer",
        "sent_back": "Sent back by independent reviewers",
        "replaced": "Replaced by a later text",
        "served": "Served",
        "reconsidered": "Served, and later reconsidered",
    }
    rows = [
        wording.row("State", _countersigned(decision) if decision.countersigned else states[decision.state]),
        wording.row("Reasons", *(decision.reasons.splitlines() or ["None given"])),
        wording.row("Standard", wording.code(decision.standard)),
        wording.row("Guidance", decision.guidance_title),
        wording.row("Rules", rules_in_words(decision.profile, decision.profile_version)),
        wording.row("Written", f"{wording.moment(decision.written_at)} by {decision.written_by}"),
    ]
    for check in decision.checks:
        said = "Agreed" if check.agreed else "Returned"
        void = f"; void since {wording.moment(check.void_at)}, because the text was changed" if check.void_at else ""
        lines = [f"{said} on {wording.moment(check.checked_at)} by {check.checked_by}{void}"]
        rows.append(wording.row("Second officer", *lines, *check.remark.splitlines()))
    return {"title": f"{wording.code(decision.kind)}: {decision.outcome}", "rows": rows}


def _countersigned(decision: DecisionRead) -> str:
    later = {
        "served": "Served",
        "reconsidered": "Served, and later reconsidered",
        "sent_back": "Sent back by independent reviewers",
    }
    return later.get(decision.state, "Countersigned, to be served")


def _previews(case: CaseRead, actor: Actor) -> str:
    """The way to the letters before they go, for whoever decides or checks."""
    may = actor.permissions_in(case.owner_team_id) & {Permission.DECIDE, Permission.CHECK_DECISIONS}
    return reverse("letter_previews", kwargs={"reference": case.reference}) if may else ""


def _safe_way(case: CaseRead, actor: Actor) -> str:
    """The way to changing the safe way to write, for whoever decides."""
    may = Permission.DECIDE in actor.permissions_in(case.owner_team_id)
    return reverse("safe_way", kwargs={"reference": case.reference}) if may else ""


def _ways(safe_ways: Sequence[SafeWay], may_show: bool) -> list[dict[str, Any]]:
    """Where letters go now: that an address is kept, and not which."""
    return [hidden_row(each.label, each.what, may_reveal=may_show) for each in kept_of_ways(safe_ways)]


def _letter(reference: str, letter: LetterRow) -> dict[str, Any]:
    way, standing = WAYS.get(letter.channel, wording.code(letter.channel)), STANDINGS[letter.standing]
    stands = "" if letter.standing == Standing.IN_PORTAL else f" {standing}."
    written = f"Written {wording.moment(letter.written_at)}{', sent again' if letter.is_again else ''}"
    return {
        "href": reverse("letter", kwargs={"reference": reference, "letter_id": letter.id}),
        "state_href": reverse("letter_state", kwargs={"reference": reference, "letter_id": letter.id}),
        "title": f"{letter.title} (PDF)",
        "line": f"To the {letter.audience.replace('_', ' ')}. {way}. {written}.{stands}",
    }


def undecided_in(referral: ReferralRead) -> dict[str, str]:
    """What the person said neither yes nor no to when they were referred, in words, by the scope of its consent."""
    asked = {"support": "support_wanted", "police_contact": "police_contact_agreed", "sharing": "sharing_agreed"}
    words = {"not_decided": "Not decided yet", "not_asked": "Not asked"}
    said = {scope: referral.answers.get(key) for scope, key in asked.items()}
    return {scope: words[answer] for scope, answer in said.items() if answer in words}


def _consent(consent: ConsentRow, undecided: Mapping[str, str], said: Mapping[ConsentScope, Said]) -> dict[str, Any]:
    not_given = undecided.get(consent.scope, "Not given")
    sent = "Given" if consent.given else not_given
    since = said_since(consent.scope, given=consent.given, said=said)
    lines = [since, f"When it was sent: {sent.lower()}"] if since else [sent]
    if consent.cannot_consent:
        lines.append(f"Could not consent: {consent.cannot_consent.replace('_', ' ')}")
    if consent.given and consent.how_given:
        language = lists.label("languages", consent.explained_in) if consent.explained_in else "not recorded"
        lines.append(f"{consent.how_given.capitalize()} on {wording.day(consent.given_on)}, explained in {language}")
        lines.append(f"Explained by: {consent.explained_by or 'not recorded'}")
        lines.append(f"Interpreter: {consent.interpreter.replace('_', ' ')}")
    return wording.row(wording.code(consent.scope), *lines)


def _no_safe_way(safe_ways: Sequence[SafeWay]) -> str:
    if any(way.channel == "post" and way.confirmed_safe for way in safe_ways):
        return ""
    if not safe_ways:
        return (
            "No way to write to the person, or to whoever acts for them, is confirmed as safe now. What had not left "
            "was stopped, and no decision can be served until one is confirmed."
        )
    return (
        "There is no confirmed safe postal address. Decisions are handed over through the first responder: nothing is "
        "posted to the person."
    )
