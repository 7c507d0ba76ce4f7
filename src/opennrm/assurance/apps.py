"""The assurance room as Django knows it."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """The room of independent review."""

    name = "opennrm.assurance"
    label = "assurance"
