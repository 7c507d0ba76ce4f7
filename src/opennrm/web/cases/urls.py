"""Addresses of the pages for those who decide."""

from __future__ import annotations

from django.urls import path

from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.web.cases import (
    deciding,
    dossier,
    evidence,
    flags,
    handing_over,
    interrupting,
    listing,
    load,
    notes,
    recovering,
    tasks,
    transferring,
    views,
)

FIRST = {"kind": DecisionKind.REASONABLE_GROUNDS}
SECOND = {"kind": DecisionKind.CONCLUSIVE_GROUNDS}

urlpatterns = [
    path("for-you/", notes.for_you, name="for_you"),
    path("tasks/", tasks.mine, name="my_tasks"),
    path("cases/", listing.work_list, name="work_list"),
    path("find/", listing.find, name="find_case"),
    path("work-lists/", listing.saved, name="saved_lists"),
    path("work-lists/save/", listing.save, name="save_list"),
    path("work-lists/<uuid:list_id>/remove/", listing.remove, name="remove_list"),
    path("load/", load.load, name="load"),
    path("load/<uuid:team_id>/", load.rule, name="allocation_rule"),
    path("absences/", handing_over.absences, name="absences"),
    path("absences/<uuid:absence_id>/end/", handing_over.end, name="end_absence"),
    path("hand-over/", handing_over.every, name="hand_over_all"),
    path("queues/", listing.queues, name="queues"),
    path("cases/<str:reference>/", views.case, name="case"),
    path("cases/<str:reference>/take/", views.take, name="take_case"),
    path("cases/<str:reference>/allocate/", views.allocate, name="allocate_case"),
    path("cases/<str:reference>/timeline/", views.whole_timeline, name="case_timeline"),
    path("cases/<str:reference>/evidence/", evidence.add, name="add_evidence"),
    path("cases/<str:reference>/evidence/all/", evidence.every, name="evidence_list"),
    path("cases/<str:reference>/evidence/<uuid:evidence_id>/", evidence.piece, name="piece_of_evidence"),
    path("cases/<str:reference>/tasks/", tasks.of_case, name="tasks_of_case"),
    path("cases/<str:reference>/tasks/<uuid:task_id>/", tasks.one, name="task"),
    path("cases/<str:reference>/notes/", notes.of_case, name="notes_of_case"),
    path("cases/<str:reference>/hand-over/", handing_over.one, name="hand_over_case"),
    path("cases/<str:reference>/dossier/", dossier.dossier, name="dossier"),
    path("cases/<str:reference>/flags/", flags.flags, name="flags"),
    path("cases/<str:reference>/reasonable-grounds/", deciding.write, FIRST, name="reasonable_grounds"),
    path("cases/<str:reference>/reasonable-grounds/check/", deciding.check, name="check_reasonable_grounds"),
    path("cases/<str:reference>/reasonable-grounds/serve/", deciding.serve, name="serve_reasonable_grounds"),
    path("cases/<str:reference>/conclusive-grounds/", deciding.write, SECOND, name="conclusive_grounds"),
    path("cases/<str:reference>/conclusive-grounds/check/", deciding.check, name="check_conclusive_grounds"),
    path("cases/<str:reference>/conclusive-grounds/serve/", deciding.serve, name="serve_conclusive_grounds"),
    path("cases/<str:reference>/recovery/", recovering.recovery, name="recovery"),
    path("cases/<str:reference>/recovery/end/", recovering.end, name="end_recovery"),
    path("cases/<str:reference>/recovery/consulted/", recovering.consulted, name="record_consultation"),
    path("cases/<str:reference>/suspend/", interrupting.suspend, name="suspend_case"),
    path("cases/<str:reference>/resume/", interrupting.resume, name="resume_case"),
    path("cases/<str:reference>/withdraw/", interrupting.withdraw, name="withdraw_case"),
    path("cases/<str:reference>/close/", interrupting.close, name="close_case"),
    path("cases/<str:reference>/reopen/", interrupting.reopen, name="reopen_case"),
    path("cases/<str:reference>/transfer/", transferring.transfer, name="transfer_case"),
    path("cases/<str:reference>/letters/<uuid:letter_id>.pdf", views.letter, name="letter"),
]
