"""The vault as Django knows it."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The vault."""

    name = "opennrm.vault"
    label = "vault"

    def ready(self) -> None:
        """Lay the check that real people's data is never kept unsealed."""
        from opennrm.vault.fitness import lay_check  # noqa: PLC0415 - apps must be loaded first

        lay_check()
