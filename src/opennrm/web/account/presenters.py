"""How one's own account and an invitation look: rows and fields in the shape of the components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opennrm.partners.access import Actor
from opennrm.partners.queries import OpenInvitation, OwnAccount
from opennrm.partners.roles import ROLES, Permission
from opennrm.web.errors import PageError


def own_account(actor: Actor, mine: OwnAccount) -> dict[str, Any]:
    """What the page of one's own account shows."""
    titles = [ROLES[key] for key in ROLES if key in actor.roles]
    return {
        "rows": [
            _row("Name", actor.name),
            _row("Work email address", mine.email),
            _row("Organisation", actor.organisation_name),
            _row("Teams", ", ".join(mine.team_names) or "None"),
        ],
        "roles": [
            {
                "title": role.title,
                "description": role.description,
                "permissions": [permission.value for permission in Permission if permission in role.permissions],
            }
            for role in titles
        ],
    }


def invitation_fields(
    opened: OpenInvitation, typed: Mapping[str, Sequence[str]] | None, errors: Sequence[PageError]
) -> list[dict[str, Any]]:
    """The fields of an invitation: the name as typed (at first as invited), and a password that is never given back."""
    name = opened.name if typed is None else (list(typed.get("name", ())) or [""])[0]
    hint = (
        "At least 15 characters. Three or four words that do not belong together"
        " are easy to remember and hard to guess."
    )
    fields: list[dict[str, Any]] = [
        {"id": "name", "label": {"text": "Your name"}, "value": name, "autocomplete": "name"},
        {"id": "password", "label": {"text": "Password"}, "hint": {"text": hint}},
        {"id": "password_again", "label": {"text": "Password again"}},
    ]
    told = {error.field_id: error.message for error in errors}
    for field in fields:
        field["name"] = field["id"]
        if field["id"].startswith("password"):
            field |= {"type": "password", "autocomplete": "new-password"}
        if field["id"] in told:
            field["errorMessage"] = {"text": told[field["id"]]}
    return fields


def _row(key: str, value: str) -> dict[str, Any]:
    return {"key": {"text": key}, "value": {"text": value}}
