"""Made-up notifications: an anonymous one, and one of an adult who agrees to be named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from opennrm.demo.answers import adult_answers, write_referral
from opennrm.duty_to_notify.actions import send_notification
from opennrm.duty_to_notify.review import findings
from opennrm.partners.access import Actor
from opennrm.referrals.queries import draft_for


def anonymous_answers(today: date) -> dict[str, Any]:
    """Answers about an adult who refuses a referral and is not named."""
    refused = {
        "consent_to_referral": "refused",
        "will_notify": "yes",
        "may_be_named": "no",
        "refusal_reasons": ["immigration_consequences", "fear_of_exploiters"],
        "refusal_in_words": "They fear that they would have to leave the country.",
        "notified_gender": "female",
        "notified_nationality_known": "yes",
        "notified_nationality": "vietnamese",
        "notified_exploitation": ["little_or_no_pay", "debt_bondage"],
        "notified_where": "uk",
        "notified_still_in_situation": "no",
        "notified_what_happened": "They worked long hours for little pay, to pay off a debt for the journey.",
        "notified_cooperates": "not_known",
        "notified_reported_before": "no",
        "notified_place_known": "yes",
        "notified_place_force": "lincolnshire_police",
    }
    return adult_answers(today) | refused


def named_answers(today: date) -> dict[str, Any]:
    """Answers about an adult who refuses a referral and agrees to be named."""
    agreed = {
        "may_be_named": "yes",
        "naming_explained": ["who_sees", "what_may_follow", "no_referral", "may_refuse"],
        "naming_language": "ron",
        "naming_explained_by": "I did",
        "naming_interpreter": "professional",
        "naming_given_how": "spoken",
        "naming_given_on": today.isoformat(),
        "notified_first_name": "Ionel",
        "notified_last_name": "Inventat",
        "notified_contact": "phone",
        "notified_phone": "07700 900456",
        "notified_gender": "male",
        "notified_nationality": "romanian",
        "notified_exploitation": ["wages_taken"],
        "refusal_reasons": ["no_benefit", "wants_to_move_on"],
        "named_refusal_in_words": "He wants his wages, and then to go home.",
        "named_what_happened": "He worked at a car wash near the station. The owner kept his wages and his passport.",
        "notified_cooperates": "yes",
        "notified_place_known": "no",
        "notified_chosen_force": "lincolnshire_police",
    }
    return anonymous_answers(today) | agreed


def notify(answers: Mapping[str, Any], *, by: Actor, at: datetime) -> str:
    """Write a notification page by page, say that its words identify nobody, and send it. Gives its reference."""
    draft_id = write_referral(answers, by=by, at=at)
    harmless = [trace.words for finding in findings(answers) for trace in finding.doubtful]
    seen = draft_for(by, draft_id).version
    return send_notification(draft_id, considered=True, harmless=harmless, seen=seen, by=by, at=at)
