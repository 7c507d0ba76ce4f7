"""The room of panels as Django knows it."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """The room of panels."""

    name = "opennrm.panels"
    label = "panels"
