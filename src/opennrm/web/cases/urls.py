"""Addresses of the pages for those who decide."""

from __future__ import annotations

from django.urls import path

from opennrm.cases.actions.consulting import Purpose
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.web.cases import (
    asking,
    deciding,
    evidence,
    flags,
    growing_up,
    interrupting,
    letters,
    notes,
    parties,
    reconsidering,
    recovering,
    tasks,
    transferring,
    triage,
    views,
)

FIRST = {"kind": DecisionKind.REASONABLE_GROUNDS}
SECOND = {"kind": DecisionKind.CONCLUSIVE_GROUNDS}
DECISION = {"purpose": Purpose.SECOND_DECISION}
REVIEW = {"purpose": Purpose.RECOVERY_REVIEW}

urlpatterns = [
    path("for-you/", notes.for_you, name="for_you"),
    path("tasks/", tasks.mine, name="my_tasks"),
    path("cases/", views.work_list, name="work_list"),
    path("cases/<str:reference>/", views.case, name="case"),
    path("cases/<str:reference>/take/", views.take, name="take_case"),
    path("cases/<str:reference>/allocate/", views.allocate, name="allocate_case"),
    path("cases/<str:reference>/timeline/", views.whole_timeline, name="case_timeline"),
    path("cases/<str:reference>/evidence/", evidence.add, name="add_evidence"),
    path("cases/<str:reference>/evidence/all/", evidence.every, name="evidence_list"),
    path("cases/<str:reference>/evidence/<uuid:evidence_id>/", evidence.piece, name="piece_of_evidence"),
    path("cases/<str:reference>/reasonable-grounds/", deciding.write, FIRST, name="reasonable_grounds"),
    path("cases/<str:reference>/tasks/", tasks.of_case, name="tasks_of_case"),
    path("cases/<str:reference>/tasks/<uuid:task_id>/", tasks.one, name="task"),
    path("cases/<str:reference>/notes/", notes.of_case, name="notes_of_case"),
    path("cases/<str:reference>/flags/", flags.flags, name="flags"),
    path("cases/<str:reference>/reasonable-grounds/check/", deciding.check, name="check_reasonable_grounds"),
    path("cases/<str:reference>/reasonable-grounds/serve/", deciding.serve, name="serve_reasonable_grounds"),
    path("cases/<str:reference>/conclusive-grounds/", deciding.write, SECOND, name="conclusive_grounds"),
    path("cases/<str:reference>/conclusive-grounds/check/", deciding.check, name="check_conclusive_grounds"),
    path("cases/<str:reference>/conclusive-grounds/serve/", deciding.serve, name="serve_conclusive_grounds"),
    path("cases/<str:reference>/recovery/", recovering.recovery, name="recovery"),
    path("cases/<str:reference>/recovery/end/", recovering.end, name="end_recovery"),
    path("cases/<str:reference>/suspend/", interrupting.suspend, name="suspend_case"),
    path("cases/<str:reference>/resume/", interrupting.resume, name="resume_case"),
    path("cases/<str:reference>/withdraw/", interrupting.withdraw, name="withdraw_case"),
    path("cases/<str:reference>/close/", interrupting.close, name="close_case"),
    path("cases/<str:reference>/reopen/", interrupting.reopen, name="reopen_case"),
    path("cases/<str:reference>/age/", growing_up.age, name="age_of_case"),
    path("cases/<str:reference>/age/consent/", growing_up.stay, name="consent_to_stay"),
    path("cases/<str:reference>/triage/", triage.triage, name="triage_case"),
    path("cases/<str:reference>/transfer/", transferring.transfer, name="transfer_case"),
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
    path("cases/<str:reference>/letters/<uuid:letter_id>/", letters.letter_state, name="letter_state"),
    path("cases/<str:reference>/letters/<uuid:letter_id>/again/", letters.again, name="resend_letter"),
    path("cases/<str:reference>/letters/before/", letters.previews, name="letter_previews"),
    path("cases/<str:reference>/letters/before/<str:outcome>/<int:number>.pdf", letters.preview, name="letter_preview"),
    path("cases/<str:reference>/parties/", parties.parties, name="parties"),
    path("cases/<str:reference>/parties/add/", parties.add, name="add_party"),
    path("cases/<str:reference>/parties/<uuid:party_id>/end/", parties.end, name="end_party"),
]
