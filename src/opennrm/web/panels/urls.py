"""The addresses of panels."""

from __future__ import annotations

from django.urls import path

from opennrm.web.panels import attending, convening, hearing, timetable

urlpatterns = [
    path("panels/", attending.own, name="own_sittings"),
    path("panels/sittings/<uuid:sitting_id>/", attending.sitting, name="own_sitting"),
    path("panels/sittings/<uuid:sitting_id>/calendar/", attending.calendar, name="sitting_calendar"),
    path("panels/hearings/<uuid:hearing_id>/", hearing.hearing, name="panel_hearing"),
    path("panels/hearings/<uuid:hearing_id>/declare/", attending.interest, name="declare_to_panel"),
    path("panels/hearings/<uuid:hearing_id>/leave/", hearing.leave, name="leave_hearing"),
    path("panels/hearings/<uuid:hearing_id>/chair/", hearing.chair, name="chair_hearing"),
    path("panels/hearings/<uuid:hearing_id>/casting-vote/", hearing.casting, name="casting_vote"),
    path("panels/hearings/<uuid:hearing_id>/dissent/", hearing.dissenting, name="dissent"),
    path("panels/hearings/<uuid:hearing_id>/minutes/", hearing.minutes, name="panel_minutes"),
    path("panels/to-convene/", convening.sittings, name="panels_to_convene"),
    path("panels/to-convene/call/", convening.call, name="call_sitting"),
    path("panels/to-convene/pool/", convening.pool, name="panel_pool"),
    path("panels/to-convene/timetable/", timetable.timetable, name="panel_timetable"),
    path("panels/to-convene/<uuid:sitting_id>/", convening.sitting, name="sitting_to_convene"),
    path("panels/to-convene/<uuid:sitting_id>/<uuid:hearing_id>/", convening.change, name="change_hearing"),
]
