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
REVIEWING = frozenset({"review_convener", "independent_reviewer"})
_OVERSEERS = frozenset({OrganisationType.COMPETENT_AUTHORITY.value, OrganisationType.OVERSIGHT.value})

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
    if role in REVIEWING and organisation_type != OrganisationType.OVERSIGHT.value:
        because = f"Only an oversight body has a {title}: whoever decides or refers reviews nothing."
        return _refusal("not_independent", because)
    return None


def refusal_without_team(role: str, team_id: UUID | None) -> Refusal | None:
    """None if the role can be held in this team, or (None) in the whole organisation; for the field `team`.

    Cases and reviews come to teams, so whoever worked on them "in the whole organisation" would see none.
    """
    if role not in DECIDING | REVIEWING or team_id is not None:
        return None
    what = "Reviews" if role in REVIEWING else "Cases"
    because = f"Choose the team that this {ROLES[role].title.lower()} works in. {what} belong to teams."
    return Refusal(code="no_team", because=because, source="house", field="team")


def roles_for(*, organisation_type: str, may_refer: bool) -> tuple[Role, ...]:
    """The roles that people of such an organisation can hold, in the order of the roles page."""
    return tuple(
        role
        for key, role in ROLES.items()
        if refusal_to_hold(key, organisation_type=organisation_type, may_refer=may_refer) is None
    )


def _refusal(code: str, because: str) -> Refusal:
    return Refusal(code=code, because=because, source="house", field="role")
