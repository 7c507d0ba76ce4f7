"""What of the vault must be so before real people are served, as a check of Django's own kind."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


def check_sealing(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Personal data is sealed: leaving it open is for measuring what sealing costs, and for nothing else."""
    if settings.VAULT_SEALS:
        return []
    hint = "take VAULT_SEALS out of the settings"
    return [Error("Personal data would be kept unsealed.", hint=hint, id="opennrm.vault.E001")]


def lay_check() -> None:
    """Add it to Django's own; called once, when the program starts."""
    register(check_sealing, Tags.security, deploy=True)
