"""Addresses of the pages about what leaves the house."""

from __future__ import annotations

from django.urls import path

from opennrm.web.notifications import views

urlpatterns = [path("delivery/", views.delivery, name="delivery")]
