"""A case of the pilot comes to a panel and back: by the real rules, with real conflicts, under the walls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.cases.models import Case, CaseAccess
from opennrm.cases.verification import check_cases
from opennrm.mechanism.stages import Stage
from opennrm.panels.actions.declaring import declare
from opennrm.panels.actions.pool import INDEPENDENT, join_pool
from opennrm.panels.actions.putting import put_cases
from opennrm.panels.actions.sittings import answer_invitation, ask_to_sitting, call_sitting
from opennrm.panels.actions.voting import close, open_hearing, vote
from opennrm.panels.models import Hearing
from opennrm.panels.queries import heard_at, sitting_to_convene
from opennrm.panels.verification import check_panels
from opennrm.partners.models import RoleHeld
from tests.behind import asked_by
from tests.factories import partners
from tests.factories.pilot import pilot

pytestmark = pytest.mark.django_db
SEATS = ("police", "health", "local_authority", "charity", "uk_visas_and_immigration", "police", "border_force")


def test_eight_are_asked_two_are_out_and_what_the_others_decide_comes_to_the_case(settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("pilot_2015", "2015-08-03")]
    noon = timezone.now().replace(hour=12) - timedelta(60)  # near midnight the summer's end shifts a legal day
    people, reference = pilot(noon).before_panel()
    unit, at = RoleHeld.objects.get(account=people.convener, role="panel_convener").team, people.at
    assert unit is not None
    convener = partners.account("panel_convener", in_team=unit, name="Noor Field")
    chair = partners.account("panel_chair", name="Ada Marsh")
    of_hospital = partners.account("panel_member", of=people.nurse.organisation, name="Wren Abbot")
    members = [partners.account("panel_member", name=f"Member {number}") for number in range(7)]
    pool = [(chair, INDEPENDENT, True), (of_hospital, "health", False)]
    pool += [(each, agency, False) for each, agency in zip(members, SEATS, strict=True)]
    by = partners.actor(convener)
    for account, agency, chairs in pool:
        join_pool(unit.id, str(account.id), agency=agency, may_chair=chairs, by=by, at=at, token=str(uuid4()))
    sitting = call_sitting(
        unit.id,
        starts_at=at + timedelta(8),
        minutes=60,
        places=2,
        chair=str(chair.id),
        how_to_join="Telephone 07700 900123",
        by=by,
        at=at,
        token=str(uuid4()),
    )
    ask_to_sitting(sitting, [str(each.id) for each in (of_hospital, *members)], by=by, at=at)
    put_cases(sitting, [reference], by=by, at=at)
    for each in (chair, of_hospital, *members):
        answer_invitation(sitting, answer="comes", by=partners.actor(each), at=at)
    with asked_by(by):
        (heard,) = heard_at(sitting_to_convene(by, sitting), at)
    assert (heard.out, heard.wanting) == ([("Wren Abbot", "organisation_had_part")], "")

    row, case_id = Hearing.objects.get(), Case.objects.get(reference=reference).id
    assert not declare(row.id, has_interest=False, by=partners.actor(of_hospital), at=at)
    assert not declare(row.id, has_interest=True, by=partners.actor(members[6]), at=at)
    for each in (chair, *members[:6]):
        assert declare(row.id, has_interest=False, by=partners.actor(each), at=at)
    reading = CaseAccess.objects.filter(case_id=case_id, because="panel", until_at__isnull=True)
    assert set(reading.values_list("grantee", flat=True)) == {chair.id, *(each.id for each in members[:6])}

    with asked_by(by):
        (heard,) = heard_at(sitting_to_convene(by, sitting), at)
    aside = [("Member 6", "declared_interest"), ("Wren Abbot", "organisation_had_part")]
    assert (sorted(heard.out), heard.wanting) == (aside, ""), "who declared has no part in it by that"

    then = at + timedelta(8, minutes=5)
    open_hearing(row.id, by=partners.actor(chair), at=then)
    for each, choice in zip(members, ("positive", "positive", "negative", "positive", "abstain"), strict=False):
        vote(row.id, choice=choice, by=partners.actor(each), at=then)
    assert Case.objects.get(id=case_id).stage == Stage.CONCLUSIVE_GROUNDS_BEFORE_PANEL
    assert close(row.id, by=partners.actor(chair), at=then) == "decided"
    assert Case.objects.get(id=case_id).stage == Stage.CONCLUSIVE_GROUNDS_PANEL_DECIDED
    assert set(reading.values_list("grantee", flat=True)) == {chair.id, *(each.id for each in members[:5])}
    assert (list(check_cases()), check_panels()) == ([], [])
