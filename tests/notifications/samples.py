"""Made-up content for every letter, audience and outcome; the tests print and write these."""

from __future__ import annotations

from datetime import date
from typing import Any

from opennrm.cases.change_words import change_words, notice_of_change_words
from opennrm.cases.letter_words import found_words, move_on_words, notice_words
from opennrm.mechanism.interruptions import ClosingReason
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.serving import AGENCIES, Change, told_of
from opennrm.mechanism.vocabulary import DecisionKind, Nation, Outcome, ReferralKind
from opennrm.notifications.kinds import Audience, LetterKind

HEAD: dict[str, Any] = {
    "service_name": "Open National Referral Mechanism",
    "authority_name": "Single Competent Authority",
    "written_on": "2026-03-09",
    "reference": "NRM-2026-000123",
    "language": "en",
    "contact": "020 7946 0123, decisions@authority.example",
}
STANDARD = (
    "reasonable grounds to believe, based on all available general and specific evidence but falling short of "
    "conclusive proof, that a person is a victim of modern slavery"
)
ADULT = {"person_name": "Linh Nguyễn Thị", "salutation": "Linh Nguyễn Thị"}
FOR_AN_ADULT = {"person_name": "Linh Nguyễn Thị", "salutation": "Jordan Ashdown", "person_is": "adult"}
CHILD = {"person_name": "Selam Tesfaye (ሰላም ተስፋዬ)", "salutation": "Rowan Ashdown"}
ADDRESSEES: dict[Audience, list[str]] = {
    Audience.PERSON: ["Linh Nguyễn Thị", "Room 4", "1 Harbour Row", "Anytown", "ZZ1 1ZZ"],
    Audience.SOMEBODY_ELSE: ["Jordan Ashdown", "4 Mill Lane", "Anytown", "ZZ1 4ZZ"],
    Audience.REPRESENTATIVE: ["Rowan Ashdown", "Independent guardian", "2 Quay Street", "Anytown", "ZZ1 2ZZ"],
    Audience.COUNCIL: ["Children's services", "Anyshire Council", "3 Market Square", "Anytown", "ZZ1 3ZZ"],
    Audience.FIRST_RESPONDER: ["Anyshire Police", "Modern slavery team"],
    Audience.POLICE: ["Anyshire Police"],
    Audience.SUPPORT_PROVIDER: ["Made-up Support"],
}
POSITIVE = {
    "decided_on": "2026-03-09",
    "standard": STANDARD,
    "recovery_starts_on": "2026-03-09",
    "recovery_ends_on": "2026-04-08",
    "recovery_explained": "At least 30 days are counted from the day of the decision.",
    "support_explained": "You can ask for somewhere safe to stay, for money to live on and for a support worker.",
    "next_steps": "We gather more information and then make the second decision, called conclusive grounds.",
}
NEGATIVE = {
    "decided_on": "2026-03-09",
    "checked_on": "2026-03-10",
    "standard": STANDARD,
    "reasons": "The account speaks of unpaid wages in 2024.\nIt speaks of no control.\n\nWe asked twice for more.",
    "reconsideration_days": 30,
    "reconsideration_ends_on": "2026-04-10",
    "reconsideration_grounds": [
        "there is more evidence that, with all the rest, could show that you are a victim",
        "you have a specific concern that the decision does not follow the guidance",
    ],
    "reconsideration_explained": "Write to us, or ask the organisation that referred you to write for you.",
    "support_explained": "Support that you already have goes on for a while. Your support worker tells you how long.",
}
NOTICE = {
    "referral_reference": "REF-2026-000456",
    "referred_on": "2026-03-02",
    "decided_on": "2026-03-09",
    "decision_name": "reasonable grounds",
    "next_steps": "We have written to the person, or to who acts for them. Keep your records of this referral.",
}
RECEIPT = {
    "referral_reference": "REF-2026-000456",
    "received_at": "2 March 2026, 9.30am",
    "organisation_name": "Anyshire Police",
    "referral_kind_name": "an adult with consent",
    "sent_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "next_steps": [
        "The competent authority decides whether there are reasonable grounds.",
        "You can see on your referrals page where it stands.",
    ],
}

