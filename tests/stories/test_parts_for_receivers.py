"""One entry, many receivers: each sees its own part and no more, as corrected, and loses what is taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.cases.models import Part
from opennrm.cases.verification import check_cases
from opennrm.demo.answers import adult_answers, child_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.questions.catalogue import CATALOGUE
from tests.factories import parts as there
from tests.stories.filling import types_day
from tests.stories.people import CASEWORKER, LIAISON, SOCIAL_WORKER, House
from tests.stories.ways import WAYS, at_work

TREATMENT = "They locked him into the back of the nail bar."


@pytest.mark.parametrize("way", WAYS)
def test_a_childs_referral_goes_to_the_council_and_the_guardian_service(house: House, way: str, settings: Any) -> None:
    # Given a council and a guardian service that work here
    settings.GUARDIAN_SERVICES = {"wales": "guardians"}
    council = there.receives(OrganisationType.LOCAL_AUTHORITY, "adur", "Adur District Council").account
    guardian = there.receives(OrganisationType.CHARITY, "guardians", "Guardians").account

    # When a social worker sends the referral of a boy, once
    answers = child_answers(legal_day(timezone.now())) | {"council_contacted": "adu", "treatment": TREATMENT}
    reference = house.has_case(answers, by=SOCIAL_WORKER)

    # Then each finds its part, and in it whom it is about, but not what was done to him nor where decisions go
    safeguarding, guardians = at_work(house, council.email, way), at_work(house, guardian.email, way)
    for each in (safeguarding, guardians):
        each.opens("/").follows("Parts received").sees(reference).does_not_see("Davi")
        each.follows(reference).sees("Part of a referral").sees("Davi").does_not_see(TREATMENT)
        each.presses("We have received this").sees("Your organisation said that it has this")
    # And the part of the other is not there
    assert safeguarding.path != guardians.path
    theirs = guardians.path
    assert safeguarding.opens(theirs).status == 404
    assert safeguarding.opens(f"/cases/{reference}/").status == 403

    # When the social worker puts the name right, and says why
    worker = at_work(house, SOCIAL_WORKER, way).opens(f"/referrals/{reference}/").follows("Correct an answer")
    worker.follows(CATALOGUE.page("name").title).fills({"first_name": ["Davide"]}).presses("Keep the correction")
    assert worker.problems() == ["Say why the answer is corrected."]
    worker.fills({"reason": ["He spelt it for me."]}).presses("Keep the correction").sees("Davide")

    # Then both read it as it stands now
    for each in (safeguarding, guardians):
        each.opens("/parts/").follows(reference).sees("Davide")
    assert check_cases() == []


@pytest.mark.parametrize("way", WAYS)
def test_an_adult_takes_a_consent_back_and_the_part_is_gone(house: House, way: str) -> None:
    # Given an adult who agreed to support, and the provider that has read its part
    answers = adult_answers(legal_day(timezone.now()))
    reference = house.has_case(answers)
    liaison = at_work(house, LIAISON, way).opens("/parts/").follows(reference).sees("Linh")
    part = liaison.path
    liaison.presses("We have received this")

    # When the person tells the caseworker that they want no support
    caseworker = at_work(house, CASEWORKER, way).opens(f"/cases/{reference}/consents/").sees("Taking it back:")
    caseworker.presses("Record what they said")
    said = {"scope": ["support"], "agrees": ["no"], "through": ["Ola Brightwater, officer"], "how_given": ["spoken"]}
    day = types_day("said_on", legal_day(timezone.now()))
    caseworker.fills({**said, "language": ["Vietnamese"], "interpreter": ["professional"], **day}).presses("Record it")
    caseworker.sees("Withdrawn")

    # Then the provider is told that it was taken back, and reads nothing of it any more
    liaison.opens("/parts/").sees("Taken back").does_not_see("Linh")
    assert liaison.opens(part).status == 404
    assert Part.objects.get(id=part.rstrip("/").rsplit("/", 1)[1]).state == "ended"
    assert check_cases() == []
