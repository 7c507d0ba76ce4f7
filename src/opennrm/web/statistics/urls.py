"""Addresses of the figures."""

from __future__ import annotations

from django.urls import path

from opennrm.web.statistics import views

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/<slug:key>.csv", views.figures_csv, name="figures_csv"),
]
