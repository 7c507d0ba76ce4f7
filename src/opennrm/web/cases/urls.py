"""Addresses of the pages for those who decide."""

from __future__ import annotations

from django.urls import path

from opennrm.web.cases import deciding, evidence, growing_up, interrupting, transferring, triage, views

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
    path("cases/<str:reference>/suspend/", interrupting.suspend, name="suspend_case"),
    path("cases/<str:reference>/resume/", interrupting.resume, name="resume_case"),
    path("cases/<str:reference>/withdraw/", interrupting.withdraw, name="withdraw_case"),
    path("cases/<str:reference>/close/", interrupting.close, name="close_case"),
    path("cases/<str:reference>/reopen/", interrupting.reopen, name="reopen_case"),
    path("cases/<str:reference>/age/", growing_up.age, name="age_of_case"),
    path("cases/<str:reference>/age/consent/", growing_up.stay, name="consent_to_stay"),
    path("cases/<str:reference>/triage/", triage.triage, name="triage_case"),
    path("cases/<str:reference>/transfer/", transferring.transfer, name="transfer_case"),
    path("cases/<str:reference>/letters/<uuid:letter_id>.pdf", views.letter, name="letter"),
]
