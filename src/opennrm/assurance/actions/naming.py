"""Who convenes names who reviews a decision; whoever had a part in the case is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from opennrm.assurance.actions.settling import set_aside, settle
from opennrm.assurance.models import Reviewer
from opennrm.assurance.queries import InPool, pool_for, review_to_convene
from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.independent_reviews import locked_review
from opennrm.cases.independent_reviews import ReviewHead
from opennrm.mechanism.events import IndependentReviewerNamed
from opennrm.mechanism.independent_review import StandsAside
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission


def name_reviewers(
    review_id: UUID, accounts: Sequence[str], *, off: Sequence[str] = (), by: Actor, at: datetime, token: str
) -> None:
    """Name these people of the pool to review, and take others `off` who left or do not answer: what these said, which
    nobody knows, counts for nothing.

    Where too few are left the review waits until more are named.

    Raises `NotYours`; `Refused` for nobody, for somebody who is not in the pool or had a part in the case, and while
    fewer are named than the profile wants.
    """
    refuse_if(refusal_to_act(by, Permission.CONVENE_REVIEWS))
    chosen, leaving = sorted(set(accounts)), sorted(set(off))
    with command():
        body = {"review": str(review_id), "who": chosen, "off": leaving}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        head = review_to_convene(by, review_id)
        with as_the_house():  # locked before it is counted: two who convene may be at it at once
            locked = locked_review(review_id)
        _refuse_too_few(head, chosen, leaving)
        _refuse_who_may_not(pool_for(head, at), chosen)
        for account in chosen:
            _name(head, account, by=by, at=at)
        with as_the_house():
            for row in Reviewer.objects.filter(review_id=review_id, account_id__in=leaving).order_by("id"):
                set_aside(row, StandsAside.TAKEN_OFF, by=by.account_id, at=at)
            settle(locked, by=by.account_id, at=at)


def _refuse_too_few(head: ReviewHead, chosen: Sequence[str], leaving: Sequence[str]) -> None:
    named = Reviewer.objects.filter(review_id=head.id, stood_aside_at__isnull=True)
    there = {str(each) for each in named.values_list("account_id", flat=True)}
    if not set(leaving) <= there:
        told = "Choose from the list: somebody you chose does not review this decision any longer."
        raise Refused(Refusal("not_named", told, "house", "off"))
    missing = max(1, head.reviewers - len(there) + len(leaving))
    if len(chosen) < missing and (chosen or not leaving) and not (chosen and len(there) >= head.reviewers):
        told = f"Choose at least {missing}: {head.reviewers} people give an opinion on each decision."
        raise Refused(Refusal("too_few", told, "own", "reviewer"))


def _refuse_who_may_not(pool: Sequence[InPool], chosen: Sequence[str]) -> None:
    known = {str(each.account_id): each for each in pool}
    for account in chosen:
        if account not in known:
            told = "Choose people from the list: somebody you chose is not on it any longer."
            raise Refused(Refusal("not_in_pool", told, "house", "reviewer"))
        if known[account].may_not:
            told = f"{known[account].name} cannot be named. {known[account].may_not}"
            raise Refused(Refusal("had_part", told, "seed-3", "reviewer"))


def _name(head: ReviewHead, account: str, *, by: Actor, at: datetime) -> None:
    Reviewer.objects.create(
        review_id=head.id, team_id=head.team_id, account_id=UUID(account), named_at=at, named_by_id=by.account_id
    )
    told = IndependentReviewerNamed(subject=head.reference, case=head.reference, review=str(head.id), reviewer=account)
    announce(told, at=at, by=by.account_id)