CONCLUSIVE = {
    "decided_on": "2026-03-09",
    "standard": "On the balance of probabilities, the person is a victim of modern slavery.",
    **move_on_words(
        decided_on=date(2026, 3, 9),
        ends_on=None,
        found=found_words("trafficking", profile="borders_act_2023", nation=Nation.ENGLAND),
        about_a_child=False,
    ),
}
CONCLUSIVE_FOR_A_CHILD = {
    "decided_on": "2026-03-09",
    "standard": CONCLUSIVE["standard"],
    **move_on_words(
        decided_on=date(2026, 3, 9),
        ends_on=None,
        found=found_words("slavery", profile="borders_act_2023", nation=Nation.ENGLAND),
        about_a_child=True,
    ),
}
REQUEST = {
    "person_name": "Linh Nguyễn Thị",
    "questions": ["Is there a crime report?", "Was the person seen at the address in March 2025?"],
    "how_to_answer": "Write to the authority named above, giving the reference, or ring it.",
    "reply_by_on": "2026-03-20",
}
BECAUSE: dict[Change, tuple[str, ...]] = {
    Change.REPRESENTATIONS_ANSWERED: ("accepted", "refused", "noted"),
    Change.CASE_SUSPENDED: ("missing",),
    Change.CASE_WITHDRAWN: tuple(way.value for way in WayOfWithdrawing),
    Change.CASE_CLOSED: tuple(reason.value for reason in ClosingReason),
    Change.RECONSIDERATION_ACCEPTED: ("first_responder", "support_provider"),
    Change.RECONSIDERATION_REFUSED: ("first_responder", "support_provider"),
}
"""The codes that come with a change, for each of which there is a letter."""


def change_to(audience: Audience, kind: ReferralKind, change: Change, because: str) -> dict[str, Any]:
    """What the letter about a change says to whoever receives the person's papers."""
    about_a_child = kind is ReferralKind.CHILD
    named = CHILD if about_a_child else ADULT if audience is Audience.PERSON else FOR_AN_ADULT
    extended = {"until_on": "2026-05-08"} if change is Change.RECOVERY_EXTENDED else {}
    words = change_words(
        change,
        about_a_child=about_a_child,
        because=because,
        authority="Immigration Enforcement Competent Authority",
        decision="reasonable_grounds",
        on=date(2026, 6, 1),
        forms="Consent can be given in writing or by word of mouth through a first responder.",
    )
    return {**named, **words, **extended}


def notice_to(audience: Audience, change: Change, because: str) -> dict[str, Any]:
    """What the notice about a change says to an agency."""
    return notice_of_change_words(
        change,
        (audience,),
        reference="NRM-2026-000123",
        referred_on=date(2026, 3, 2),
        happened_on=date(2026, 3, 9),
        because=because,
        until_on=date(2026, 4, 9) if change in (Change.RECOVERY_EXTENDED, Change.CASE_SUSPENDED) else None,
    )


