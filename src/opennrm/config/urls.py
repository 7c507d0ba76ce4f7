"""Every address of the house."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"opennrm.web.{room}.urls"))
    for room in (
        "start",
        "account",
        "partners",
        "evidence",
        "referrals",
        "duty_to_notify",
        "cases",
        "parts",
        "disclosure",
        "assurance",
        "panels",
        "retention",
        "statistics",
        "notifications",
        "audit",
        "own_page",
        "offline",
        "rules",
        "api",
    )
]

handler400 = "opennrm.web.errors.bad_request"
handler403 = "opennrm.web.errors.permission_denied"
handler404 = "opennrm.web.errors.not_found"
handler500 = "opennrm.web.errors.server_error"
