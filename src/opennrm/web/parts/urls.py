"""Addresses of the pages for those who receive parts of referrals."""

from __future__ import annotations

from django.urls import path

from opennrm.web.parts import received

urlpatterns = [
    path("parts/", received.received, name="parts_received"),
    path("parts/<uuid:part_id>/", received.part, name="received_part"),
    path("parts/<uuid:part_id>/whereabouts/", received.whereabouts, name="part_whereabouts"),
]
