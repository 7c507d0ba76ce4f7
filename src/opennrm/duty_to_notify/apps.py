"""The duty to notify as Django knows it."""

from django.apps import AppConfig


class DutyToNotifyConfig(AppConfig):
    """The room of notifications."""

    name = "opennrm.duty_to_notify"
    label = "duty_to_notify"
