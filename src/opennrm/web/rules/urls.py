"""Addresses of the profiles and of the bank holidays."""

from __future__ import annotations

from django.urls import path

from opennrm.web.rules import calendar, views

urlpatterns = [
    path("profiles/", views.profiles, name="profiles"),
    path("profiles/compare/", views.compare, name="compare_profiles"),
    path("profiles/<slug:key>/", views.profile, name="profile"),
    path("bank-holidays/", calendar.bank_holidays, name="bank_holidays"),
    path("bank-holidays/add/", calendar.add, name="add_bank_holiday"),
]
