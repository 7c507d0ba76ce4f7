"""The notifications room as Django knows it."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The notifications room."""

    name = "opennrm.notifications"
    label = "notifications"
