"""The roles page of the documentation, written from the roles themselves."""

from __future__ import annotations

from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.holding import refusal_to_hold
from opennrm.partners.roles import ROLES, Permission


def roles_page() -> str:
    """The Markdown of the roles page: each role, whose people can hold it and what it lets them do, then a table."""
    lines = [
        "# Roles",
        "",
        "Generated from `partners/roles.py` and `partners/holding.py`; do not edit it by hand.",
        "",
        "Somebody may do what any one of their roles lets them do. A role is held in a team or in the whole",
        "organisation, from one moment until another. Nobody changes their own roles.",
        "",
    ]
    for key, role in ROLES.items():
        lines += [f"## {role.title}", "", role.description, "", f"Held by people of {_holders(key)}.", "", "May:", ""]
        lines += [f"- {permission.value}" for permission in Permission if permission in role.permissions]
        lines.append("")
    titles = " | ".join(role.title for role in ROLES.values())
    lines += ["## All at once", "", f"| may | {titles} |", "|---|" + "---|" * len(ROLES)]
    for permission in Permission:
        marks = " | ".join("yes" if permission in role.permissions else "" for role in ROLES.values())
        lines.append(f"| {permission.value} | {marks} |")
    return "\n".join(lines) + "\n"


def _holders(key: str) -> str:
    anywhere = [kind for kind in OrganisationType if _can(key, kind, may_refer=False)]
    if len(anywhere) == len(OrganisationType):
        return "any organisation"
    if not anywhere:
        return "a first responder organisation"
    return " or ".join(f"{_article(kind.value)} {_body(kind)}" for kind in anywhere)


def _can(key: str, kind: OrganisationType, *, may_refer: bool) -> bool:
    return refusal_to_hold(key, organisation_type=kind.value, may_refer=may_refer) is None


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _body(kind: OrganisationType) -> str:
    return "oversight body" if kind is OrganisationType.OVERSIGHT else kind.value.replace("_", " ")
