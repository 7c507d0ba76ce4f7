"""The other eras in the same shapes, as a proof that the shapes hold them; most are known to their tests only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from opennrm.mechanism.profiles import borders_act_2023, central_2009, child_panel_2021, pilot_2015
from opennrm.mechanism.profiles.central_2009 import SUSPECT_BUT_CANNOT_PROVE as SUSPECT
from opennrm.mechanism.profiles.profile import (
    Profile,
    Review,
    version_on,
)

CENTRAL_2009 = central_2009.PROFILE
CENTRAL_2009_VERSION = version_on(CENTRAL_2009, date(2012, 6, 1))

PILOT_2015 = pilot_2015.PROFILE

SINGLE_AUTHORITY_2019 = Profile(
    key="single_authority_2019",
    title="One authority, with assurance panels for negatives",
    first_used_on=date(2019, 4, 29),
    last_used_on=date(2023, 1, 29),
    source="SCOT-HEALTH",
    rules=replace(
        borders_act_2023.RULES,
        reasonable_grounds=replace(borders_act_2023.RULES.reasonable_grounds, standard=SUSPECT),
        conclusive_grounds=replace(
            borders_act_2023.RULES.conclusive_grounds,
            review=Review("multi_agency_assurance_panel", 3, may_overturn=False, sends_back=1, source="MAAP-LUCAS"),
        ),
    ),
)

CHILD_PANEL_2021 = replace(
    child_panel_2021.OVERLAY, eligibility=replace(child_panel_2021.OVERLAY.eligibility, areas=("a-pilot-site",))
)
