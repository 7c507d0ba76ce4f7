"""The glossary holds the words of the field, every kept code, stage, role and event."""

from __future__ import annotations

from opennrm.console.documents.glossary import glossary_page
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.roles import ROLES


def test_every_stage_role_and_code_is_in_it() -> None:
    page = glossary_page()
    assert all(f"| {stage.words} |" in page for stage in Stage)
    assert all(f"| {role.title} |" in page for role in ROLES.values())
    assert all(f"`{kind.value}`" in page for kind in OrganisationType)
    assert "| `ReasonableGroundsDecided` |" in page
