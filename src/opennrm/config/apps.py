"""Opens the house: lays the table of consequences and the logs once, at start."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Lays the table and the logs."""

    name = "opennrm.config"
    label = "house"

    def ready(self) -> None:
        """What follows from what is known before the first request."""
        from opennrm.audit.record import lay_consequences  # noqa: PLC0415 - apps must be loaded first
        from opennrm.config.fitness import lay_checks  # noqa: PLC0415 - as the others
        from opennrm.config.logs import lay_logs  # noqa: PLC0415 - as the others
        from opennrm.consequences import CONSEQUENCES  # noqa: PLC0415 - apps must be loaded first

        lay_logs()
        lay_checks()
        lay_consequences(CONSEQUENCES)
