"""Addresses of the pages for those who decide."""

from __future__ import annotations

from django.urls import path

from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.web.cases import deciding, evidence, recovering, views

FIRST = {"kind": DecisionKind.REASONABLE_GROUNDS}
SECOND = {"kind": DecisionKind.CONCLUSIVE_GROUNDS}

urlpatterns = [
    path("cases/", views.work_list, name="work_list"),
    path("cases/<str:reference>/", views.case, name="case"),
    path("cases/<str:reference>/take/", views.take, name="take_case"),
    path("cases/<str:reference>/allocate/", views.allocate, name="allocate_case"),
    path("cases/<str:reference>/timeline/", views.whole_timeline, name="case_timeline"),
    path("cases/<str:reference>/evidence/", evidence.add, name="add_evidence"),
    path("cases/<str:reference>/evidence/all/", evidence.every, name="evidence_list"),
    path("cases/<str:reference>/evidence/<uuid:evidence_id>/", evidence.piece, name="piece_of_evidence"),
    path("cases/<str:reference>/reasonable-grounds/", deciding.write, FIRST, name="reasonable_grounds"),
    path("cases/<str:reference>/reasonable-grounds/check/", deciding.check, name="check_reasonable_grounds"),
    path("cases/<str:reference>/reasonable-grounds/serve/", deciding.serve, name="serve_reasonable_grounds"),
    path("cases/<str:reference>/conclusive-grounds/", deciding.write, SECOND, name="conclusive_grounds"),
    path("cases/<str:reference>/conclusive-grounds/check/", deciding.check, name="check_conclusive_grounds"),
    path("cases/<str:reference>/conclusive-grounds/serve/", deciding.serve, name="serve_conclusive_grounds"),
    path("cases/<str:reference>/recovery/", recovering.recovery, name="recovery"),
    path("cases/<str:reference>/recovery/end/", recovering.end, name="end_recovery"),
    path("cases/<str:reference>/recovery/consulted/", recovering.consulted, name="record_consultation"),
    path("cases/<str:reference>/letters/<uuid:letter_id>.pdf", views.letter, name="letter"),
]
