"""The budgets of records and of searches: beyond so many in an hour one confirms who one is, then it is enough."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from opennrm.mechanism.events import SearchesStopped
from opennrm.mechanism.need_to_know import Budget, BudgetStep
from opennrm.partners import openings
from opennrm.web import errors
from opennrm.web.confirming import hold_until_confirmed, page_to_confirm, recently_confirmed
from opennrm.web.door import SignedInRequest
from opennrm.web.instead import Instead


def count_person(request: SignedInRequest, person_id: UUID) -> None:
    """Count that a person's record is opened, in one statement. Raises `Instead` where the budget asks for more.

    Pages count, lists do not. Source: the threats of this house, scraping by a valid account.
    """
    budget = Budget(free=settings.RECORDS_FREE, most=settings.RECORDS_MOST)
    step = budget.step(openings.count_opening(request.actor.account_id, person_id, budget=budget, at=request.at))
    if step is BudgetStep.STOP:
        raise Instead(partial(_stopped, request, budget))
    if step is BudgetStep.CONFIRM and not recently_confirmed(request):
        raise Instead(partial(page_to_confirm, request, request.get_full_path(), [], 403))


def count_search(request: SignedInRequest) -> HttpResponse | None:
    """Count that somebody searches for people; None if they may, otherwise what to answer, what was typed kept.

    Whoever types names one after another learns who has a case, without opening one. Source: as above.
    """
    budget = Budget(free=settings.SEARCHES_FREE, most=settings.SEARCHES_MOST)
    step = budget.step(openings.count_search(request.actor.account_id, budget=budget, at=request.at))
    if step is BudgetStep.STOP:
        openings.record_stop(request.actor, budget=budget, at=request.at, kind=SearchesStopped)
        return errors.too_many_searches(request, budget.most)
    return hold_until_confirmed(request) if step is BudgetStep.CONFIRM else None


def _stopped(request: SignedInRequest, budget: Budget) -> HttpResponse:
    openings.record_stop(request.actor, budget=budget, at=request.at)
    return errors.too_many_records(request, budget.most)
