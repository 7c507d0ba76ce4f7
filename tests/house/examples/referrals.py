"""Drafts and referrals: of the asker's team, of another organisation, and of another team of their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from opennrm.demo.answers import adult_answers, write_referral
from opennrm.demo.entries import with_entries
from opennrm.mechanism.calendar import legal_day
from opennrm.notifications.queries import letters_to_referrer
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, RoleHeld
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply
from tests.factories import cases as made
from tests.factories import partners as people
from tests.house.examples import foreign, of_another_team, own

OF_A_DRAFT = (
    *("draft", "discard_draft", "hand_over_draft", "another_after_draft", "check_answers", "draft_strength"),
    "draft_copy",
)
OF_AN_ENTRY = ("entry", "remove_entry")
OF_ITS_LETTERS = ("referral_letter", "hand_over_letter")
OF_A_REFERRAL = (
    "referral",
    "referral_sent",
    "referral_receipt",
    "messages_of_referral",
    "correct_referral",
    "another_after_referral",
    "referral_versions",
    "referral_whereabouts",
    "referral_withdraw",
    "referral_copy",
    "referral_stay",
    "referral_own_page",
    "end_referral_own_page",
    "referral_files",
)


def _colleague(account: Account) -> Actor:
    """A first responder of the account's own team."""
    return people.actor(people.account("first_responder", in_team=RoleHeld.objects.get(account=account).team))


def _of_next_door(account: Account) -> Actor:
    """A first responder of another team of the account's organisation."""
    return people.actor(people.account("first_responder", in_team=people.team(account.organisation, "South")))


def _page_of(draft_id: UUID) -> dict[str, Any]:
    return {"draft_id": draft_id, "slug": pages_that_apply(CATALOGUE, {})[0].slug}


@own(*OF_A_DRAFT)
def _draft(account: Account) -> dict[str, Any]:
    return {"draft_id": made.draft(_colleague(account))}


@foreign(*OF_A_DRAFT)
def _draft_elsewhere() -> dict[str, Any]:
    return {"draft_id": made.draft(made.referrer())}


@of_another_team(*OF_A_DRAFT)
def _draft_next_door(account: Account) -> dict[str, Any]:
    return {"draft_id": made.draft(_of_next_door(account))}


@own("question")
def _question(account: Account) -> dict[str, Any]:
    return _page_of(made.draft(_colleague(account)))


@foreign("question")
def _question_elsewhere() -> dict[str, Any]:
    return _page_of(made.draft(made.referrer()))


@of_another_team("question")
def _question_next_door(account: Account) -> dict[str, Any]:
    return _page_of(made.draft(_of_next_door(account)))


@own(*OF_A_REFERRAL)
def _referral(account: Account) -> dict[str, Any]:
    return {"reference": made.referred(_colleague(account))}


@foreign(*OF_A_REFERRAL)
def _referral_elsewhere() -> dict[str, Any]:
    return {"reference": made.referred()}


def _entry_of(by: Actor) -> dict[str, Any]:
    today = legal_day(timezone.now())
    written = write_referral(with_entries(adult_answers(today), today), by=by, at=timezone.now())
    return {"draft_id": written, "slug": "vehicles", "entry_id": "1"}


@own(*OF_AN_ENTRY)
def _entry(account: Account) -> dict[str, Any]:
    return _entry_of(_colleague(account))


@foreign(*OF_AN_ENTRY)
def _entry_elsewhere() -> dict[str, Any]:
    return _entry_of(made.referrer())


@of_another_team(*OF_AN_ENTRY)
def _entry_next_door(account: Account) -> dict[str, Any]:
    return _entry_of(_of_next_door(account))


def _letter_to(by: Actor) -> dict[str, Any]:
    """A letter that waits to be handed over, of a referral that was decided."""
    reference = made.referred(by, decision_by=["no_safe_way_yet"])
    made.decided(reference, "positive", by=made.officer("caseworker"))
    waits = next(letter for letter in letters_to_referrer(reference) if letter.channel == "hand_over")
    return {"reference": reference, "letter_id": waits.id}


@own(*OF_ITS_LETTERS)
def _letter(account: Account) -> dict[str, Any]:
    return _letter_to(_colleague(account))


@foreign(*OF_ITS_LETTERS)
def _letter_elsewhere() -> dict[str, Any]:
    return _letter_to(made.referrer())


@of_another_team(*OF_A_REFERRAL)
def _referral_next_door(account: Account) -> dict[str, Any]:
    return {"reference": made.referred(_of_next_door(account))}


@of_another_team(*OF_ITS_LETTERS)
def _letter_next_door(account: Account) -> dict[str, Any]:
    return _letter_to(_of_next_door(account))


@own("prompt_sheet", "prompt_sheet_pdf")
def _sheet(account: Account) -> dict[str, Any]:
    return {"journey": "adult"}


@foreign("prompt_sheet", "prompt_sheet_pdf")
def _no_sheet() -> dict[str, Any]:
    """A sheet is nobody's; one that there is not stands for somebody else's."""
    return {"journey": "nobody"}


def _told_of_vans(by: Actor) -> dict[str, Any]:
    told = {"exploiters_told": "no", "vehicles_told": "yes", "phones_told": "no", "online_names_told": "no"}
    vans = [{"id": "van", "vehicle_make": "Van"}]
    return {"reference": made.referred(by, vehicles=vans, **told), "slug": "vehicles", "entry_id": "van"}


@own("correct_referral_entry")
def _entry_to_correct(account: Account) -> dict[str, Any]:
    return _told_of_vans(_colleague(account))


@foreign("correct_referral_entry")
def _entry_to_correct_elsewhere() -> dict[str, Any]:
    return _told_of_vans(made.referrer())


@of_another_team("correct_referral_entry")
def _entry_to_correct_next_door(account: Account) -> dict[str, Any]:
    return _told_of_vans(_of_next_door(account))


@own("correct_referral_page")
def _page_to_correct(account: Account) -> dict[str, Any]:
    return {"reference": made.referred(_colleague(account)), "slug": "name"}


@foreign("correct_referral_page")
def _page_to_correct_elsewhere() -> dict[str, Any]:
    return {"reference": made.referred(), "slug": "name"}


@of_another_team("correct_referral_page")
def _page_to_correct_next_door(account: Account) -> dict[str, Any]:
    return {"reference": made.referred(_of_next_door(account)), "slug": "name"}
