"""The budget of records: beyond so many people in an hour one confirms that it is oneself, and then it is enough."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from opennrm.mechanism.need_to_know import Budget, BudgetStep
from opennrm.partners.openings import count_opening, record_stop
from opennrm.web import errors
from opennrm.web.confirming import page_to_confirm, recently_confirmed
from opennrm.web.door import SignedInRequest
from opennrm.web.instead import Instead


def count_person(request: SignedInRequest, person_id: UUID) -> None:
    """Count that a person's record is opened, in one statement. Raises `Instead` where the budget asks for more.

    Pages count, lists do not. Source: the threats of this house, scraping by a valid account.
    """
    budget = Budget(free=settings.RECORDS_FREE, most=settings.RECORDS_MOST)
    step = budget.step(count_opening(request.actor.account_id, person_id, budget=budget, at=request.at))
    if step is BudgetStep.STOP:
        raise Instead(partial(_stopped, request, budget))
    if step is BudgetStep.CONFIRM and not recently_confirmed(request):
        raise Instead(partial(page_to_confirm, request, request.get_full_path(), [], 403))


def _stopped(request: SignedInRequest, budget: Budget) -> HttpResponse:
    record_stop(request.actor, budget=budget, at=request.at)
    return errors.too_many_records(request, budget.most)
