"""The retention room as Django knows it."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The room of how long records are kept."""

    name = "opennrm.retention"
    label = "retention"