_POSITIVE, _NEGATIVE = LetterKind.REASONABLE_GROUNDS_POSITIVE, LetterKind.REASONABLE_GROUNDS_NEGATIVE
_CONCLUSIVE, _INCONCLUSIVE = LetterKind.CONCLUSIVE_GROUNDS_POSITIVE, LetterKind.CONCLUSIVE_GROUNDS_NEGATIVE
_REQUEST, _REMINDER = LetterKind.REQUEST_FOR_INFORMATION, LetterKind.REMINDER_OF_REQUEST
TO_WHOM = {
    ReferralKind.ADULT: (Audience.PERSON, Audience.SOMEBODY_ELSE, Audience.REPRESENTATIVE),
    ReferralKind.CHILD: (Audience.REPRESENTATIVE, Audience.COUNCIL),
}
_NOTICE, _RECEIPT = LetterKind.NOTICE_OF_OUTCOME, LetterKind.REFERRAL_RECEIPT
EVERY_LETTER: dict[str, tuple[LetterKind, Audience, dict[str, Any]]] = {
    "positive to an adult": (_POSITIVE, Audience.PERSON, {**ADULT, **POSITIVE}),
    "positive to somebody else": (_POSITIVE, Audience.SOMEBODY_ELSE, {**FOR_AN_ADULT, **POSITIVE}),
    "positive to who acts for an adult": (_POSITIVE, Audience.REPRESENTATIVE, {**FOR_AN_ADULT, **POSITIVE}),
    "positive to a representative": (_POSITIVE, Audience.REPRESENTATIVE, {**CHILD, **POSITIVE}),
    "positive to a council": (_POSITIVE, Audience.COUNCIL, {**CHILD, **POSITIVE, "salutation": "colleagues"}),
    "negative to an adult": (_NEGATIVE, Audience.PERSON, {**ADULT, **NEGATIVE}),
    "negative to somebody else": (_NEGATIVE, Audience.SOMEBODY_ELSE, {**FOR_AN_ADULT, **NEGATIVE}),
    "negative to who acts for an adult": (_NEGATIVE, Audience.REPRESENTATIVE, {**FOR_AN_ADULT, **NEGATIVE}),
    "negative to a representative": (_NEGATIVE, Audience.REPRESENTATIVE, {**CHILD, **NEGATIVE}),
    "negative to a council": (_NEGATIVE, Audience.COUNCIL, {**CHILD, **NEGATIVE, "salutation": "colleagues"}),
    "conclusive positive to an adult": (_CONCLUSIVE, Audience.PERSON, {**ADULT, **CONCLUSIVE}),
    "conclusive positive to somebody else": (_CONCLUSIVE, Audience.SOMEBODY_ELSE, {**FOR_AN_ADULT, **CONCLUSIVE}),
    "conclusive positive to who acts for an adult": (
        _CONCLUSIVE,
        Audience.REPRESENTATIVE,
        {**FOR_AN_ADULT, **CONCLUSIVE},
    ),
    "conclusive positive to a representative": (
        _CONCLUSIVE,
        Audience.REPRESENTATIVE,
        {**CHILD, **CONCLUSIVE_FOR_A_CHILD},
    ),
    "conclusive positive to a council": (_CONCLUSIVE, Audience.COUNCIL, {**CHILD, **CONCLUSIVE_FOR_A_CHILD}),
    "conclusive negative to an adult": (_INCONCLUSIVE, Audience.PERSON, {**ADULT, **NEGATIVE}),
    "conclusive negative to somebody else": (_INCONCLUSIVE, Audience.SOMEBODY_ELSE, {**FOR_AN_ADULT, **NEGATIVE}),
    "conclusive negative to who acts for an adult": (
        _INCONCLUSIVE,
        Audience.REPRESENTATIVE,
        {**FOR_AN_ADULT, **NEGATIVE},
    ),
    "conclusive negative to a representative": (_INCONCLUSIVE, Audience.REPRESENTATIVE, {**CHILD, **NEGATIVE}),
    "conclusive negative to a council": (_INCONCLUSIVE, Audience.COUNCIL, {**CHILD, **NEGATIVE}),
    **{
        f"notice of {decision.value} {outcome.value} to the {audience.value}": (
            _NOTICE,
            audience,
            {
                "decided_on": "2026-03-09",
                **notice_words(
                    decision,
                    outcome,
                    reference="NRM-2026-000123",
                    referred_on=date(2026, 3, 2),
                    audience=audience,
                ),
            },
        )
        for decision in DecisionKind
        for outcome in Outcome
        for audience in sorted(AGENCIES)
    },
    **{
        f"{change.value} {because} to {audience.value} about {kind.value}": (
            LetterKind(change.value),
            audience,
            change_to(audience, kind, change, because),
        )
        for kind, audiences in TO_WHOM.items()
        for audience in audiences
        for change in Change
        for because in BECAUSE.get(change, ("",))
        if told_of(change, kind, AGENCIES, because).person
    },
    **{
        f"notice of {change.value} {because} to {audience.value}": (
            LetterKind.NOTICE_OF_CHANGE,
            audience,
            notice_to(audience, change, because),
        )
        for change in Change
        for because in BECAUSE.get(change, ("",))
        for audience in told_of(change, ReferralKind.CHILD, AGENCIES, because).agencies
    },
    **{f"request to the {each.value}": (_REQUEST, each, REQUEST) for each in sorted(AGENCIES)},
    **{
        f"reminder to the {each.value}": (_REMINDER, each, {**REQUEST, "first_asked_on": "2026-03-01"})
        for each in sorted(AGENCIES)
    },
    "receipt of a referral": (_RECEIPT, Audience.FIRST_RESPONDER, RECEIPT),
}


def whole_content(audience: Audience, content: dict[str, Any]) -> dict[str, Any]:
    """Content with the letter head filled, as it is printed."""
    return {**HEAD, "addressee_lines": ADDRESSEES[audience], **content}
