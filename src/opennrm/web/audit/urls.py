"""Addresses of the auditor's pages."""

from __future__ import annotations

from django.urls import path

from opennrm.web.audit import looks, views

urlpatterns = [
    path("history/", views.history, name="history"),
    path("history/patterns/", looks.patterns, name="patterns"),
    path("history/<str:reference>/", looks.looks, name="looks_at_record"),
]
