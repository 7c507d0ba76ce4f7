"""The addresses of what comes up to be decided on, and of holds."""

from __future__ import annotations

from django.urls import path

from opennrm.web.retention import deciding, holding

urlpatterns = [
    path("retention/", deciding.records, name="records_to_decide"),
    path("retention/erasures/", deciding.erasures, name="erasures_to_confirm"),
    path("cases/<str:reference>/holds/place/", holding.place, name="hold_record"),
    path("cases/<str:reference>/holds/<uuid:hold_id>/end/", holding.end, name="end_hold"),
]
