"""Addresses of the page of a person, which tell nothing, and of those on which it is given and closed."""

from __future__ import annotations

from django.urls import path

from opennrm.web.languages import IN_ADDRESSES
from opennrm.web.own_page import door, offering

urlpatterns = [
    path("u/", door.own_page, name="own_page"),
    *(
        path(f"u/{each.code}/", door.own_page, {"spoken": each.code}, name=f"own_page_{each.code}")
        for each in IN_ADDRESSES
    ),
    path("u/leave/", door.leave, name="leave_own_page"),
    path("referrals/<str:reference>/own-page/", offering.of_referral, name="referral_own_page"),
    path("referrals/<str:reference>/own-page/close/", offering.end_of_referral, name="end_referral_own_page"),
    path("cases/<str:reference>/own-page/", offering.of_case, name="case_own_page"),
    path("cases/<str:reference>/own-page/close/", offering.end_of_case, name="end_case_own_page"),
]
