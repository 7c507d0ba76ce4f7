"""Addresses of the pages about what leaves the house."""

from __future__ import annotations

from django.urls import path

from opennrm.web.notifications import to_us, views

urlpatterns = [
    path("delivery/", views.delivery, name="delivery"),
    path("letters/", to_us.letters_to_us, name="letters_to_us"),
    path("letters/<uuid:letter_id>.pdf", to_us.letter_to_us, name="letter_to_us"),
]
