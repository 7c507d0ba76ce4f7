"""How the organisation of whoever notifies stands to the duty."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from opennrm.mechanism.duty_to_notify import Body, Duty, duty_of
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.access import Actor
from opennrm.partners.directory import kind_and_nation
from opennrm.questions import lists


def duty_of_actor(actor: Actor, day: date) -> Duty:
    """How the organisation of somebody stands to the duty on a day."""
    return duty_of(_body(actor.organisation_id, actor.organisation_slug), day)


def _body(organisation_id: UUID, slug: str) -> Body:
    kind, nation = kind_and_nation(organisation_id)
    if not nation:  # a force or council may be kept without its nation, which the lists know
        nation = next((entry.nation for entry in _entries(slug) if entry.nation), "")
    return Body(slug, OrganisationType(kind), Nation(nation) if nation else None)


def _entries(slug: str) -> list[lists.Entry]:
    code = slug.replace("-", "_")
    return [entry for name in ("police_forces", "councils") if (entry := lists.entries(name).get(code))]
