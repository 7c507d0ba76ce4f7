"""Giving a person a page of their own, beside them and with their consent, and closing it again, at once.

Whoever referred does it on the referral, whoever works on the case in the case. The code is made here, given back once
and kept as a keyed hash only; what the person chose is hashed slowly, as passwords are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.giving_access import end_access, give_access
from opennrm.cases.actions.moving import RECORD_ERASED, locked_case
from opennrm.cases.models import Case, CaseAccess, OwnPage
from opennrm.cases.own_pages import hash_of_code
from opennrm.mechanism.events import OwnPageEnded, OwnPageOffered
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.own_page import EndedBecause, code_in, new_code, refusal_to_end, refusal_to_offer, spelled
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import answers_of, referral_for, referral_read

SHOWN_ONCE = Refusal(
    "shown_once",
    "The code was made, and shown once. If it was not written down, give a new one: the one before then opens nothing.",
    "house",
)
NO_PAGE = Refusal(
    "no_own_page", "The person has no page of their own now, so there is none to close.", "house", "because"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the person said and chose: that they want the page, how they said so, and their second fact."""

    agreed: bool
    how: str
    kind: str
    chosen: str


def offer_own_page(reference: str, offer: Offer, *, token: str, referred: bool, by: Actor, at: datetime) -> str:
    """Give a person a page of their own, in place of one they have; gives the code, which nobody is shown again.

    `referred`: by whoever referred, on the referral; otherwise in the case. Raises `NotYours`; `Refused` with the
    field that is wrong, and where it was sent before.
    """
    with command():
        if once(who=by.account_id, token=token, body=_body(reference, offer), at=at) is not None:
            raise Refused(SHOWN_ONCE)
        with _case(reference, referred=referred, by=by, at=at) as case:
            known = _known([answers_of(reference), referral_read(reference).answers])
            said = (offer.how, offer.kind, offer.chosen)
            refuse_if(refusal_to_offer(*said, agreed=offer.agreed, known=known))
            before = OwnPage.objects.filter(case=case, ended_at__isnull=True).first()
            if before is not None:
                close_own_page(before, EndedBecause.RENEWED, by=by.account_id, at=at)
            code = new_code()
            _keep(case, code, offer, by=by, at=at)
        remember(who=by.account_id, token=token, result=reference)
    return code


def end_own_page(reference: str, *, because: str, referred: bool, by: Actor, at: datetime) -> None:
    """Close the page of a person, now. Raises `NotYours`; `Refused` without a reason, and where there is none."""
    refuse_if(refusal_to_end(because))
    with command(), _case(reference, referred=referred, by=by, at=at) as case:
        page = OwnPage.objects.filter(case=case, ended_at__isnull=True).first()
        if page is None:
            raise Refused(NO_PAGE)
        close_own_page(page, EndedBecause(because), by=by.account_id, at=at)


def close_own_page(page: OwnPage, because: EndedBecause, *, by: UUID | None, at: datetime) -> None:
    """Close it, within a command and with its case locked: the code, a visit that is on, and what it may see."""
    reference = page.case.reference
    page.ended_at, page.ended_by_id, page.ended_because = at, by, because.value
    page.visit_hash = page.visit_until_at = None
    page.save(update_fields=["ended_at", "ended_by", "ended_because", "visit_hash", "visit_until_at"])
    end_access(CaseAccess.objects.filter(case_id=page.case_id, grantee=page.id), by=by, at=at)
    told = OwnPageEnded(subject=reference, case=reference, page=str(page.id), because=because.value)
    announce(told, at=at, by=by)


@contextmanager
def _case(reference: str, *, referred: bool, by: Actor, at: datetime) -> Iterator[Case]:
    """The case, locked, of somebody who may give its person a page."""
    if not referred:
        yield locked_case(reference, needs=Permission.GIVE_OWN_PAGE, seen=None, by=by, at=at)
        return
    refuse_if(refusal_to_act(by, Permission.OFFER_OWN_PAGE))
    referral_for(by, reference, at=at)
    with as_the_house():  # the case is another's; the page is given by whoever referred
        case = Case.objects.select_for_update().filter(reference=reference).first()
        if case is None:
            raise NotYours
        if case.erased_on is not None:
            raise Refused(RECORD_ERASED)
        yield case


def _keep(case: Case, code: str, offer: Offer, *, by: Actor, at: datetime) -> None:
    page = OwnPage.objects.create(
        case=case,
        code_hash=hash_of_code(code_in(code) or ""),
        second=offer.kind,
        second_hash=make_password(spelled(offer.kind, offer.chosen)),
        how=offer.how,
        offered_at=at,
        offered_by_id=by.account_id,
    )
    give_access(case, page.id, Because.OWN_PAGE, by=by.account_id, at=at)
    told = OwnPageOffered(
        subject=case.reference, case=case.reference, page=str(page.id), how=offer.how, second=offer.kind
    )
    announce(told, at=at, by=by.account_id)


def _known(answers: Any) -> set[str]:
    """The short texts of a referral, and their words: names, numbers, and dates as somebody would write them."""
    if isinstance(answers, dict):
        answers = list(answers.values())
    if isinstance(answers, list | tuple):
        return {text for each in answers for text in _known(each)}
    if not isinstance(answers, str) or len(answers) > 60:
        return set()
    try:
        day = date.fromisoformat(answers)
    except ValueError:
        return {answers, *answers.split()}
    return {answers, f"{day.day} {day.month} {day.year}", f"{day.day:02}{day.month:02}{day.year}", str(day.year)}


def _body(reference: str, offer: Offer) -> dict[str, Any]:
    return {"reference": reference, "how": offer.how, "kind": offer.kind, "chosen": offer.chosen}
