"""Made-up answers to every question, and a referral written page by page with them, as a person would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from opennrm.audit.once import form_token
from opennrm.partners.access import Actor
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import page_after, pages_that_apply
from opennrm.referrals.actions import save_page, start_draft, submit_referral

NO_WHY = {"not_known": "Not asked, because the person was too tired to go on."}


def adult_answers(today: date) -> dict[str, Any]:
    """Answers for an adult who consents, with a safe postal address."""
    return {
        "danger_now": "no",
        "referrer_nation": "england",
        "referrer_role": "Detective constable",
        "referrer_phone": "020 7946 0321",
        "alternative_contact_name": "Tamsin Reed",
        "alternative_contact_email": "lead@marshland.police.example",
        "age_answer": "adult",
        "under_18_during_exploitation": "no",
        "consent_to_referral": "given",
        "consent_explained": ["what_it_is", "what_may_follow", "who_sees", "support", "may_refuse"],
        "consent_language": "vie",
        "consent_explained_by": "I did",
        "consent_interpreter": "professional",
        "consent_interpreted_by": "Interpreter 4711 of Invented Languages",
        "consent_given_how": "signed",
        "consent_given_on": (today - timedelta(days=1)).isoformat(),
        "notified_before": "no",
        "support_wanted": "yes",
        "support_contact": "their_phone",
        "support_phone": "07700 900123",
        "police_contact_agreed": "yes",
        "sharing_agreed": "yes",
        "first_name": "Linh",
        "last_name": "Exemple",
        "date_of_birth": "1994-05-17",
        "gender": "female",
        "nationality": "vietnamese",
        "interpreter_needed": "yes",
        "interpreter_language": "vie",
        "communication_help": "no",
        "has_home_office_reference": "no",
        "referred_before": "no",
        "person_in_uk": "yes",
        "immigration_control": "not_known",
        "asylum_claim_inadmissible": "no",
        "detained": "no",
        "facing_deportation": "no",
        "decision_to": "person",
        "decision_by": ["post"],
        "decision_address": {"line_1": "Office 4, Lantern House", "town": "Marshland", "postcode": "ZZ99 9ZZ"},
        "decision_post_safe": ["confirmed"],
        "decision_address_exploited": "no",
        "exploitation_components": ["little_or_no_pay", "wages_taken", "debt_bondage"],
        "exploitation_when": "From about March 2025 until last week.",
        "exploitation_began": "She answered an advertisement for work in a nail bar and was met at the coach station.",
        "exploitation_required": "Twelve hours a day, seven days a week, with customers and cleaning afterwards.",
        "treatment": "Shouted at, told that her family would be made to pay. She was not allowed a telephone.",
        "living_conditions": "Six people in one room above the shop. The door was locked at night.",
        "still_in_situation": "no",
        "how_they_left": "A customer gave her a telephone and she rang the helpline.",
        "indicators_seen": ["movement_controlled", "pay_withheld", "debt"],
        "indicators_details": "No papers of her own, no money, looks to the door when somebody comes in.",
        "how_learnt": "She told me, with an interpreter, over two meetings.",
        "professional_judgement": "Her account is consistent with what was found at the address.",
        "exploitation_where": "uk",
        "exploitation_uk_towns": NO_WHY,
        "staying_town": NO_WHY,
        "staying_region": NO_WHY,
        "exploiters_known": "Two people she calls the aunt and the driver.",
        "exploiters_in_uk": "yes",
        "reported_before": "no",
        "has_evidence": "yes",
        "evidence_described": "Photographs of the room, and a notebook of debts.",
    }


def child_answers(today: date, *, age_answer: str = "under_18") -> dict[str, Any]:
    """Answers for a child, or for somebody who may be one."""
    changed = {
        "referrer_nation": "wales",
        "referrer_role": "Social worker",
        "age_answer": age_answer,
        "council_contacted": "crf",
        "council_phone": "020 7946 0456",
        "first_name": "Davi",
        "last_name": "Inventado",
        "date_of_birth": {"not_known": "He does not know the day or the year."},
        "gender": "male",
        "nationality": NO_WHY,
        "interpreter_needed": "no",
        "child_decision_to": "council",
        "decision_contact_name": "Mali Quay",
        "decision_contact_relation": "Social worker of the council that looks after him",
        "exploitation_components": ["county_lines"],
    }
    return adult_answers(today) | changed


def write_referral(answers: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    """Start a draft and save every page that applies with these answers. Gives the draft's id.

    Raises `ValueError` naming the errors of the first page that the answers do not fill.
    """
    draft_id = start_draft(by=by, at=at)
    page = pages_that_apply(CATALOGUE, {})[0]
    while page is not None:
        submitted: dict[str, list[str]] = {}
        for question in page.questions:
            if question.key in answers:
                submitted |= as_submitted(question, answers[question.key])
        saved = save_page(draft_id, page.slug, submitted, by=by, at=at)
        if saved.page.errors:
            raise ValueError(f"{page.slug}: {[error.message for error in saved.page.errors]}")
        following = page_after(CATALOGUE, saved.answers, page.slug)
        if following is None or following.ending is not None:
            break
        page = following
    return draft_id


def send_referral(answers: Mapping[str, Any], *, by: Actor, at: datetime) -> str:
    """Write a referral and send it. Gives its reference."""
    return submit_referral(write_referral(answers, by=by, at=at), token=form_token(), by=by, at=at)
