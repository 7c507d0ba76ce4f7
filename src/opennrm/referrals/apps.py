"""The referrals room as Django knows it."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The referrals room."""

    name = "opennrm.referrals"
    label = "referrals"
