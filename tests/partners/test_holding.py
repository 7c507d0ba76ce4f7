"""Which organisation's people can hold which role."""

from __future__ import annotations

from uuid import uuid4

import pytest

from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.holding import (
    CONVENING,
    DECIDING,
    LEADING,
    REVIEWING,
    SITTING,
    refusal_to_hold,
    refusal_without_team,
    roles_for,
)
from opennrm.partners.roles import ROLES


@pytest.mark.parametrize("kind", list(OrganisationType))
@pytest.mark.parametrize("may_refer", [True, False])
def test_who_decides_and_who_refers_are_never_the_same_organisations_people(
    kind: OrganisationType, may_refer: bool
) -> None:
    can = {role.key for role in roles_for(organisation_type=kind.value, may_refer=may_refer)}
    assert {"administrator", "statistician"} <= can
    assert ("caseworker" in can) is (kind is OrganisationType.COMPETENT_AUTHORITY)
    assert ("first_responder" in can) is may_refer
    assert ("panel_convener" in can) is (kind is OrganisationType.COMPETENT_AUTHORITY)
    assert ("panel_chair" in can) is (kind is not OrganisationType.COMPETENT_AUTHORITY)
    assert "panel_member" in can
    assert ("police_triage" in can) is (kind in (OrganisationType.POLICE, OrganisationType.COMPETENT_AUTHORITY))


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_can_be_held_somewhere(role: str) -> None:
    kinds = (kind.value for kind in OrganisationType)
    assert any(refusal_to_hold(role, organisation_type=kind, may_refer=True) is None for kind in kinds)


def test_an_unknown_role_is_refused() -> None:
    refusal = refusal_to_hold("emperor", organisation_type="police", may_refer=True)
    assert refusal is not None
    assert refusal.code == "unknown_role"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_whoever_decides_does_so_in_a_team(role: str) -> None:
    within = refusal_without_team(role, uuid4())
    assert (within.code if within else "") == ("in_no_team" if role in SITTING else "")
    refusal = refusal_without_team(role, None)
    assert (refusal is not None) is (role in DECIDING | LEADING | REVIEWING | CONVENING)
    if refusal is not None:
        assert (refusal.code, refusal.field) == ("no_team", "team")
