"""Settings that would keep people's data unsealed are refused for real people."""

from __future__ import annotations

import pytest
from django.core.checks import Tags, run_checks

from opennrm.vault.fitness import check_sealing


@pytest.mark.proves("CR-01")
def test_leaving_data_open_is_refused_wherever_settings_are_looked_at(settings: object) -> None:
    assert check_sealing() == []
    settings.VAULT_SEALS = False  # type: ignore[attr-defined]
    assert [found.id for found in check_sealing()] == ["opennrm.vault.E001"]
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    assert "opennrm.vault.E001" in {each.id for each in found}
