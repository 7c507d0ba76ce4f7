"""The disclosure room as Django knows it."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The room of what may leave."""

    name = "opennrm.disclosure"
    label = "disclosure"
