"""Made-up content for every letter, audience and outcome; the tests print and write these."""

from __future__ import annotations

from typing import Any

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

_POSITIVE, _NEGATIVE = LetterKind.REASONABLE_GROUNDS_POSITIVE, LetterKind.REASONABLE_GROUNDS_NEGATIVE
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
    "notice of a positive": (_NOTICE, Audience.FIRST_RESPONDER, {**NOTICE, "outcome_name": "positive"}),
    "notice of a negative": (_NOTICE, Audience.FIRST_RESPONDER, {**NOTICE, "outcome_name": "negative"}),
    "receipt of a referral": (_RECEIPT, Audience.FIRST_RESPONDER, RECEIPT),
}


def whole_content(audience: Audience, content: dict[str, Any]) -> dict[str, Any]:
    """Content with the letter head filled, as it is printed."""
    return {**HEAD, "addressee_lines": ADDRESSEES[audience], **content}
