"""Addresses of the pages about what leaves the house."""

from __future__ import annotations

from django.urls import path

from opennrm.web.notifications import posting, to_us, views

urlpatterns = [
    path("delivery/", views.delivery, name="delivery"),
    path("post/", posting.post, name="post"),
    path("post/<uuid:batch_id>/", posting.batch, name="post_batch"),
    path("post/<uuid:batch_id>.pdf", posting.batch_pdf, name="post_batch_pdf"),
    path("letters/", to_us.letters_to_us, name="letters_to_us"),
    path("letters/<uuid:letter_id>.pdf", to_us.letter_to_us, name="letter_to_us"),
]
