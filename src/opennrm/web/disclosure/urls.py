"""The addresses of marks and disclosures."""

from __future__ import annotations

from django.urls import path

from opennrm.web.disclosure import deciding, disclosing, marking

urlpatterns = [
    path("cases/<str:reference>/disclosures/", disclosing.every, name="disclosures"),
    path("cases/<str:reference>/disclosures/begin/", disclosing.begin, name="begin_disclosure"),
    path("cases/<str:reference>/disclosures/<uuid:disclosure_id>/", disclosing.one, name="disclosure"),
    path("cases/<str:reference>/disclosures/<uuid:disclosure_id>/decide/", deciding.decide, name="decide_redaction"),
    path(
        "cases/<str:reference>/disclosures/<uuid:disclosure_id>/notification/",
        deciding.let_in,
        name="let_notification_in",
    ),
    path(
        "cases/<str:reference>/disclosures/<uuid:disclosure_id>/release/", disclosing.release, name="release_disclosure"
    ),
    path("cases/<str:reference>/disclosures/<uuid:disclosure_id>/take/", disclosing.take, name="take_disclosure"),
    path("cases/<str:reference>/disclosures/<uuid:disclosure_id>/drop/", disclosing.drop, name="drop_disclosure"),
    path("cases/<str:reference>/marks/", marking.every, name="marks"),
    path("cases/<str:reference>/marks/<str:piece>/", marking.piece, name="mark_piece"),
    path("cases/<str:reference>/marks/<str:piece>/<uuid:mark_id>/lift/", marking.lift, name="lift_mark"),
]
