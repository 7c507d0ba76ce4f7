"""An administrator of a competent authority says which of its teams new cases come to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import ReceivingTeamChosen
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.models import Organisation, Team
from opennrm.partners.roles import Permission

NO_TEAM_CHOSEN = Refusal(
    code="no_team_chosen", because="Choose the team that new cases come to.", source="house", field="team"
)
NO_AUTHORITY = Refusal(
    code="no_cases_come", because="Cases come to competent authorities only, and this is none.", source="house"
)


def choose_receiving_team(team_id: UUID | None, *, by: Actor, at: datetime) -> None:
    """Let cases that come to the actor's authority go to this team from now on, and to no other. Open cases stay.

    Chosen already, nothing changes. Raises `Refused` (field `team`), and `NotYours` for a team elsewhere.
    """
    with command():
        refuse_if(refusal_to_act(by, Permission.INVITE))
        home = Organisation.objects.get(id=by.organisation_id)
        refuse_if(None if home.type == OrganisationType.COMPETENT_AUTHORITY.value else NO_AUTHORITY)
        refuse_if(NO_TEAM_CHOSEN if team_id is None else None)
        teams = {team.id: team for team in Team.objects.select_for_update().filter(organisation=home).order_by("id")}
        if team_id not in teams:
            raise NotYours
        before = next((team for team in teams.values() if team.receives), None)
        if before is not None and before.id == team_id:
            return
        # The earlier one first: the table lets one team of an organisation receive.
        for team, receives in ((before, False), (teams[team_id], True)):
            if team is not None:
                team.receives = receives
                team.save(update_fields=["receives"])
        chosen = ReceivingTeamChosen(
            subject=home.slug, team=str(team_id), before=str(before.id) if before is not None else None
        )
        announce(chosen, at=at, by=by.account_id)
