"""Addresses of the profiles, of the bank holidays and of the lists."""

from __future__ import annotations

from django.urls import path

from opennrm.web.rules import answer_lists, calendar, changing, views

urlpatterns = [
    path("profiles/", views.profiles, name="profiles"),
    path("profiles/compare/", views.compare, name="compare_profiles"),
    path("profiles/change/", changing.propose, name="propose_profile"),
    path("profiles/changes/<uuid:change_id>/", changing.change, name="profile_change"),
    path("profiles/changes/<uuid:change_id>/settle/", changing.settle, name="settle_profile"),
    path("profiles/<slug:key>/", views.profile, name="profile"),
    path("bank-holidays/", calendar.bank_holidays, name="bank_holidays"),
    path("bank-holidays/add/", calendar.add, name="add_bank_holiday"),
    path("lists/", answer_lists.answer_lists, name="answer_lists"),
    path("lists/<slug:list_name>/", answer_lists.answer_list, name="answer_list"),
    path("lists/<slug:list_name>/add/", answer_lists.add, name="add_to_list"),
    path("lists/<slug:list_name>/<slug:code>/end/", answer_lists.end, name="end_in_list"),
]
