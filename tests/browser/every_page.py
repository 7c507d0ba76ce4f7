"""Every page of the house, each with whoever may open it and an example to open it with.

A page that is added is added here, or `test_every_page_in_axe` fails.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.urls import get_resolver, reverse
from django.utils import timezone

from opennrm.demo.load import REASONS
from opennrm.partners.access import Actor
from opennrm.web.third_party import policies
from tests.stories.people import (
    ADMINISTRATOR,
    AUDITOR,
    AUTHORITYS_ADMINISTRATOR,
    CASEWORKER,
    LIAISON,
    MANAGER,
    OFFICER,
    SECOND_OFFICER,
    STATISTICIAN,
    TRIAGE,
    House,
)

NOBODY = ""
NEWCOMER = "newcomer"
"""Somebody who has an account and has yet to set up their second factor."""
NO_PAGES = {
    "healthz": "two letters for a machine",
    "figures_csv": "a file",
    "letter": "a file",
    "notification_receipt": "a file",
    "notification_form": "a file",
    "received_form": "a file",
    "letter_to_us": "a file",
    "letter_preview": "a file",
    "post_batch_pdf": "a file",
    "referral_receipt": "a file",
    "referral_letter": "a file",
    "demonstration": "is there in a demonstration only: on the way in",
    "mfa_authenticate": "is there after the password only: on the way in",
    "account_reauthenticate": "is there before something that matters: on the way in",
    "mfa_reauthenticate": "is there before something that matters: on the way in",
    "mfa_generate_recovery_codes": "is there after the password was given again: on the way in",
    "mfa_view_recovery_codes": "is there once there are codes: on the way in",
    "question": "has a test of its own, with every page of questions",
}


class Examples:
    """What the pages are opened with, made once."""

    def __init__(self, house: House) -> None:
        self.house = house

    @cached_property
    def draft(self) -> dict[str, Any]:
        """A draft of the police."""
        return {"draft_id": self.house.has_draft().split("/")[3]}

    @cached_property
    def notifying(self) -> dict[str, Any]:
        """A draft that would be a notification, with words that could identify somebody."""
        from opennrm.demo.notifying import anonymous_answers
        from opennrm.mechanism.calendar import legal_day

        words = {"notified_what_happened": "Ana has the number 020 7946 0777."}
        draft = self.house.has_draft(anonymous_answers(legal_day(timezone.now())) | words)
        return {"draft_id": draft.split("/")[3]}

    @cached_property
    def notification(self) -> dict[str, Any]:
        """A notification of the police, which they have received too."""
        return {"reference": self.house.has_notification(by=OFFICER)}

    @cached_property
    def case(self) -> dict[str, Any]:
        """A case whose negative decision waits for a second officer."""
        from opennrm.cases.actions.deciding import decide_reasonable_grounds
        from opennrm.cases.queries import case_for

        reference, by, at = self.house.has_case(), actor(CASEWORKER), timezone.now()
        seen = case_for(by, reference, at=at).version
        decide_reasonable_grounds(reference, outcome="negative", reasons=REASONS, seen=seen, by=by, at=at)
        return {"reference": reference}

    @cached_property
    def evidence(self) -> dict[str, Any]:
        """A piece of evidence of that case."""
        from opennrm.cases.actions.evidence import add_evidence
        from opennrm.cases.evidence import evidence_of
        from opennrm.cases.queries import case_for

        reference, by, at = self.case["reference"], actor(CASEWORKER), timezone.now()
        add_evidence(reference, kind="police", text="Six beds in one room.", source="Marshland Police", by=by, at=at)
        return {"reference": reference, "evidence_id": evidence_of(case_for(by, reference, at=at).id)[-1].id}

    @cached_property
    def task(self) -> dict[str, Any]:
        """A task in that case that is overdue."""
        from datetime import timedelta

        from opennrm.cases.actions.tasks import add_task
        from opennrm.mechanism.calendar import legal_day

        reference, by, at = self.case["reference"], actor(CASEWORKER), timezone.now()
        due_on = legal_day(at) - timedelta(days=2)
        task = add_task(reference, title="Ring the council.", to=by.account_id, due_on=due_on, by=by, at=at)
        return {"reference": reference, "task_id": task}

    @cached_property
    def saved_list(self) -> dict[str, Any]:
        """A work list that the caseworker saved."""
        from opennrm.cases.actions.saved_lists import save_list

        by = actor(CASEWORKER)
        return {"list_id": save_list(name="Late ones", asked="late=yes", team=None, by=by, at=timezone.now())}

    @cached_property
    def absence(self) -> dict[str, Any]:
        """An absence of the caseworker."""
        from opennrm.cases.actions.absence import record_absence
        from opennrm.mechanism.calendar import legal_day

        by, at = actor(CASEWORKER), timezone.now()
        day = legal_day(at)
        return {"absence_id": record_absence(by.account_id, from_on=day, until_on=day, cover=None, by=by, at=at)}

    @cached_property
    def letter(self) -> dict[str, Any]:
        """A letter that the police are to hand over, because nothing may be posted."""
        from opennrm.cases.actions.deciding import decide_reasonable_grounds
        from opennrm.cases.queries import case_for
        from opennrm.demo.answers import adult_answers
        from opennrm.mechanism.calendar import legal_day
        from opennrm.notifications.queries import letters_to_referrer

        answers = adult_answers(legal_day(timezone.now())) | {"decision_by": ["no_safe_way_yet"]}
        reference, by, at = self.house.has_case(answers), actor(CASEWORKER), timezone.now()
        seen = case_for(by, reference, at=at).version
        decide_reasonable_grounds(reference, outcome="positive", reasons="", seen=seen, by=by, at=at)
        found = next(letter for letter in letters_to_referrer(reference) if letter.channel == "hand_over")
        return {"reference": reference, "letter_id": found.id}

    @cached_property
    def batch(self) -> dict[str, Any]:
        """A batch with a letter for the post."""
        from opennrm.cases.actions.deciding import decide_reasonable_grounds
        from opennrm.cases.actions.posting import make_post_batch
        from opennrm.cases.queries import case_for

        reference, by, at = self.house.has_case(), actor(CASEWORKER), timezone.now()
        seen = case_for(by, reference, at=at).version
        decide_reasonable_grounds(reference, outcome="positive", reasons="", seen=seen, by=by, at=at)
        return {"batch_id": make_post_batch(by=actor(MANAGER), at=at)}

    @cached_property
    def party(self) -> dict[str, Any]:
        """An organisation that was given a part in the case."""
        from opennrm.cases.actions.parties import add_party
        from opennrm.mechanism.calendar import legal_day
        from opennrm.mechanism.vocabulary import OrganisationType
        from opennrm.partners.organisations import organisations_to_choose

        reference, by, at = self.case["reference"], actor(CASEWORKER), timezone.now()
        council = organisations_to_choose((OrganisationType.LOCAL_AUTHORITY,), legal_day(at))[0]
        party_id = add_party(
            reference, audience="council", organisation_id=council.id, because="acts_in_the_case", by=by, at=at
        )
        return {"reference": reference, "party_id": party_id}

    @cached_property
    def colleague(self) -> dict[str, Any]:
        """Somebody of the police, as their administrator sees them."""
        return {"account_id": actor(OFFICER).account_id}

    @cached_property
    def role(self) -> dict[str, Any]:
        """The role of that somebody."""
        from opennrm.partners.models import RoleHeld

        held = RoleHeld.objects.get(account_id=self.colleague["account_id"])
        return {**self.colleague, "role_held_id": held.id}

    @cached_property
    def _invited(self) -> Any:
        from opennrm.partners.actions import invite_person

        return invite_person(
            email="new@marshland.police.example",
            name="Robin Vale",
            role="administrator",
            team_id=None,
            by=actor(ADMINISTRATOR),
            at=timezone.now(),
        )

    @property
    def invitation(self) -> dict[str, Any]:
        """An invitation, as the administrator sees it."""
        return {"invitation_id": self._invited.invitation_id}

    @property
    def link(self) -> dict[str, Any]:
        """The link that the invited person gets."""
        return {"secret": self._invited.secret}

    @staticmethod
    def nothing() -> dict[str, Any]:
        """For pages whose address has no parts."""
        return {}


def actor(email: str) -> Actor:
    """Somebody as the actions know them."""
    from opennrm.partners.actors import actor_of

    return actor_of(email, timezone.now())


Parts = Callable[[Examples], dict[str, Any]]


def _plain(_examples: Examples) -> dict[str, Any]:
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
    "account_login": (NOBODY, _plain),
    "invitation": (NOBODY, lambda examples: examples.link),
    "welcome": (NOBODY, _plain),
    "mfa_activate_totp": (NEWCOMER, _plain),
    "referrals": (OFFICER, _plain),
    "start_referral": (OFFICER, _plain),
    "draft": (OFFICER, _draft),
    "discard_draft": (OFFICER, _draft),
    "check_answers": (OFFICER, _draft),
    "referral": (OFFICER, _case),
    "referral_sent": (OFFICER, _case),
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
    "mfa_index": (OFFICER, _plain),
    "work_list": (CASEWORKER, _plain),
    "case": (CASEWORKER, _case),
    "take_case": (CASEWORKER, _case),
    "add_evidence": (CASEWORKER, _case),
    "case_timeline": (CASEWORKER, _case),
    "evidence_list": (CASEWORKER, _case),
    "tasks_of_case": (CASEWORKER, _case),
    "task": (CASEWORKER, lambda examples: examples.task),
    "notes_of_case": (CASEWORKER, _case),
    "flags": (CASEWORKER, _case),
    "hand_over_case": (CASEWORKER, _case),
    "hand_over_all": (CASEWORKER, _plain),
    "absences": (CASEWORKER, _plain),
    "end_absence": (CASEWORKER, lambda examples: examples.absence),
    "load": (MANAGER, _plain),
    "allocation_rule": (MANAGER, lambda examples: {"team_id": min(actor(MANAGER).teams)}),
    "dossier": (CASEWORKER, _case),
    "find_case": (CASEWORKER, _plain),
    "saved_lists": (CASEWORKER, _plain),
    "save_list": (CASEWORKER, _plain),
    "remove_list": (CASEWORKER, lambda examples: examples.saved_list),
    "queues": (CASEWORKER, _plain),
    "my_tasks": (CASEWORKER, _plain),
    "for_you": (CASEWORKER, _plain),
    "piece_of_evidence": (CASEWORKER, lambda examples: examples.evidence),
    "reasonable_grounds": (CASEWORKER, _case),
    "serve_reasonable_grounds": (CASEWORKER, _case),
    "conclusive_grounds": (CASEWORKER, _case),
    "serve_conclusive_grounds": (CASEWORKER, _case),
    "recovery": (CASEWORKER, _case),
    "end_recovery": (CASEWORKER, _case),
    "record_consultation": (CASEWORKER, _case),
    "check_conclusive_grounds": (SECOND_OFFICER, _case),
    "suspend_case": (CASEWORKER, _case),
    "resume_case": (CASEWORKER, _case),
    "withdraw_case": (CASEWORKER, _case),
    "close_case": (CASEWORKER, _case),
    "age_of_case": (CASEWORKER, _case),
    "consent_to_stay": (CASEWORKER, _case),
    "referral_stay": (OFFICER, _case),
    "reviews_of_suspensions": (CASEWORKER, _plain),
    "triage_case": (CASEWORKER, _case),
    "transfer_case": (CASEWORKER, _case),
    "reopen_case": (MANAGER, _case),
    "referral_withdraw": (OFFICER, _case),
    "check_reasonable_grounds": (SECOND_OFFICER, _case),
    "allocate_case": (MANAGER, _case),
    "letter_state": (CASEWORKER, lambda examples: examples.letter),
    "resend_letter": (CASEWORKER, lambda examples: examples.letter),
    "letter_previews": (CASEWORKER, _case),
    "post": (MANAGER, _plain),
    "post_batch": (MANAGER, lambda examples: examples.batch),
    "parties": (CASEWORKER, _case),
    "add_party": (CASEWORKER, _case),
    "end_party": (CASEWORKER, lambda examples: examples.party),
    "letters_to_us": (LIAISON, _plain),
    "delivery": (MANAGER, _plain),
    "figures": (STATISTICIAN, _plain),
    "history": (AUDITOR, _plain),
    "profiles": (MANAGER, _plain),
    "profile": (MANAGER, lambda examples: {"key": "central_2009"}),
    "compare_profiles": (MANAGER, _plain),
    "bank_holidays": (MANAGER, _plain),
    "add_bank_holiday": (AUTHORITYS_ADMINISTRATOR, _plain),
    "people": (ADMINISTRATOR, _plain),
    "invite": (ADMINISTRATOR, _plain),
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
