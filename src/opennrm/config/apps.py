"""Opens the house: lays the table of consequences once, at start."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Lays the table."""

    name = "opennrm.config"
    label = "house"

    def ready(self) -> None:
        """What follows from what is known before the first request."""
        from opennrm.audit.record import lay_consequences  # noqa: PLC0415 - apps must be loaded first
        from opennrm.consequences import CONSEQUENCES  # noqa: PLC0415 - apps must be loaded first

        lay_consequences(CONSEQUENCES)
