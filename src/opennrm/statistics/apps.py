"""The statistics room as Django knows it."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """The statistics room."""

    name = "opennrm.statistics"
    label = "statistics"
