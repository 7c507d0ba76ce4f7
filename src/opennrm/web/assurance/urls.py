"""The addresses of independent review."""

from __future__ import annotations

from django.urls import path

from opennrm.web.assurance import consistency, convening, reviewing

urlpatterns = [
    path("consistency/", consistency.consistency, name="consistency"),
    path("consistency.csv", consistency.consistency_csv, name="consistency_csv"),
    path("reviews/", reviewing.own, name="own_reviews"),
    path("reviews/to-convene/", convening.to_convene, name="reviews_to_convene"),
    path("reviews/<uuid:review_id>/reviewers/", convening.reviewers, name="reviewers"),
    path("reviews/<uuid:review_id>/declare/", reviewing.declare, name="declare_interest"),
    path("reviews/<uuid:review_id>/opinion/", reviewing.opinion, name="give_opinion"),
]
