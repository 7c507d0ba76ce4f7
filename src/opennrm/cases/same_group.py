"""The other cases of a family or group, for whoever may see each of them; of another nothing is told."""

from __future__ import annotations

from datetime import datetime

from opennrm.cases.models import Case
from opennrm.cases.visibility import visible_to
from opennrm.partners.access import Actor
from opennrm.referrals.groups import references_in_group
from opennrm.vault.together import Reading


def cases_of_group(reference: str, actor: Actor, at: datetime) -> Reading[list[str]]:
    """The references of the others that the actor may see, to be read together with something else."""
    rows = Case.objects.filter(visible_to(actor, at), reference__in=references_in_group(reference))
    return Reading(rows.order_by("reference").values_list("reference"), lambda found: [row[0] for row in found])
