"""Which organisation's people can hold which role: who decides works for a competent authority, who refers does not."""

from __future__ import annotations

from uuid import UUID

from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.roles import ROLES, Role

REFERRING = frozenset({"first_responder", "team_lead"})
DECIDING = frozenset({"caseworker", "second_officer", "manager", "records_officer"})
TRIAGING = frozenset({"police_triage"})
OVERSEEING = frozenset({"auditor"})
LEADING = frozenset({"slavery_safeguarding_lead", "second_safeguarding_lead"})
REVIEWING = frozenset({"review_convener", "independent_reviewer"})
CONVENING = frozenset({"panel_convener"})
CHAIRING = frozenset({"panel_chair"})
SITTING = frozenset({"panel_member", "panel_chair"})
"""Held in no team: they read the cases that they sit on, and none of a team's."""
_OVERSEERS = frozenset({OrganisationType.COMPETENT_AUTHORITY.value, OrganisationType.OVERSIGHT.value})

_LED = frozenset(
    {
        OrganisationType.POLICE.value,
        OrganisationType.HEALTH.value,
        OrganisationType.LOCAL_AUTHORITY.value,
        OrganisationType.GOVERNMENT.value,
        OrganisationType.NATIONAL_BODY.value,
        OrganisationType.COMPETENT_AUTHORITY.value,
    }
)
"""Kinds of organisation that name leads: the police, health, councils, the Gangmasters Licensing Authority, Border
Force and UK Visas and Immigration (seed-0), which is a competent authority where the pilot falls back to 2009."""
_TRIAGERS = frozenset({OrganisationType.POLICE.value, OrganisationType.COMPETENT_AUTHORITY.value})
"""A competent authority too: it forwards notifications to forces that do not work with this product."""


def refusal_to_hold(role: str, *, organisation_type: str, may_refer: bool) -> Refusal | None:
    """None if people of such an organisation can hold the role; otherwise why not, for the field `role`.

    Takes the role's key, the organisation's type and whether it is a first responder organisation. Without this rule
    an administrator of any partner could make somebody a decision maker.
    """
    if role not in ROLES:
        return _refusal("unknown_role", "Choose one of the roles in the list.")
    title = ROLES[role].title.lower()
    if role in REFERRING and not may_refer:
        return _refusal("not_a_first_responder_organisation", f"Only a first responder organisation has a {title}.")
    if role in DECIDING and organisation_type != OrganisationType.COMPETENT_AUTHORITY.value:
        return _refusal("not_a_competent_authority", f"Only a competent authority has a {title}.")
    if role in TRIAGING and organisation_type not in _TRIAGERS:
        return _refusal("not_a_police_force", f"Only a police force, or who forwards to one, has {title}.")
    if role in OVERSEEING and organisation_type not in _OVERSEERS:
        return _refusal("not_an_overseer", f"Only a competent authority or an oversight body has an {title}.")
    if role in LEADING and organisation_type not in _LED:
        return _refusal("names_no_lead", f"Only a public agency has a {title}.")
    if role in REVIEWING and organisation_type != OrganisationType.OVERSIGHT.value:
        because = f"Only an oversight body has a {title}: whoever decides or refers reviews nothing."
        return _refusal("not_independent", because)
    return _refusal_on_panels(role, organisation_type, title)


def refusal_without_team(role: str, team_id: UUID | None) -> Refusal | None:
    """None if the role can be held in this team, or (None) in the whole organisation; for the field `team`.

    Cases, reviews and panels come to teams, so whoever worked on them "in the whole organisation" would see none. Who
    sits on panels would see the cases of a team by holding that role in it.
    """
    if role in SITTING and team_id is not None:
        because = f"A {ROLES[role].title.lower()} works in no team: choose the whole organisation."
        return Refusal(code="in_no_team", because=because, source="house", field="team")
    if role not in DECIDING | LEADING | REVIEWING | CONVENING or team_id is not None:
        return None
    what = "Reviews" if role in REVIEWING else "Panels" if role in CONVENING else "Cases"
    because = f"Choose the team that this {ROLES[role].title.lower()} works in. {what} belong to teams."
    return Refusal(code="no_team", because=because, source="house", field="team")


def roles_for(*, organisation_type: str, may_refer: bool) -> tuple[Role, ...]:
    """The roles that people of such an organisation can hold, in the order of the roles page."""
    return tuple(
        role
        for key, role in ROLES.items()
        if refusal_to_hold(key, organisation_type=organisation_type, may_refer=may_refer) is None
    )


def _refusal_on_panels(role: str, organisation_type: str, title: str) -> Refusal | None:
    """Members of panels come from any kind of organisation; who convenes decides, and who chairs does not."""
    is_authority = organisation_type == OrganisationType.COMPETENT_AUTHORITY.value
    if role in CONVENING and not is_authority:
        return _refusal("not_a_competent_authority", f"Only a competent authority has a {title}.")
    if role in CHAIRING and is_authority:
        return _refusal("not_independent", f"A competent authority has no {title}: a chair is independent of it.")
    return None


def _refusal(code: str, because: str) -> Refusal:
    return Refusal(code=code, because=because, source="house", field="role")
