"""Addresses for programs."""

from __future__ import annotations

from django.urls import path

from opennrm.web.api import drafts, files, published, records

urlpatterns = [
    path("api/v1/openapi.json", published.openapi, name="api_description"),
    path("api/v1/questions", published.questions, name="api_questions"),
    path("api/v1/drafts", drafts.drafts, name="api_drafts"),
    path("api/v1/drafts/<uuid:draft_id>", drafts.draft, name="api_draft"),
    path("api/v1/drafts/<uuid:draft_id>/validate", drafts.validate, name="api_validate"),
    path("api/v1/drafts/<uuid:draft_id>/submit", drafts.submit, name="api_submit"),
    path("api/v1/drafts/<uuid:draft_id>/files", files.draft_files, name="api_draft_files"),
    path("api/v1/drafts/<uuid:draft_id>/files/<uuid:file_id>", files.draft_file, name="api_draft_file"),
    path("api/v1/htcds", records.htcds, name="api_htcds"),
    path("api/v1/referrals/<str:reference>", drafts.referral, name="api_referral"),
    path("api/v1/referrals/<str:reference>/htcds", records.referral_record, name="api_referral_htcds"),
    path("api/v1/referrals/<str:reference>/files", files.referral_files, name="api_referral_files"),
    path("api/v1/referrals/<str:reference>/files/<uuid:file_id>", files.referral_file, name="api_referral_file"),
]
