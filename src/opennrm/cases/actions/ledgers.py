"""Cases older than the ledger of consents: what their referral said of them is taken over, and nothing follows from it.

The daily sweep does it case by case, so that it goes on where it was cut off and needs no right that the sweep has not.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef

from opennrm.audit.record import command
from opennrm.cases.actions.consents import ASKED_OF, entry_of, entry_of_leaving, note
from opennrm.cases.models import Case, ConsentEntry
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.mechanism.age import kind_for
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind
from opennrm.referrals.queries import answers_of, consents_of, references_with_consent

FROM_THE_REFERRAL = "referral"


def take_over_consents(at: datetime, failed: Failed | None = None) -> int:
    """Take over what the referrals of older cases say of consents; gives in how many cases.

    What was recorded in a ledger since stays the last word: of that consent nothing is taken over.
    """
    begun = ConsentEntry.objects.filter(case=OuterRef("pk"), scope=ConsentScope.REFERRAL.value)
    adults = Case.objects.filter(~Exists(begun), kind=ReferralKind.ADULT.value, erased_on__isnull=True)
    waiting = adults.filter(reference__in=references_with_consent()).order_by("reference")
    references = list(waiting.values_list("reference", flat=True))
    return one_by_one(((each, partial(_take_over, each, at)) for each in references), failed)


def _take_over(reference: str, at: datetime) -> int:
    with command():
        case = Case.objects.select_for_update().get(reference=reference)
        said = set(ConsentEntry.objects.filter(case=case).values_list("scope", flat=True))
        if ConsentScope.REFERRAL.value in said:  # since it was looked up, by another sweep
            return 0
        answers = answers_of(reference)
        asked_as_adult = kind_for(AgeAnswer(answers["age_answer"])) is ReferralKind.ADULT
        undecided = {scope.value for scope, key in ASKED_OF.items() if asked_as_adult and answers.get(key) != "no"}
        for row in consents_of(reference):
            if row.scope not in said and (row.given or row.scope not in undecided):
                note(entry_of(case, row), at=at, by=None, taken_from=FROM_THE_REFERRAL)
        if Stage(case.stage) is Stage.WITHDRAWN:
            note(entry_of_leaving(case, case.ended_because), at=at, by=None, taken_from=FROM_THE_REFERRAL)
    return 1
