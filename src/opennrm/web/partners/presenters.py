"""How people, roles and invitations look: rows and fields in the shape of the components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as in_words

from opennrm.partners.holding import DECIDING
from opennrm.partners.new_starts import NewStartRow
from opennrm.partners.proposals import ProposalRow
from opennrm.partners.queries import HeldRow, InvitationRow, PersonRow
from opennrm.partners.roles import ROLES, Role
from opennrm.web.errors import PageError

Typed = Mapping[str, Sequence[str]]
Teams = Sequence[tuple[UUID, str]]


def people(rows: Sequence[PersonRow], invitations: Sequence[InvitationRow]) -> dict[str, Any]:
    """What the list of people shows."""
    return {
        "people": [
            {
                "id": row.id,
                "name": row.name,
                "address": reverse("person", kwargs={"account_id": row.id}),
                "email": row.email,
                "roles": [held_in_words(held) for held in row.roles] or ["No role"],
                "state": _state(row),
            }
            for row in rows
        ],
        "invitations": [
            {
                "name": row.name,
                "email": row.email,
                "role": row.role_title,
                "until": in_words(timezone.localtime(row.expires_at), "j F Y, H:i"),
                "withdraw": reverse("withdraw_invitation", kwargs={"invitation_id": row.id}),
            }
            for row in invitations
        ],
    }


def _state(who: PersonRow) -> str:
    if not who.is_active:
        return "Closed"
    return "A system: never signs in" if who.is_system else "Can sign in"


def proposals(rows: Sequence[ProposalRow]) -> list[dict[str, str]]:
    """The roles that wait for a second administrator."""
    return [
        {
            "text": f"{row.name}: {role_in_words(row)}, proposed by {row.proposed_by}",
            "name": row.name,
            "href": reverse("settle_role", kwargs={"proposal_id": row.id}),
        }
        for row in rows
    ]


def new_starts(rows: Sequence[NewStartRow]) -> list[dict[str, str]]:
    """The new starts that wait for a second administrator."""
    return [
        {
            "text": f"{row.name}: a new password and a new second factor, proposed by {row.proposed_by}",
            "name": row.name,
            "href": reverse("settle_new_start", kwargs={"invitation_id": row.id}),
        }
        for row in rows
    ]


def role_in_words(row: ProposalRow) -> str:
    """The role that is proposed, and in which team."""
    title = ROLES[row.role].title
    return f"{title} in the team {row.team}" if row.team else title


def stopped(rows: Sequence[tuple[UUID, datetime]], people: Sequence[dict[str, Any]]) -> list[str]:
    """Who was stopped after opening too many records or searching too often, and when."""
    names = {person["id"]: person["name"] for person in people}
    return [
        f"{names.get(account_id, 'Somebody')}, {in_words(timezone.localtime(at), 'j F Y, H:i')}"
        for account_id, at in rows
    ]


def person(who: PersonRow, *, is_oneself: bool) -> dict[str, Any]:
    """What the page of one person shows; nobody is offered to change their own roles."""
    return {
        "who": who,
        "is_oneself": is_oneself,
        "rows": [
            {"key": {"text": "Work email address"}, "value": {"text": who.email}},
            {"key": {"text": "Account"}, "value": {"text": _state(who)}},
        ],
        "roles": [_held(who, held, can_end=not is_oneself) for held in who.roles],
    }


def invite(roles: Sequence[Role], teams: Teams, typed: Typed, errors: Sequence[PageError]) -> dict[str, Any]:
    """The fields of the form to invite somebody, with what was typed."""
    told = _told(errors)
    return {
        "name": {
            "id": "name",
            "name": "name",
            "label": {"text": "Name"},
            "hint": {"text": "As their colleagues know them."},
            "autocomplete": "off",
            "value": _first(typed, "name"),
            "errorMessage": told.get("name"),
        },
        "email": {
            "id": "email",
            "name": "email",
            "type": "email",
            "label": {"text": "Work email address"},
            "hint": {
                "text": "An address of your own organisation. The invitation goes there, and works for 24 hours, "
                "or 30 minutes for "
                "somebody who has an account."
            },
            "autocomplete": "off",
            "spellcheck": False,
            "value": _first(typed, "email"),
            "errorMessage": told.get("email"),
        },
        **choose_role(roles, teams, typed, errors),
        "new_factor": {
            "idPrefix": "new_factor",
            "name": "new_factor",
            "fieldset": {"legend": {"text": "Somebody who has an account", "classes": "govuk-fieldset__legend--m"}},
            "hint": {
                "text": "They set a new password. Their app or passkey stays, unless you tick this. Where they read "
                "records, a second administrator then confirms it before the message leaves."
            },
            "items": [
                {
                    "value": "yes",
                    "text": "They lost their telephone or passkey too",
                    "checked": _first(typed, "new_factor") == "yes",
                }
            ],
        },
    }


def choose_role(roles: Sequence[Role], teams: Teams, typed: Typed, errors: Sequence[PageError]) -> dict[str, Any]:
    """The fields to choose a role and a team, with what was chosen."""
    role, team = _first(typed, "role"), _first(typed, "team")
    whole = {"value": "", "text": "The whole organisation", "selected": team == "" and "team" in typed}
    each = [{"value": str(key), "text": name, "selected": str(key) == team} for key, name in teams]
    # Who decides works in a team, so an authority is offered its teams first.
    decides = any(one.key in DECIDING for one in roles)
    return {
        "role": {
            "idPrefix": "role",
            "name": "role",
            "fieldset": {"legend": {"text": "Role", "classes": "govuk-fieldset__legend--m"}},
            "items": [
                {
                    "value": one.key,
                    "text": one.title,
                    "hint": {"text": one.description},
                    "checked": one.key == role,
                }
                for one in roles
            ],
            "errorMessage": _told(errors).get("role"),
        },
        "team": {
            "id": "team",
            "name": "team",
            "label": {"text": "Team"},
            "items": [*each, whole] if decides else [whole, *each],
            "errorMessage": _told(errors).get("team"),
        },
    }


def held_in_words(held: HeldRow) -> str:
    """A role with its team."""
    return f"{held.title}, {held.team_name}" if held.team_name else held.title


def _held(who: PersonRow, held: HeldRow, *, can_end: bool) -> dict[str, Any]:
    end = reverse("end_role", kwargs={"account_id": who.id, "role_held_id": held.id})
    since = in_words(timezone.localtime(held.from_at), "j F Y")
    return {"words": held_in_words(held), "since": since, "end": end if can_end else None}


def _first(typed: Typed, name: str) -> str:
    return (list(typed.get(name, ())) or [""])[0]


def _told(errors: Sequence[PageError]) -> dict[str | None, dict[str, str]]:
    return {error.field_id: {"text": error.message} for error in errors}
