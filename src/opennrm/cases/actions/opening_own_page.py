"""Opening the page of a person by its code and the second fact; the same is done, and as slowly, for every code.

Whoever tries has no account: until both are right nothing is known of them, and from then on the database is told the
page's id, under which it shows one case.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Q

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce, command
from opennrm.cases.actions.own_pages import close_own_page
from opennrm.cases.models import Case, OwnPage
from opennrm.cases.own_pages import hash_of_code, hash_of_visit
from opennrm.mechanism.events import OwnPageOpened
from opennrm.mechanism.own_page import MOST_WRONG, VISIT_AT_MOST, EndedBecause, Second, spelled

NOBODYS = UUID(int=0)


@as_the_house()  # whoever has both asks for their own page, and nobody knows them before
def open_own_page(code: str, chosen: str, *, at: datetime) -> str | None:
    """What the browser holds from now on that opened the page; None if there is no page that both open.

    `code` is in its one spelling. The visit before ends. After so many wrong tries, one after the other, the page is
    closed, whoever made them.
    """
    of_nobody = _hash_of_nobody()
    with command():
        found = Q(code_hash=hash_of_code(code), ended_at__isnull=True, case__erased_on__isnull=True)
        case_id = OwnPage.objects.filter(found).values_list("case_id", flat=True).first()
        Case.objects.select_for_update().filter(id=case_id or NOBODYS).first()  # before its page, as everywhere
        page = OwnPage.objects.select_related("case").select_for_update(of=("self",)).filter(found).first()
        kind, kept = (page.second, page.second_hash) if page else (Second.WORD.value, of_nobody)
        is_right = check_password(spelled(kind, chosen), kept) and page is not None
        if not is_right or page is None:
            _count(page, at=at)
            return None
        visit = secrets.token_urlsafe(32)
        page.wrong, page.visit_hash, page.visit_until_at = 0, hash_of_visit(visit), at + VISIT_AT_MOST
        page.save(update_fields=["wrong", "visit_hash", "visit_until_at"])
        reference = page.case.reference
        announce(OwnPageOpened(subject=reference, case=reference, page=str(page.id)), at=at, by=None)
    return visit


@as_the_house()  # the visit is theirs who hold it
def leave_own_page(visit: str) -> None:
    """End a visit: what the browser held opens nothing any more."""
    OwnPage.objects.filter(visit_hash=hash_of_visit(visit)).update(visit_hash=None, visit_until_at=None)


def _count(page: OwnPage | None, *, at: datetime) -> None:
    wrong = page.wrong + 1 if page else 1
    OwnPage.objects.filter(id=page.id if page else NOBODYS).update(wrong=wrong)
    if page is not None and wrong >= MOST_WRONG:
        close_own_page(page, EndedBecause.TOO_MANY_TRIES, by=None, at=at)


@cache
def _hash_of_nobody() -> str:
    """What is compared with where there is no page, so that it takes as long."""
    return make_password(secrets.token_urlsafe(16))
