"""Every page of the house, each with whoever may open it and an example to open it with.

A page that is added is added here, or `test_every_page_in_axe` fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import get_resolver, reverse

from opennrm.web.third_party import policies
from tests.browser.no_pages import NO_PAGES
from tests.browser.opened_with import Examples, actor
from tests.stories.people import (
    ADMINISTRATOR,
    AUDITOR,
    AUTHORITYS_ADMINISTRATOR,
    CASEWORKER,
    LIAISON,
    MANAGER,
    OFFICER,
    RECORDS_OFFICER,
    SECOND_OFFICER,
    STATISTICIAN,
    TRIAGE,
)

__all__ = ["NO_PAGES", "PAGES", "all_names", "path_of"]

NOBODY = ""
NEWCOMER = "newcomer"
"""Somebody who has an account and has yet to set up their second factor."""

OWN_LANGUAGE = frozenset({"leaflet", "leaflet_cy", "leaflet_ar", "own_page", "own_page_cy", "own_page_ar"})
"""Pages for the person: their address says in which language they are, whatever the rest of the house speaks."""


Parts = Callable[[Examples], dict[str, Any]]


def _plain(_examples: Examples) -> dict[str, Any]:
    return {}


def _a_list(_examples: Examples) -> dict[str, Any]:
    return {"list_name": "councils"}


def _with_a_token(examples: Examples) -> dict[str, Any]:
    assert examples.token
    return {}


def _draft(examples: Examples) -> dict[str, Any]:
    return examples.draft


def _case(examples: Examples) -> dict[str, Any]:
    return examples.case


def _colleague(examples: Examples) -> dict[str, Any]:
    return examples.colleague


def _notification(examples: Examples) -> dict[str, Any]:
    return examples.notification


PAGES: dict[str, tuple[str, Parts]] = {
    "home": (NOBODY, _plain),
    "accessibility": (NOBODY, _plain),
    "privacy": (NOBODY, _plain),
    "own_page": (NOBODY, _plain),
    "own_page_cy": (NOBODY, _plain),
    "own_page_ar": (NOBODY, _plain),
    "leaflet": (NOBODY, _plain),
    "leaflet_cy": (NOBODY, _plain),
    "leaflet_ar": (NOBODY, _plain),
    "offline": (NOBODY, _plain),
    "account_login": (NOBODY, _plain),
    "invitation": (NOBODY, lambda examples: examples.link),
    "welcome": (NOBODY, _plain),
    "mfa_activate_totp": (NEWCOMER, _plain),
    "referrals": (OFFICER, _plain),
    "start_referral": (OFFICER, _plain),
    "draft": (OFFICER, _draft),
    "discard_draft": (OFFICER, _draft),
    "hand_over_draft": (OFFICER, _draft),
    "another_after_draft": (OFFICER, _draft),
    "check_answers": (OFFICER, _draft),
    "draft_strength": (OFFICER, _draft),
    "entry": (OFFICER, lambda examples: examples.entry),
    "remove_entry": (OFFICER, lambda examples: examples.entry),
    "draft_copy": (OFFICER, _draft),
    "start_from_paper": (OFFICER, _plain),
    "prompt_sheet": (OFFICER, lambda _examples: {"journey": "adult"}),
    "referral_copy": (OFFICER, _case),
    "draft_files": (OFFICER, lambda examples: {"draft_id": examples.file_in_draft["draft_id"]}),
    "remove_draft_file": (OFFICER, lambda examples: examples.file_in_draft),
    "referral_files": (OFFICER, lambda examples: {"reference": examples.file["reference"]}),
    "referral_file": (OFFICER, lambda examples: examples.file),
    "case_files": (CASEWORKER, lambda examples: {"reference": examples.file["reference"]}),
    "case_file": (CASEWORKER, lambda examples: examples.file),
    "referral": (OFFICER, _case),
    "referral_sent": (OFFICER, _case),
    "referral_whereabouts": (OFFICER, _case),
    "hand_over_letter": (OFFICER, lambda examples: examples.letter),
    "duty_to_notify": (OFFICER, _plain),
    "check_notification": (OFFICER, lambda examples: examples.notifying),
    "notification": (OFFICER, _notification),
    "notification_sent": (OFFICER, _notification),
    "refer_after_notification": (OFFICER, _notification),
    "notifications_received": (TRIAGE, _plain),
    "received_notification": (TRIAGE, _notification),
    "own_account": (OFFICER, _plain),
    "account_logout": (OFFICER, _plain),
    "account_change_password": (OFFICER, _plain),
    "own_sessions": (OFFICER, _plain),
    "stay": (OFFICER, _plain),
    "mfa_index": (OFFICER, _plain),
    "work_list": (CASEWORKER, _plain),
    "case": (CASEWORKER, _case),
    "take_case": (CASEWORKER, _case),
    "add_adverse_point": (CASEWORKER, _case),
    "add_evidence": (CASEWORKER, _case),
    "case_timeline": (CASEWORKER, _case),
    "evidence_list": (CASEWORKER, _case),
    "tasks_of_case": (CASEWORKER, _case),
    "task": (CASEWORKER, lambda examples: examples.task),
    "notes_of_case": (CASEWORKER, _case),
    "messages_of_case": (CASEWORKER, _case),
    "messages_of_referral": (OFFICER, _case),
    "corrections_of_case": (CASEWORKER, _case),
    "referral_versions": (OFFICER, _case),
    "another_after_referral": (OFFICER, _case),
    "correct_referral": (OFFICER, _case),
    "correct_referral_page": (OFFICER, lambda each: {**each.case, "slug": "name"}),
    "correct_referral_entry": (OFFICER, lambda each: each.entry_to_correct),
    "flags": (CASEWORKER, _case),
    "hand_over_case": (CASEWORKER, _case),
    "hand_over_all": (CASEWORKER, _plain),
    "absences": (CASEWORKER, _plain),
    "end_absence": (CASEWORKER, lambda examples: examples.absence),
    "load": (MANAGER, _plain),
    "allocation_rule": (MANAGER, lambda examples: {"team_id": min(actor(MANAGER).teams)}),
    "dossier": (CASEWORKER, _case),
    "disclosures": (RECORDS_OFFICER, lambda examples: {"reference": examples.disclosure["reference"]}),
    "begin_disclosure": (RECORDS_OFFICER, _case),
    "disclosure": (RECORDS_OFFICER, lambda examples: examples.disclosure),
    "decide_redaction": (RECORDS_OFFICER, lambda examples: examples.disclosure),
    "let_notification_in": (RECORDS_OFFICER, lambda examples: examples.disclosure),
    "release_disclosure": (MANAGER, lambda examples: examples.disclosure),
    "take_disclosure": (RECORDS_OFFICER, lambda examples: examples.disclosure),
    "drop_disclosure": (RECORDS_OFFICER, lambda examples: examples.disclosure),
    "marks": (CASEWORKER, _case),
    "mark_piece": (CASEWORKER, lambda examples: {**_case(examples), "piece": "answer:exploitation_began"}),
    "lift_mark": (CASEWORKER, lambda examples: examples.mark),
    "hold_record": (RECORDS_OFFICER, _case),
    "end_hold": (RECORDS_OFFICER, lambda examples: examples.hold),
    "records_to_decide": (RECORDS_OFFICER, _plain),
    "erasures_to_confirm": (MANAGER, _plain),
    "find_case": (CASEWORKER, _plain),
    "saved_lists": (CASEWORKER, _plain),
    "save_list": (CASEWORKER, _plain),
    "remove_list": (CASEWORKER, lambda examples: examples.saved_list),
    "queues": (CASEWORKER, _plain),
    "my_tasks": (CASEWORKER, _plain),
    "for_you": (CASEWORKER, _plain),
    "piece_of_evidence": (CASEWORKER, lambda examples: examples.evidence),
    "points_conclusive_grounds": (CASEWORKER, _case),
    "points_reasonable_grounds": (CASEWORKER, _case),
    "reasonable_grounds": (CASEWORKER, _case),
    "serve_reasonable_grounds": (CASEWORKER, _case),
    "conclusive_grounds": (CASEWORKER, _case),
    "serve_conclusive_grounds": (CASEWORKER, _case),
    "answer_and_serve_reasonable_grounds": (CASEWORKER, _case),
    "answer_and_serve_conclusive_grounds": (CASEWORKER, _case),
    "case_independent_reviews": (CASEWORKER, _case),
    "recovery": (CASEWORKER, _case),
    "end_recovery": (CASEWORKER, _case),
    "record_consultation": (CASEWORKER, _case),
    "record_contact": (CASEWORKER, _case),
    "extend_recovery": (CASEWORKER, _case),
    "propose_disqualification": (CASEWORKER, _case),
    "review_recovery": (CASEWORKER, _case),
    "record_representation": (CASEWORKER, _case),
    "leave_to_stay": (CASEWORKER, _case),
    "answer_representation": (CASEWORKER, lambda examples: examples.representation),
    "requests": (CASEWORKER, lambda examples: {"reference": examples.request["reference"]}),
    "ask_agency": (CASEWORKER, _case),
    "return_for_information": (CASEWORKER, _case),
    "record_answer": (CASEWORKER, lambda examples: examples.request),
    "close_request": (CASEWORKER, lambda examples: examples.request),
    "request_reconsideration": (CASEWORKER, _case),
    "answer_reconsideration": (CASEWORKER, _case),
    "override_bar": (MANAGER, _case),
    "answer_question": (OFFICER, lambda examples: examples.request),
    "check_conclusive_grounds": (SECOND_OFFICER, _case),
    "suspend_case": (CASEWORKER, _case),
    "resume_case": (CASEWORKER, _case),
    "withdraw_case": (CASEWORKER, _case),
    "close_case": (CASEWORKER, _case),
    "age_of_case": (CASEWORKER, _case),
    "consent_to_stay": (CASEWORKER, _case),
    "referral_stay": (OFFICER, _case),
    "referral_own_page": (OFFICER, _case),
    "end_referral_own_page": (OFFICER, _case),
    "case_own_page": (CASEWORKER, _case),
    "end_case_own_page": (CASEWORKER, _case),
    "reviews_of_suspensions": (CASEWORKER, _plain),
    "triage_case": (CASEWORKER, _case),
    "transfer_case": (CASEWORKER, _case),
    "reopen_case": (MANAGER, _case),
    "referral_withdraw": (OFFICER, _case),
    "check_reasonable_grounds": (SECOND_OFFICER, _case),
    "check_disqualification": (SECOND_OFFICER, _case),
    "allocate_case": (MANAGER, _case),
    "letter_state": (CASEWORKER, lambda examples: examples.letter),
    "resend_letter": (CASEWORKER, lambda examples: examples.letter),
    "letter_previews": (CASEWORKER, _case),
    "safe_way": (CASEWORKER, _case),
    "post": (MANAGER, _plain),
    "post_batch": (MANAGER, lambda examples: examples.batch),
    "parties": (CASEWORKER, _case),
    "consents": (CASEWORKER, _case),
    "record_consent": (CASEWORKER, _case),
    "add_party": (CASEWORKER, _case),
    "end_party": (CASEWORKER, lambda examples: examples.party),
    "letters_to_us": (LIAISON, _plain),
    "parts_received": (LIAISON, _plain),
    "received_part": (LIAISON, lambda examples: examples.part),
    "part_whereabouts": (LIAISON, lambda examples: examples.part),
    "route_part": (CASEWORKER, lambda examples: examples.part_to_route),
    "delivery": (MANAGER, _plain),
    "figures": (STATISTICIAN, _plain),
    "consistency": (MANAGER, _plain),
    "history": (AUDITOR, _plain),
    "patterns": (AUDITOR, _plain),
    "looks_at_record": (AUDITOR, lambda examples: examples.looked_at),
    "why_opened": (CASEWORKER, _case),
    "team_of_case": (CASEWORKER, _case),
    "let_in": (CASEWORKER, _case),
    "end_access": (CASEWORKER, lambda examples: examples.named),
    "who_looked": (CASEWORKER, _case),
    "who_looked_answer": (CASEWORKER, _case),
    "whereabouts": (CASEWORKER, _case),
    "restrict_case": (MANAGER, _case),
    "unrestrict_case": (MANAGER, _case),
    "open_in_emergency": (CASEWORKER, _plain),
    "review_emergency": (MANAGER, lambda examples: examples.emergency),
    "own_address": (OFFICER, _plain),
    "settle_role": (ADMINISTRATOR, lambda examples: examples.proposal),
    "settle_new_start": (ADMINISTRATOR, lambda examples: examples.new_start),
    "end_sessions": (ADMINISTRATOR, _colleague),
    "profiles": (MANAGER, _plain),
    "profile": (MANAGER, lambda examples: {"key": "central_2009"}),
    "compare_profiles": (MANAGER, _plain),
    "propose_profile": (AUTHORITYS_ADMINISTRATOR, _plain),
    "profile_change": (MANAGER, lambda examples: examples.profile_change),
    "settle_profile": (AUTHORITYS_ADMINISTRATOR, lambda examples: examples.profile_change),
    "bank_holidays": (MANAGER, _plain),
    "add_bank_holiday": (AUTHORITYS_ADMINISTRATOR, _plain),
    "answer_lists": (MANAGER, _plain),
    "answer_list": (MANAGER, _a_list),
    "add_to_list": (AUTHORITYS_ADMINISTRATOR, _a_list),
    "end_in_list": (AUTHORITYS_ADMINISTRATOR, lambda examples: {"list_name": "councils", "code": "abe"}),
    "people": (ADMINISTRATOR, _plain),
    "invite": (ADMINISTRATOR, _plain),
    "systems": (ADMINISTRATOR, _with_a_token),
    "add_system": (ADMINISTRATOR, _plain),
    "make_token": (ADMINISTRATOR, lambda examples: examples.system),
    "end_token": (ADMINISTRATOR, lambda examples: examples.token),
    "offline_switch": (ADMINISTRATOR, _plain),
    "webhooks": (ADMINISTRATOR, _plain),
    "add_webhook": (ADMINISTRATOR, _plain),
    "webhook_secret": (ADMINISTRATOR, lambda examples: examples.webhook),
    "end_webhook": (ADMINISTRATOR, lambda examples: examples.webhook),
    "receiving_team": (AUTHORITYS_ADMINISTRATOR, _plain),
    "invited": (ADMINISTRATOR, lambda examples: examples.invitation),
    "withdraw_invitation": (ADMINISTRATOR, lambda examples: examples.invitation),
    "person": (ADMINISTRATOR, _colleague),
    "give_role": (ADMINISTRATOR, _colleague),
    "close_account": (ADMINISTRATOR, _colleague),
    "end_role": (ADMINISTRATOR, lambda examples: examples.role),
}


def path_of(name: str, examples: Examples) -> str:
    """The address of a page with its example."""
    return reverse(name, kwargs=PAGES[name][1](examples))


def all_names() -> set[str]:
    """The name of every address of the house."""
    return {address.name for address in policies(get_resolver().url_patterns)}
