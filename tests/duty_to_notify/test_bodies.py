"""How the organisation of whoever notifies stands to the duty."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.duty_to_notify.bodies import duty_of_actor
from opennrm.mechanism.duty_to_notify import DutyStanding
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.models import Organisation
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("kind", "nation", "slug", "standing"),
    [
        (OrganisationType.POLICE, Nation.ENGLAND, "", DutyStanding.UNDER_THE_DUTY),
        (OrganisationType.POLICE, Nation.SCOTLAND, "", DutyStanding.VOLUNTEER),
        (OrganisationType.POLICE, None, "kent-police", DutyStanding.UNDER_THE_DUTY),
        (OrganisationType.POLICE, None, "police-scotland", DutyStanding.VOLUNTEER),
        (OrganisationType.CHARITY, Nation.WALES, "", DutyStanding.VOLUNTEER),
    ],
)
def test_it_follows_from_type_nation_and_where_that_is_not_kept_from_the_list_of_forces(
    kind: OrganisationType, nation: Nation | None, slug: str, standing: DutyStanding
) -> None:
    home = made.organisation(kind=kind, nation=nation)
    if slug:
        Organisation.objects.filter(id=home.id).update(slug=slug)
        home.refresh_from_db()
    assert duty_of_actor(made.actor(made.account("first_responder", of=home)), DAY).standing is standing
