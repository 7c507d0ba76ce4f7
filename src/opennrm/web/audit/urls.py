"""Addresses of the auditor's pages."""

from __future__ import annotations

from django.urls import path

from opennrm.web.audit import views

urlpatterns = [path("history/", views.history, name="history")]
