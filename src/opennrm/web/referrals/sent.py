"""Referrals that were sent: the list, one of them, its confirmation and its printable receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.cases.partner_messages import unread_by_referrer
from opennrm.cases.queries import authority_of, standing_of
from opennrm.cases.second_stage import questions_to
from opennrm.cases.wishes import latest_wish
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import LetterViewed, ReferralViewed
from opennrm.notifications.actions import mark_handed_over
from opennrm.notifications.kinds import Audience, LetterKind
from opennrm.notifications.letters import render_letter
from opennrm.notifications.queries import LetterRow, letters_to_referrer, pdf_of_letter
from opennrm.partners.access import NotYours
from opennrm.partners.offline import works_offline
from opennrm.partners.roles import Permission
from opennrm.referrals.groups import group_of, others_of_group
from opennrm.referrals.queries import ReferralRead, drafts_of, referral_for, referrals_of
from opennrm.web.budget import count_person
from opennrm.web.files import pdf_named
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals import presenters, wishes
from opennrm.web.referrals.questions import question_sections
from opennrm.web.referrals.status import group_rows, referral_list


@page(needs=Permission.SEE_OWN_REFERRALS)
def referrals(request: SignedInRequest) -> HttpResponse:
    """The drafts of the team, and what the organisation has sent and where it stands."""
    sent = referrals_of(request.actor)
    references = [row.reference for row in sent]
    standings, unread = standing_of(references), unread_by_referrer(references)
    shown = referral_list(drafts_of(request.actor), sent, standings, unread, legal_day(request.at))
    shown["works_offline"] = works_offline(request.actor.organisation_id)
    return render(request, "referrals/referrals.html", shown)


@page(needs=Permission.SEE_OWN_REFERRALS)
def referral(request: SignedInRequest, reference: str) -> HttpResponse:
    """A referral as it was sent, and where its case stands."""
    read = seen(request, reference)
    standing = standing_of([reference]).get(reference)
    shown = presenters.referral_page(read, standing, letters_to_referrer(reference))
    shown["wishes"] = wishes.of_referral(reference, standing, latest_wish(reference), request.actor)
    may_offer = Permission.OFFER_OWN_PAGE in request.actor.permissions
    shown["own_page_href"] = reverse("referral_own_page", kwargs={"reference": reference}) if may_offer else None
    shown["unread"] = unread_by_referrer([reference]).get(reference, 0)
    may_answer = Permission.ANSWER_QUESTIONS in request.actor.permissions
    shown["questions"] = question_sections(reference, questions_to(reference), may_answer=may_answer)
    shown["group"] = group_rows(others_of_group(request.actor, group_of(reference), but=reference, at=request.at))
    may_refer = Permission.REFER in request.actor.permissions
    shown["another"] = reverse("another_after_referral", kwargs={"reference": reference}) if may_refer else None
    shown["may_write"] = may_answer
    shown["may_correct"] = may_refer
    return render(request, "referrals/referral.html", shown)


@page(needs=Permission.SEE_OWN_REFERRALS)
def confirmation(request: SignedInRequest, reference: str) -> HttpResponse:
    """Said at once after sending: the reference, and what happens next."""
    read = seen(request, reference)
    return render(request, "referrals/sent.html", presenters.confirmation(read))


@page(needs=Permission.SEE_OWN_REFERRALS, costly=True)
def receipt(request: SignedInRequest, reference: str) -> HttpResponse:
    """The receipt, to print or keep."""
    read = seen(request, reference)
    made = render_letter(
        LetterKind.REFERRAL_RECEIPT, Audience.FIRST_RESPONDER, presenters.receipt_content(read, authority_of(reference))
    )
    return pdf_named(reference, made)


@page(needs=Permission.SEE_OWN_REFERRALS, costly=True)
def letter(request: SignedInRequest, reference: str, letter_id: UUID) -> HttpResponse:
    """A notice to who referred, or a letter for them to print and hand over."""
    read = referral_for(request.actor, reference, at=request.at)
    found = _letter_of(read, letter_id)
    viewed = LetterViewed(subject=reference, case=reference, letter_kind=found.kind)
    announce(viewed, at=request.at, by=request.actor.account_id)
    return pdf_named(reference, pdf_of_letter(letter_id))


@page(needs=Permission.HAND_OVER_LETTERS)
def hand_over(
    request: SignedInRequest, reference: str, letter_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """How to hand a letter over safely, and the button that records that it was."""
    found = _letter_of(seen(request, reference), letter_id)
    return render(request, "referrals/hand_over.html", {**presenters.hand_over(reference, found), "errors": errors})


@hand_over.post
def hand_over_post(request: SignedInRequest, reference: str, letter_id: UUID) -> HttpResponse:
    """Record that it was handed over."""
    _letter_of(referral_for(request.actor, reference, at=request.at), letter_id)
    mark_handed_over(letter_id, by=request.actor, at=request.at)
    return redirect("referral", reference=reference)


def _letter_of(read: ReferralRead, letter_id: UUID) -> LetterRow:
    found = next((row for row in letters_to_referrer(read.reference) if row.id == letter_id), None)
    if found is None:
        raise NotYours
    return found


def seen(request: SignedInRequest, reference: str) -> ReferralRead:
    """The referral, recorded as viewed, and counted. Raises `NotYours` for one that is not let to them."""
    read = referral_for(request.actor, reference, at=request.at)
    count_person(request, read.person_id)
    announce(ReferralViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    return read
