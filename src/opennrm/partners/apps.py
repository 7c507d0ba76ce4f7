"""The partners room as Django knows it."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The partners room."""

    name = "opennrm.partners"
    label = "partners"
