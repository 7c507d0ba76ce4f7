"""The evidence room as Django knows it."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The room of files."""

    name = "opennrm.evidence"
    label = "evidence"
