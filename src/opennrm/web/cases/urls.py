"""Addresses of the pages for those who decide."""

from __future__ import annotations

from django.urls import path

from opennrm.cases.actions.consulting import Purpose
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.web.cases import asking, deciding, evidence, reconsidering, recovering, views

FIRST = {"kind": DecisionKind.REASONABLE_GROUNDS}
SECOND = {"kind": DecisionKind.CONCLUSIVE_GROUNDS}
DECISION = {"purpose": Purpose.SECOND_DECISION}
REVIEW = {"purpose": Purpose.RECOVERY_REVIEW}

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
    path("cases/<str:reference>/recovery/consulted/", recovering.consulted, DECISION, name="record_consultation"),
    path("cases/<str:reference>/recovery/contacted/", recovering.consulted, REVIEW, name="record_contact"),
    path("cases/<str:reference>/recovery/extend/", recovering.extend, name="extend_recovery"),
    path("cases/<str:reference>/recovery/review/", recovering.review, name="review_recovery"),
    path("cases/<str:reference>/recovery/override/", recovering.override, name="override_bar"),
    path("cases/<str:reference>/recovery/representations/", recovering.represent, name="record_representation"),
    path(
        "cases/<str:reference>/recovery/representations/<uuid:representation_id>/",
        recovering.answer,
        name="answer_representation",
    ),
    path("cases/<str:reference>/requests/", asking.requests, name="requests"),
    path("cases/<str:reference>/requests/ask/", asking.ask, name="ask_agency"),
    path("cases/<str:reference>/requests/return/", asking.give_back, name="return_for_information"),
    path("cases/<str:reference>/requests/<uuid:request_id>/", asking.answer, name="record_answer"),
    path("cases/<str:reference>/requests/<uuid:request_id>/close/", asking.close, name="close_request"),
    path("cases/<str:reference>/reconsideration/", reconsidering.ask, name="request_reconsideration"),
    path("cases/<str:reference>/reconsideration/answer/", reconsidering.answer, name="answer_reconsideration"),
    path("cases/<str:reference>/letters/<uuid:letter_id>.pdf", views.letter, name="letter"),
]
