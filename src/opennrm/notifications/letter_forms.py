"""Every letter: its template, who it may be addressed to, and the gaps that whoever writes it must fill."""

from __future__ import annotations

from dataclasses import dataclass

from opennrm.mechanism.serving import AGENCIES, Change
from opennrm.notifications.kinds import Audience, LetterKind

TO_WHOM_A_DECISION_GOES = frozenset(
    {Audience.PERSON, Audience.SOMEBODY_ELSE, Audience.REPRESENTATIVE, Audience.COUNCIL}
)
HEAD = ("service_name", "authority_name", "written_on", "reference", "language", "addressee_lines", "contact")
FILLED_BY_WRITING = frozenset({"service_name", "written_on", "reference", "language", "addressee_lines"})


@dataclass(frozen=True, slots=True)
class LetterForm:
    """One kind of letter: its title in lists, its template and the newest version of that, audiences and gaps.

    Gaps that end in `_on` are dates (ISO text), in `_days` whole numbers, those in `lists` lists of texts; the others
    are texts. `person_is` says "adult" or "child"; without it who acts for somebody acts for a child. `together` are
    optional gaps of which all or none are filled.
    """

    title: str
    template: str
    version: int
    audiences: frozenset[Audience]
    gaps: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    optional: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


_CHANGES: dict[Change, str] = {
    Change.RECOVERY_EXTENDED: "Recovery period extended",
    Change.REPRESENTATIONS_ANSWERED: "Answer to representations",
    Change.CASE_WITHDRAWN: "Withdrawal confirmed",
    Change.CASE_CLOSED: "Case closed",
    Change.CASE_TRANSFERRED: "Case passed to another authority",
    Change.CASE_REOPENED: "Case opened again",
    Change.RECONSIDERATION_ACCEPTED: "Decision to be made afresh",
    Change.RECONSIDERATION_REFUSED: "Decision not looked at again",
    Change.CONSENT_BEFORE_18: "Consent to stay, before the 18th birthday",
    Change.TURNED_18: "Consent needed, after the 18th birthday",
    Change.DISQUALIFIED: "Disqualification, with reasons",
}
"""The titles of the letters about a change, to the person or who acts for them. Of suspending and resuming there is
none: whoever is missing is not written to."""


def _of_change(title: str) -> LetterForm:
    return LetterForm(
        title=title,
        template="change_of_case",
        version=1,
        audiences=TO_WHOM_A_DECISION_GOES,
        gaps=("salutation", "person_name", "subject", "what_happened", "next_steps"),
        optional=("person_is", "support_explained", "until_on"),
    )


FORMS: dict[LetterKind, LetterForm] = {
    LetterKind.REASONABLE_GROUNDS_POSITIVE: LetterForm(
        title="Reasonable grounds: positive decision",
        template="reasonable_grounds_positive",
        version=1,
        audiences=TO_WHOM_A_DECISION_GOES,
        gaps=(
            "salutation",
            "person_name",
            "decided_on",
            "standard",
            "recovery_starts_on",
            "recovery_ends_on",
            "recovery_explained",
            "support_explained",
            "next_steps",
        ),
        optional=("person_is",),
    ),
    LetterKind.REASONABLE_GROUNDS_NEGATIVE: LetterForm(
        title="Reasonable grounds: negative decision, with reasons",
        template="reasonable_grounds_negative",
        version=1,
        audiences=TO_WHOM_A_DECISION_GOES,
        gaps=(
            "salutation",
            "person_name",
            "decided_on",
            "standard",
            "reasons",
            "reconsideration_explained",
            "support_explained",
        ),
        lists=frozenset({"reconsideration_grounds"}),
        optional=("checked_on", "person_is"),
        together=("reconsideration_days", "reconsideration_ends_on", "reconsideration_grounds"),
    ),
    LetterKind.CONCLUSIVE_GROUNDS_POSITIVE: LetterForm(
        title="Conclusive grounds: positive decision",
        template="conclusive_grounds_positive",
        version=1,
        audiences=TO_WHOM_A_DECISION_GOES,
        gaps=(
            "salutation",
            "person_name",
            "decided_on",
            "standard",
            "outcome_words",
            "support_explained",
            "next_steps",
        ),
        optional=("person_is",),
        together=("move_on_days", "move_on_ends_on"),
    ),
    LetterKind.CONCLUSIVE_GROUNDS_NEGATIVE: LetterForm(
        title="Conclusive grounds: negative decision, with reasons",
        template="conclusive_grounds_negative",
        version=1,
        audiences=TO_WHOM_A_DECISION_GOES,
        gaps=(
            "salutation",
            "person_name",
            "decided_on",
            "standard",
            "reasons",
            "reconsideration_explained",
            "support_explained",
        ),
        lists=frozenset({"reconsideration_grounds"}),
        optional=("checked_on", "person_is"),
        together=("reconsideration_days", "reconsideration_ends_on", "reconsideration_grounds"),
    ),
    **{LetterKind(change.value): _of_change(title) for change, title in _CHANGES.items()},
    LetterKind.NOTICE_OF_CHANGE: LetterForm(
        title="Notice of a change in a case",
        template="notice_of_change",
        version=1,
        audiences=AGENCIES,
        gaps=("referral_reference", "referred_on", "change_name", "happened_on", "next_steps"),
        optional=("detail_name", "until_on"),
    ),
    LetterKind.REQUEST_FOR_INFORMATION: LetterForm(
        title="Request for information",
        template="request_for_information",
        version=1,
        audiences=AGENCIES,
        gaps=("person_name", "questions", "how_to_answer"),
        lists=frozenset({"questions"}),
        optional=("reply_by_on",),
    ),
    LetterKind.REMINDER_OF_REQUEST: LetterForm(
        title="Reminder of a request for information",
        template="request_for_information",
        version=1,
        audiences=AGENCIES,
        gaps=("person_name", "first_asked_on", "questions", "how_to_answer"),
        lists=frozenset({"questions"}),
        optional=("reply_by_on",),
    ),
    LetterKind.NOTICE_OF_OUTCOME: LetterForm(
        title="Notice of outcome",
        template="notice_of_outcome",
        version=2,
        audiences=AGENCIES,
        gaps=("referral_reference", "referred_on", "decided_on", "decision_name", "outcome_name", "next_steps"),
    ),
    LetterKind.REFERRAL_RECEIPT: LetterForm(
        title="Receipt of a referral",
        template="referral_receipt",
        version=1,
        audiences=frozenset({Audience.FIRST_RESPONDER}),
        gaps=(
            "referral_reference",
            "received_at",
            "organisation_name",
            "referral_kind_name",
            "sent_hash",
            "next_steps",
        ),
        lists=frozenset({"next_steps"}),
    ),
}
