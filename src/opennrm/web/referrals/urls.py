"""Addresses of the pages for those who refer."""

from __future__ import annotations

from django.urls import path

from opennrm.web.referrals import (
    copying,
    correcting,
    correcting_lists,
    drafting,
    entries,
    from_paper,
    groups,
    handing_over,
    messages,
    questions,
    sent,
    sheets,
    strength,
    whereabouts,
    wishing,
)

urlpatterns = [
    path("referrals/", sent.referrals, name="referrals"),
    path("referrals/start/", drafting.start, name="start_referral"),
    path("referrals/start/from-paper/", from_paper.from_paper, name="start_from_paper"),
    path("referrals/prompt-sheets/<slug:journey>/", sheets.sheet, name="prompt_sheet"),
    path("referrals/prompt-sheets/<slug:journey>.pdf", sheets.sheet_pdf, name="prompt_sheet_pdf"),
    path("referrals/drafts/<uuid:draft_id>/", drafting.draft, name="draft"),
    path("referrals/drafts/<uuid:draft_id>/discard/", drafting.discard, name="discard_draft"),
    path("referrals/drafts/<uuid:draft_id>/hand-over/", handing_over.hand_over, name="hand_over_draft"),
    path("referrals/drafts/<uuid:draft_id>/another/", groups.after_draft, name="another_after_draft"),
    path("referrals/drafts/<uuid:draft_id>/check-answers/", drafting.check_answers, name="check_answers"),
    path("referrals/drafts/<uuid:draft_id>/copy/", copying.draft_copy, name="draft_copy"),
    path("referrals/drafts/<uuid:draft_id>/strength/", strength.strength, name="draft_strength"),
    path("referrals/drafts/<uuid:draft_id>/<slug:slug>/", drafting.question, name="question"),
    path("referrals/drafts/<uuid:draft_id>/<slug:slug>/<slug:entry_id>/", entries.entry, name="entry"),
    path("referrals/drafts/<uuid:draft_id>/<slug:slug>/<slug:entry_id>/remove/", entries.remove, name="remove_entry"),
    path("referrals/<str:reference>/", sent.referral, name="referral"),
    path("referrals/<str:reference>/questions/<uuid:request_id>/", questions.answer, name="answer_question"),
    path("referrals/<str:reference>/correct/", correcting.choose, name="correct_referral"),
    path("referrals/<str:reference>/correct/<slug:slug>/", correcting.correct, name="correct_referral_page"),
    path(
        "referrals/<str:reference>/correct/<slug:slug>/<slug:entry_id>/",
        correcting_lists.correct_one,
        name="correct_referral_entry",
    ),
    path("referrals/<str:reference>/another/", groups.after_referral, name="another_after_referral"),
    path("referrals/<str:reference>/versions/", correcting.versions, name="referral_versions"),
    path("referrals/<str:reference>/messages/", messages.of_referral, name="messages_of_referral"),
    path("referrals/<str:reference>/sent/", sent.confirmation, name="referral_sent"),
    path("referrals/<str:reference>/whereabouts/", whereabouts.whereabouts, name="referral_whereabouts"),
    path("referrals/<str:reference>/withdraw/", wishing.withdraw, name="referral_withdraw"),
    path("referrals/<str:reference>/stay/", wishing.stay, name="referral_stay"),
    path("referrals/<str:reference>/copy/", copying.copy, name="referral_copy"),
    path("referrals/<str:reference>/receipt.pdf", sent.receipt, name="referral_receipt"),
    path("referrals/<str:reference>/letters/<uuid:letter_id>.pdf", sent.letter, name="referral_letter"),
    path("referrals/<str:reference>/letters/<uuid:letter_id>/", sent.hand_over, name="hand_over_letter"),
]
