"""Addresses of the pages for those who decide."""

from __future__ import annotations

from django.urls import path

from opennrm.web.cases import deciding, evidence, letters, parties, views

urlpatterns = [
    path("cases/", views.work_list, name="work_list"),
    path("cases/<str:reference>/", views.case, name="case"),
    path("cases/<str:reference>/take/", views.take, name="take_case"),
    path("cases/<str:reference>/allocate/", views.allocate, name="allocate_case"),
    path("cases/<str:reference>/timeline/", views.whole_timeline, name="case_timeline"),
    path("cases/<str:reference>/evidence/", evidence.add, name="add_evidence"),
    path("cases/<str:reference>/evidence/all/", evidence.every, name="evidence_list"),
    path("cases/<str:reference>/evidence/<uuid:evidence_id>/", evidence.piece, name="piece_of_evidence"),
    path("cases/<str:reference>/reasonable-grounds/", deciding.reasonable_grounds, name="reasonable_grounds"),
    path("cases/<str:reference>/reasonable-grounds/check/", deciding.check, name="check_reasonable_grounds"),
    path("cases/<str:reference>/reasonable-grounds/serve/", deciding.serve, name="serve_reasonable_grounds"),
    path("cases/<str:reference>/letters/<uuid:letter_id>.pdf", views.letter, name="letter"),
    path("cases/<str:reference>/letters/<uuid:letter_id>/", letters.letter_state, name="letter_state"),
    path("cases/<str:reference>/letters/<uuid:letter_id>/again/", letters.again, name="resend_letter"),
    path("cases/<str:reference>/letters/before/", letters.previews, name="letter_previews"),
    path("cases/<str:reference>/letters/before/<str:outcome>/<int:number>.pdf", letters.preview, name="letter_preview"),
    path("cases/<str:reference>/parties/", parties.parties, name="parties"),
    path("cases/<str:reference>/parties/add/", parties.add, name="add_party"),
    path("cases/<str:reference>/parties/<uuid:party_id>/end/", parties.end, name="end_party"),
]
