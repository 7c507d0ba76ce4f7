"""Which personal column is shown to which role on which page, and why: whatever else shows one fails a test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """These columns, to these roles of the organisation whose work it is, on these pages, for this reason."""

    columns: tuple[str, ...]
    to: frozenset[str]
    on: tuple[str, ...]
    because: str


TEAM = frozenset({"caseworker", "second_officer", "manager", "records_officer"})
"""Whoever works on a case, or gave a reason for opening it."""
NOTES = TEAM - {"records_officer"}
DISCLOSING = frozenset({"records_officer", "manager"})
MOVING = frozenset({"caseworker", "manager"})
ASKING = MOVING | {"records_officer"}
REFERRING = frozenset({"first_responder", "team_lead"})
CASEWORKER, SECOND_OFFICER = frozenset({"caseworker"}), frozenset({"second_officer"})
MANAGER, RECORDS_OFFICER = frozenset({"manager"}), frozenset({"records_officer"})

NAMED = tuple(
    f"duty_to_notify.NamedNotification.{name}"
    for name in (
        *("first_name", "last_name", "date_of_birth", "phone", "email", "refusal_in_words", "what_happened"),
        *("address", "other_names"),
        *("sender_phone", "colleague_name", "colleague_email", "naming_explained_by"),
    )
)
"""An adult who agreed to be named to the police, though not to be referred."""

MATRIX = (
    Shown(
        ("referrals.Person.first_name", "referrals.Person.last_name", "referrals.Referral.answers"),
        TEAM,
        ("case",),
        "who works on a case must know whom it is about and what was said",
    ),
    Shown(("referrals.Consent.explained_by",), TEAM, ("case",), "whom to ask about the consent"),
    Shown(
        ("cases.ConsentEntry.through", "cases.ConsentEntry.interpreted_by", "cases.ConsentEntry.limits"),
        TEAM,
        ("consents",),
        "whom to ask about what was said, and what to keep to",
    ),
    Shown(
        ("cases.ConsentEntry.limits",),
        MOVING,
        ("route_part",),
        "who says where a part goes reads first what the person left out of it",
    ),
    Shown(("referrals.Referral.answers",), TEAM, ("mark_piece",), "what is marked is read where it is marked"),
    Shown(("referrals.Referral.answers", "referrals.Referral.paper"), REFERRING, ("referral",), "they wrote it"),
    Shown(("referrals.Draft.paper",), REFERRING, ("draft",), "they wrote it down, or a colleague did"),
    Shown(("referrals.Referral.paper",), TEAM, ("case",), "words written down on paper first weigh otherwise"),
    Shown(("referrals.Referral.answers",), REFERRING, ("referral_whereabouts, asked for",), "they wrote it, likewise"),
    Shown(
        ("referrals.Referral.answers",), REFERRING, ("referral_versions", "correct_referral_page"), "they correct it"
    ),
    Shown(("referrals.Referral.answers",), TEAM, ("corrections_of_case",), "what was sent, beside what was corrected"),
    Shown(
        ("referrals.Draft.answers",), REFERRING, ("check_answers", "check_notification", "question"), "they write it"
    ),
    Shown(
        ("referrals.SafeContact.addressee", "referrals.SafeContact.lines", "referrals.Referral.answers"),
        ASKING,
        ("whereabouts, asked for",),
        "where the person can be found or reached, in the one answer to whoever confirmed that it is they",
    ),
    Shown(
        (
            *("referrals.Person.first_name", "referrals.Person.last_name", "referrals.Referral.answers"),
            *("disclosure.Disclosure.remark", "cases.ConsentEntry.limits"),
        ),
        RECORDS_OFFICER,
        ("decide_redaction",),
        "what is held back is decided by reading it",
    ),
    Shown(
        (
            *("cases.Check.remark", "cases.Decision.reasons", "cases.Evidence.source", "cases.HandOver.note"),
            *("cases.Note.text", "cases.ReconsiderationRequest.words", "cases.ReconsiderationRequest.answer"),
            "cases.Task.title",
        ),
        TEAM,
        ("case",),
        "the work on the case, to whoever works on it",
    ),
    Shown(("cases.Evidence.source",), TEAM, ("evidence_list", "piece_of_evidence"), "its source is weighed"),
    Shown(("cases.Evidence.text",), TEAM, ("piece_of_evidence",), "evidence is read one piece at a time"),
    Shown(("cases.Note.text",), NOTES, ("notes_of_case",), "they write there"),
    Shown(("cases.PartnerMessage.text",), NOTES, ("messages_of_case",), "they write there to who referred"),
    Shown(("cases.PartnerMessage.text",), REFERRING, ("messages_of_referral",), "they write there to the authority"),
    Shown(("cases.Task.title",), NOTES, ("task", "tasks_of_case"), "they do it"),
    Shown(("cases.Task.title",), CASEWORKER, ("my_tasks", "work_list"), "it is theirs to do"),
    Shown(
        (
            *("cases.BarOverride.words", "cases.Consultation.said", "cases.Extension.words"),
            *("cases.Disqualification.why", "cases.Disqualification.need", "cases.Disqualification.remark"),
            "cases.Representation.text",
        ),
        TEAM,
        ("recovery",),
        "what recovery was decided by",
    ),
    Shown(
        ("cases.Representation.text", "cases.Representation.answer"),
        CASEWORKER,
        ("answer_representation",),
        "an answer",
    ),
    Shown(
        ("cases.Disqualification.why", "cases.Disqualification.need"),
        SECOND_OFFICER,
        ("check_disqualification",),
        "they check it",
    ),
    Shown(("cases.Consultation.said",), CASEWORKER, ("conclusive_grounds",), "it is weighed"),
    Shown(("cases.Decision.reasons",), CASEWORKER, ("reasonable_grounds",), "they write it"),
    Shown(
        ("cases.Decision.reasons",),
        SECOND_OFFICER,
        ("check_reasonable_grounds", "check_conclusive_grounds"),
        "they check it",
    ),
    Shown(
        ("cases.ReconsiderationRequest.words", "cases.ReconsiderationRequest.answer"),
        CASEWORKER,
        ("request_reconsideration", "answer_reconsideration"),
        "they answer it",
    ),
    Shown(("cases.InformationRequest.words",), REFERRING, ("answer_question",), "the question is to them"),
    Shown(("cases.InformationRequest.words",), TEAM, ("requests",), "what is awaited"),
    Shown(("cases.InformationRequest.words",), CASEWORKER, ("record_answer",), "what is answered"),
    Shown(("cases.Opening.words",), TEAM, ("team_of_case",), "who opened the case and why is shown back to its team"),
    Shown(("cases.Emergency.words",), MOVING, ("for_you",), "the owner is told at once"),
    Shown(("cases.Emergency.words",), MANAGER, ("review_emergency",), "they review it"),
    Shown(("cases.SavedList.name",), CASEWORKER, ("saved_lists", "remove_list", "work_list"), "it is theirs"),
    Shown(("cases.Wish.evidence", "cases.Wish.heard_by"), MOVING, ("withdraw_case",), "it is confirmed by reading"),
    Shown(
        (
            *("disclosure.Disclosure.basis_words", "disclosure.Disclosure.content", "disclosure.Disclosure.recipient"),
            *("disclosure.Disclosure.remark", "disclosure.Disclosure.withheld"),
            "disclosure.Disclosure.originals_because",
        ),
        DISCLOSING,
        ("disclosure", "release_disclosure"),
        "two people see what leaves before it leaves",
    ),
    Shown(
        ("disclosure.Disclosure.lifted_because",),
        RECORDS_OFFICER,
        ("decide_redaction",),
        "why an address was let out, as they wrote it when they decided before",
    ),
    Shown(("disclosure.Disclosure.recipient",), TEAM, ("disclosures",), "whom something of the case was given to"),
    Shown(NAMED, REFERRING, ("notification",), "they wrote it"),
    Shown(NAMED, frozenset({"police_triage"}), ("received_notification",), "it was sent to their force, with consent"),
    Shown(
        ("cases.Part.content",),
        frozenset({"liaison of another organisation"}),
        ("received_part", "part_whereabouts, asked for"),
        "what they need to act, and no more of the referral",
    ),
    Shown(
        ("evidence.File.name",),
        REFERRING,
        ("draft_files", "remove_draft_file", "referral_files", "referral_file"),
        "they chose the file",
    ),
    Shown(("evidence.File.name",), TEAM, ("case_files", "case_file"), "which file it is"),
    Shown(("evidence.File.sha256",), REFERRING, ("referral_file",), "by what it is compared with theirs"),
    Shown(("evidence.File.sha256",), TEAM, ("case_file",), "by what it is compared with another"),
    Shown(("retention.Hold.because",), TEAM, ("disclosures",), "why the record is kept"),
    Shown(("retention.Hold.because",), DISCLOSING, ("end_hold",), "a hold is ended by reading why it was"),
)
NOT_TRIED = {
    "referrals.Consent.cannot_consent": "holds codes, in which no made-up value can stand",
    "cases.Part.stands_for": "holds codes of forces and towns, likewise",
}
HOMES = {"single-competent-authority", "marshland-police"}
"""The organisations whose work the made-up records are: everybody of another one is a role of another organisation."""


def allowed() -> set[tuple[str, str, str]]:
    """Column, page and role of everything in the matrix."""
    return {(column, page, role) for each in MATRIX for column in each.columns for page in each.on for role in each.to}
