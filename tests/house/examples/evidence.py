"""Files with drafts, referrals and cases: of the asker's team, of another organisation, and of another team."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from opennrm.evidence.models import Copy, File
from opennrm.partners.access import Actor
from opennrm.partners.models import Account
from opennrm.referrals.actions import submit_referral
from tests.evidence.sent import whole_draft
from tests.factories import cases as made
from tests.factories import files
from tests.house.examples import foreign, of_another_team, own
from tests.house.examples.cases import _next_door, receives
from tests.house.examples.referrals import _colleague, _of_next_door

OF_A_DRAFT = ("draft_file_pieces", "remove_draft_file")
OF_A_REFERRAL = ("referral_file", "referral_file_pieces", "referral_file_original")
OF_A_CASE = ("case_file", "case_file_original")
COPIES = ("referral_file_copy", "case_file_copy")


def _in_draft(by: Actor) -> dict[str, Any]:
    draft = made.draft(by)
    return {"draft_id": draft, "file_id": files.added(draft, by)}


def sent_with_a_file(by: Actor) -> dict[str, Any]:
    """A referral with a picture, of which there is a copy to look at."""
    draft = whole_draft(by)
    file_id = files.added(draft, by)
    reference = submit_referral(draft, token=str(uuid4()), by=by, at=timezone.now())
    Copy.objects.create(file=File.objects.get(id=file_id), number=1, kind="png", content=files.png())
    File.objects.filter(id=file_id).update(copy="made")
    return {"reference": reference, "file_id": file_id}


def _copy(parts: dict[str, Any]) -> dict[str, Any]:
    return {**parts, "number": 1}


@own("draft_files")
def _files_of_draft(account: Account) -> dict[str, Any]:
    return {"draft_id": made.draft(_colleague(account))}


@foreign("draft_files")
def _files_of_draft_elsewhere() -> dict[str, Any]:
    return {"draft_id": made.draft(made.referrer())}


@of_another_team("draft_files")
def _files_of_draft_next_door(account: Account) -> dict[str, Any]:
    return {"draft_id": made.draft(_of_next_door(account))}


@own(*OF_A_DRAFT)
def _file_of_draft(account: Account) -> dict[str, Any]:
    return _in_draft(_colleague(account))


@foreign(*OF_A_DRAFT)
def _file_of_draft_elsewhere() -> dict[str, Any]:
    return _in_draft(made.referrer())


@of_another_team(*OF_A_DRAFT)
def _file_of_draft_next_door(account: Account) -> dict[str, Any]:
    return _in_draft(_of_next_door(account))


@own(*OF_A_REFERRAL)
def _file_of_referral(account: Account) -> dict[str, Any]:
    return sent_with_a_file(_colleague(account))


@foreign(*OF_A_REFERRAL, *OF_A_CASE)
def _file_of_referral_elsewhere() -> dict[str, Any]:
    return sent_with_a_file(made.referrer())


@of_another_team(*OF_A_REFERRAL)
def _file_of_referral_next_door(account: Account) -> dict[str, Any]:
    return sent_with_a_file(_of_next_door(account))


@own("referral_file_copy")
def _copy_with_referral(account: Account) -> dict[str, Any]:
    return _copy(sent_with_a_file(_colleague(account)))


@foreign(*COPIES)
def _copy_elsewhere() -> dict[str, Any]:
    return _copy(sent_with_a_file(made.referrer()))


@of_another_team("referral_file_copy")
def _copy_next_door(account: Account) -> dict[str, Any]:
    return _copy(sent_with_a_file(_of_next_door(account)))


@own(*OF_A_CASE)
def _file_of_case(account: Account) -> dict[str, Any]:
    receives(account)
    return sent_with_a_file(made.referrer())


@of_another_team(*OF_A_CASE)
def _file_of_case_next_door(account: Account) -> dict[str, Any]:
    _next_door(account)
    return sent_with_a_file(made.referrer())


@own("case_file_copy")
def _copy_with_case(account: Account) -> dict[str, Any]:
    return _copy(_file_of_case(account))


@of_another_team("case_file_copy")
def _copy_with_case_next_door(account: Account) -> dict[str, Any]:
    return _copy(_file_of_case_next_door(account))
