"""Addresses of the pages of files. They come before those of referrals, whose drafts have pages of any name."""

from __future__ import annotations

from django.urls import path

from opennrm.web.evidence import cases, drafts, referrals

DRAFT = "referrals/drafts/<uuid:draft_id>/files/"
REFERRAL = "referrals/<str:reference>/files/"
CASE = "cases/<str:reference>/files/"

urlpatterns = [
    path(DRAFT, drafts.files, name="draft_files"),
    path(f"{DRAFT}<uuid:file_id>/pieces/", drafts.pieces, name="draft_file_pieces"),
    path(f"{DRAFT}<uuid:file_id>/remove/", drafts.remove, name="remove_draft_file"),
    path(REFERRAL, referrals.files, name="referral_files"),
    path(f"{REFERRAL}<uuid:file_id>/", referrals.file, name="referral_file"),
    path(f"{REFERRAL}<uuid:file_id>/pieces/", referrals.pieces, name="referral_file_pieces"),
    path(f"{REFERRAL}<uuid:file_id>/original/", referrals.original, name="referral_file_original"),
    path(f"{REFERRAL}<uuid:file_id>/copies/<int:number>/", referrals.copy, name="referral_file_copy"),
    path(CASE, cases.files, name="case_files"),
    path(f"{CASE}<uuid:file_id>/", cases.file, name="case_file"),
    path(f"{CASE}<uuid:file_id>/original/", cases.original, name="case_file_original"),
    path(f"{CASE}<uuid:file_id>/copies/<int:number>/", cases.copy, name="case_file_copy"),
]
