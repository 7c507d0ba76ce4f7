"""Addresses anybody may open."""

from __future__ import annotations

from django.urls import path

from opennrm.web.start import views
from opennrm.web.start.violations import policy_violations

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("demonstration/", views.demonstration, name="demonstration"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("policy-violations", policy_violations, name="policy_violations"),
]
