"""Addresses anybody may open."""

from __future__ import annotations

from django.urls import path

from opennrm.web.languages import IN_ADDRESSES
from opennrm.web.start import leaflet, views
from opennrm.web.start.violations import policy_violations

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("leaflet/", leaflet.leaflet, name="leaflet"),
    path("leaflet/information.pdf", leaflet.leaflet_pdf, name="leaflet_pdf"),
    *(
        path(f"leaflet/{each.code}/{file}", view, {"code": each.code}, name=f"{name}_{each.code}")
        for each in IN_ADDRESSES
        for name, file, view in (
            ("leaflet", "", leaflet.leaflet),
            ("leaflet_pdf", "information.pdf", leaflet.leaflet_pdf),
        )
    ),
    path("demonstration/", views.demonstration, name="demonstration"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("policy-violations", policy_violations, name="policy_violations"),
]
