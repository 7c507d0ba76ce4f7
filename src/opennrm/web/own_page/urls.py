"""Addresses of the page of a person, which tell nothing, and of those on which it is given and closed."""

from __future__ import annotations

from django.urls import path

from opennrm.web.own_page import door, offering

BY_REFERRER = {"referred": True}
IN_THE_CASE = {"referred": False}

urlpatterns = [
    path("u/", door.own_page, name="own_page"),
    path("u/leave/", door.leave, name="leave_own_page"),
    path("referrals/<str:reference>/own-page/", offering.offer, BY_REFERRER, name="referral_own_page"),
    path("referrals/<str:reference>/own-page/close/", offering.end, BY_REFERRER, name="end_referral_own_page"),
    path("cases/<str:reference>/own-page/", offering.offer, IN_THE_CASE, name="case_own_page"),
    path("cases/<str:reference>/own-page/close/", offering.end, IN_THE_CASE, name="end_case_own_page"),
]
