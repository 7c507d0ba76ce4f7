"""What a dossier of a case holds: as a record for machines, and in the words that its PDF prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from opennrm.audit.queries import Happened, events_of_case
from opennrm.cases.consents import said_reading, said_since
from opennrm.cases.dossier_parts import parts_of_dossier
from opennrm.cases.evidence import EvidenceRead, evidence_of
from opennrm.cases.flags import FlagRead, flags_of
from opennrm.cases.parties import PartyRead, parties_of
from opennrm.cases.queries import (
    CaseRead,
    ClockRead,
    DecisionRead,
    authority_title,
    clocks_reading,
    decisions_reading,
)
from opennrm.cases.second_stage import SecondStage, second_stage_of
from opennrm.cases.wishes import WishRead, wishes_of
from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said
from opennrm.mechanism.events import told
from opennrm.notifications.queries import LetterRow, letters_reading
from opennrm.partners.directory import names_of
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.summary import sections
from opennrm.questions.told_places import ToldPlace, places_told
from opennrm.referrals.paper import Paper
from opennrm.referrals.queries import ConsentRow, ReferralRead, consents_reading, referral_reading
from opennrm.vault.together import read_together

Pairs = list[list[str]]


@dataclass(frozen=True, slots=True)
class WholeCase:
    """Everything that a dossier tells of a case. Notes and tasks of the team stay with the team."""

    case: CaseRead
    referral: ReferralRead
    consents: Sequence[ConsentRow]
    said: Mapping[ConsentScope, Said]
    decisions: Sequence[DecisionRead]
    evidence: Sequence[EvidenceRead]
    letters: Sequence[LetterRow]
    clocks: Sequence[ClockRead]
    flags: Sequence[FlagRead]
    second_stage: SecondStage
    parties: Sequence[PartyRead]
    wishes: Sequence[WishRead]
    events: Sequence[Happened]
    names: dict[str, str]


def whole_case(case: CaseRead) -> WholeCase:
    """Read it all, for whoever has asked whether it may be seen."""
    referral, consents, said, decisions, letters, clocks, flags = read_together(
        referral_reading(case.reference),
        consents_reading(case.reference),
        said_reading(case.id),
        decisions_reading(case.id),
        letters_reading(case.reference),
        clocks_reading(case.id),
        flags_of(case.id),
    )
    events = events_of_case(case.reference)
    return WholeCase(
        case=case,
        referral=referral,
        consents=consents,
        said=said,
        decisions=decisions,
        evidence=evidence_of(case.id),
        letters=letters,
        clocks=clocks,
        flags=flags,
        second_stage=second_stage_of(case.id),
        parties=parties_of(case.id),
        wishes=wishes_of(case.id),
        events=events,
        names=names_of(_people_in(events)),
    )


def record_of(whole: WholeCase, at: datetime) -> dict[str, Any]:
    """The case as JSON: every part as it is kept, with the hashes by which the history knows the texts."""
    referral = asdict(whole.referral)
    referral.pop("catalogue")
    return {
        "made_at": at,
        "case": asdict(whole.case),
        "referral": referral,
        "places": [asdict(each) for each in places_told(whole.referral.answers)],
        "consents": [asdict(each) for each in whole.consents],
        "consents_said_last": {scope.value: each.value for scope, each in whole.said.items()},
        "flags": [asdict(each) for each in whole.flags],
        "clocks": [asdict(each) for each in whole.clocks],
        "decisions": [asdict(each) for each in whole.decisions],
        "evidence": [asdict(each) for each in whole.evidence],
        "second_stage": asdict(whole.second_stage),
        "parties": [asdict(each) for each in whole.parties],
        "wishes": [asdict(each) for each in whole.wishes],
        "letters": [asdict(each) for each in whole.letters],
        "events": [asdict(each) for each in whole.events],
        "names": whole.names,
    }


NOT_IN_IT = (
    "Notes, tasks and hand-overs, which are the team's own; messages, what receivers were told, and originals of files"
)


def printed(whole: WholeCase, *, made_by: str, at: datetime) -> dict[str, Any]:
    """What the template of the dossier is given."""
    case = whole.case
    authority = authority_title(case.profile, case.authority)
    return {
        "service_name": settings.SERVICE_NAME,
        "reference": case.reference,
        "authority": authority,
        "cover": [
            ["Person", whole.referral.name],
            ["Stands at", _words(case.stage)],
            ["Treated as", _words(case.kind)],
            ["Received", in_words(case.received_on)],
            ["Referred by", case.referred_by],
            *_of_paper(whole.referral.paper),
            ["Held by", f"{case.owner or 'Nobody yet'}, {case.owner_team}, {authority}"],
            ["Flags", ", ".join(flag.words for flag in whole.flags) or "None"],
            ["Not in it", NOT_IN_IT],
            ["Dossier made", f"{_moment(at)} by {made_by}"],
        ],
        "referral": _referral(whole),
        "decisions": [_decision(each) for each in whole.decisions],
        "evidence": [_piece(each) for each in whole.evidence],
        "parts": parts_of_dossier(whole.second_stage, whole.parties, whole.wishes),
        "letters": [[each.title, _letter(each)] for each in whole.letters],
        "clocks": [_clock(each) for each in whole.clocks],
        "timeline": [_entry(each, whole.names) for each in whole.events],
    }


def _of_paper(paper: Paper | None) -> Pairs:
    return [["Written down on paper first", f"{in_words(paper.written_on)}, by {paper.written_by}"]] if paper else []


def _referral(whole: WholeCase) -> list[dict[str, Any]]:
    catalogue = catalogue_from_data(whole.referral.catalogue)
    told_by_section = [
        {"title": section.title, "rows": [[row.label, "\n".join(row.value_lines)] for row in section.rows]}
        for section in sections(catalogue, whole.referral.answers)
    ]
    consents = [
        [
            _words(each.scope),
            said_since(each.scope, given=each.given, said=whole.said) or ("Given" if each.given else "Not given"),
        ]
        for each in whole.consents
    ]
    places = [[place.label, _where(place)] for place in places_told(whole.referral.answers)]
    more = {"Where it happened": places, "Consents as they stand": consents}
    return [*told_by_section, *({"title": title, "rows": rows} for title, rows in more.items() if rows)]


def _where(place: ToldPlace) -> str:
    """What the answers say of a place, and its middle where that is known."""
    told = ", ".join(place.told_as)
    return f"{told}\nLatitude and longitude: {place.at[0]:.2f}, {place.at[1]:.2f}" if place.at else told


def _decision(decision: DecisionRead) -> dict[str, Any]:
    rows: Pairs = [
        ["State", _words(decision.state)],
        ["Reasons", decision.reasons or "None given"],
        ["Standard", _words(decision.standard)],
        ["Guidance", decision.guidance_title],
        ["Written", f"{_moment(decision.written_at)} by {decision.written_by}"],
        ["Served", _moment(decision.served_at) if decision.served_at else "Not served"],
        ["Fingerprint of the text", decision.text_hash],
    ]
    for check in decision.checks:
        void = f"; void since {_moment(check.void_at)}" if check.void_at else ""
        said = f"{'Agreed' if check.agreed else 'Returned'} on {_moment(check.checked_at)} by {check.checked_by}{void}"
        rows.append(["Second officer", f"{said}\n{check.remark}".strip()])
    return {"title": f"{_words(decision.kind)}: {decision.outcome}", "rows": rows}


def _piece(piece: EvidenceRead) -> dict[str, str]:
    source = f", from {piece.source}" if piece.source else ""
    line = f"Added {_moment(piece.added_at)} by {piece.added_by}{source}. Fingerprint {piece.text_hash}."
    return {"title": _words(piece.kind), "line": line, "text": piece.text}


def _letter(letter: LetterRow) -> str:
    sent = f", {_moment(letter.sent_at)}" if letter.sent_at else ""
    return (
        f"To the {letter.audience.replace('_', ' ')}, by {letter.channel.replace('_', ' ')}\n"
        f"Written {_moment(letter.written_at)}; {letter.standing.replace('_', ' ')}{sent}"
    )


def _clock(clock: ClockRead) -> dict[str, str]:
    due = in_words(clock.due_on) if clock.due_on else "no limit"
    ended = f". {clock.ended_because.capitalize()} on {_moment(clock.ended_at)}" if clock.ended_at else ""
    line = f"{_words(clock.kind)}: {due}{ended}"
    return {"title": _words(clock.rule), "line": line, "explanation": clock.explanation}


def _entry(event: Happened, names: dict[str, str]) -> list[str]:
    who = names.get(str(event.by), "Unknown") if event.by else "The system"
    return [_moment(event.at), told(event.kind, event.facts, names), who]


def _people_in(events: Sequence[Happened]) -> set[Any]:
    named = {event.facts[name] for event in events for name in ("to", "cover") if event.facts.get(name)}
    return {event.by for event in events if event.by} | named


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _moment(value: datetime) -> str:
    local = timezone.localtime(value)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
