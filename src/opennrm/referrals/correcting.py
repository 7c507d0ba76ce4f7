"""A sent referral is corrected by its sender: as a new version, with its reason, beside the answers that stood before.

What was sent is never overwritten. By the answers that were acted upon (`questions.matters`) nothing is changed: age,
consent, authority and the way of decisions stay as people settled them, and whoever holds the case is told to look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import ReferralCorrected
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.questions.answers import CleanPage, clean_entry, clean_page
from opennrm.questions.conditions import holds
from opennrm.questions.contradictions import contradictions
from opennrm.questions.entries import ID_FORM, entry_of, page_of_entry, with_entry, without_entry
from opennrm.questions.facts import facts_of
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.inputs import as_submitted, field_names
from opennrm.questions.journey import pages_that_apply, with_page
from opennrm.questions.matters import matters_in
from opennrm.questions.question import Catalogue, Page, Question
from opennrm.questions.sections.recurring import MAY_BE_REFERRED
from opennrm.questions.whereabouts import whereabouts_of
from opennrm.referrals.entries import full_list
from opennrm.referrals.models import Correction, Person, Referral
from opennrm.referrals.queries import ReferralRead, referral_for
from opennrm.referrals.same_person import keep_token
from opennrm.referrals.searching import keep_search_tokens
from opennrm.vault.hashes import keyed_hash

LONGEST_REASON = 2_000
"""Characters."""
NO_REASON = Refusal("no_reason", "Say why the answer is corrected.", "house", "reason")
TOO_LONG = Refusal("too_long", f"Shorten the reason to {LONGEST_REASON:,} characters or fewer.", "house", "reason")
NOTHING_NEW = Refusal("nothing_new", "These are the answers as they stand. Change what is wrong.", "house", "reason")
NO_REFERRAL = Refusal(
    "no_referral",
    "With this answer there would be no referral. If the person does not want it, record that they want to withdraw.",
    "house",
)
CHANGED = Refusal(
    "changed_meanwhile",
    "A colleague corrected this referral since you opened it, so nothing of yours was kept. Look at what they "
    "corrected and send yours again.",
    "house",
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction came to: the cleaned page, and the number of the new version (None: it has errors)."""

    page: CleanPage = field(repr=False)
    version: int | None = None


def correct_page(
    reference: str,
    slug: str,
    submitted: Mapping[str, list[str]],
    *,
    reason: str,
    seen: int,
    token: str,
    by: Actor,
    at: datetime,
) -> Corrected:
    """Correct the answers of one page of a sent referral, as a new version of all its answers.

    `seen` is the version that was shown. Answers that are no longer asked are not in the new version; what is newly
    asked stays unanswered until it is corrected too. Raises `NotYours`, `KeyError` for a page that its questions do
    not have, and `Refused`. Sent again with the same `token` it is done once.
    """

    def made(read: ReferralRead, catalogue: Catalogue) -> tuple[CleanPage, Page]:
        page = catalogue.page(slug)
        if page.entries is not None:
            raise NotYours
        given = {**submitted, **_hidden_as_before(page, read.answers, submitted)}
        return clean_page(catalogue, page, given, answers=read.answers, today=legal_day(at)), page

    told = {"slug": slug, "sent": dict(submitted), "reason": reason}
    return _corrected(reference, made, told, reason=reason, seen=seen, token=token, by=by, at=at)


def correct_entry(
    reference: str,
    slug: str,
    entry_id: str,
    submitted: Mapping[str, list[str]],
    *,
    is_removed: bool,
    reason: str,
    seen: int,
    token: str,
    by: Actor,
    at: datetime,
) -> Corrected:
    """Correct one entry of a list, add one under a new id, or take one out; otherwise as `correct_page`.

    Raises `NotYours` for a page that is no list of this referral, too.
    """

    def made(read: ReferralRead, catalogue: Catalogue) -> tuple[CleanPage, Page]:
        page = next((each for each in pages_that_apply(catalogue, read.answers) if each.slug == slug), None)
        if page is None or page.entries is None or not ID_FORM.fullmatch(entry_id):
            raise NotYours
        return _entry_made(page.entries, read.answers, entry_id, {} if is_removed else submitted, at), page

    told = {"slug": slug, "entry": entry_id, "sent": dict(submitted), "removed": is_removed, "reason": reason}
    return _corrected(reference, made, told, reason=reason, seen=seen, token=token, by=by, at=at)


def _entry_made(
    listed: Question, answers: Mapping[str, Any], entry_id: str, submitted: Mapping[str, list[str]], at: datetime
) -> CleanPage:
    """The whole list with this entry as it was sent, or without it where nothing was."""
    before = answers.get(listed.key, [])
    known = entry_of(before, entry_id)
    if not submitted:
        left = without_entry(before, entry_id)
        return CleanPage({listed.key: left} if left else {}, [], {})
    if known is None and len(before) >= listed.many:
        raise Refused(full_list(listed))
    given = {**submitted, **_hidden_as_before(page_of_entry(listed), known or {}, submitted)}
    clean = clean_entry(listed, given, today=legal_day(at))
    return CleanPage({listed.key: with_entry(before, entry_id, clean.values)}, clean.errors, clean.typed)


def _corrected(
    reference: str,
    made: Callable[[ReferralRead, Catalogue], tuple[CleanPage, Page]],
    told: Mapping[str, Any],
    *,
    reason: str,
    seen: int,
    token: str,
    by: Actor,
    at: datetime,
) -> Corrected:
    refuse_if(refusal_to_act(by, Permission.REFER))
    key, who = f"correct:{reference}:{token}", by.account_id
    with command():
        read = referral_for(by, reference, at=at)
        catalogue = catalogue_from_data(read.catalogue)
        cleaned, page = made(read, catalogue)
        if cleaned.errors:
            return Corrected(cleaned)
        earlier = once(who=who, token=key, body=told, at=at)
        if earlier is not None:
            return Corrected(cleaned, int(earlier.result))
        referral = Referral.objects.select_for_update().get(reference=reference)
        if not read.version == referral_for(by, reference, at=at).version == seen:
            raise Refused(CHANGED)
        refuse_if(_refusal_of_reason(reason))
        answers = _corrected_answers(catalogue, page, read.answers, cleaned.values, at)
        _keep(referral, read.answers, answers, seen + 1, reason, by=by, at=at)
        remember(who=who, token=key, result=str(seen + 1))
    return Corrected(cleaned, seen + 1)


def _hidden_as_before(page: Page, answers: Mapping[str, Any], sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What tells where the person is stands in no form: where nothing is typed for it, it stays as it was."""
    kept: dict[str, list[str]] = {}
    for question in page.questions:
        is_typed = any(text.strip() for name in field_names(question) for text in sent.get(name, ()))
        if whereabouts_of(question) is not None and question.key in answers and not is_typed:
            kept |= as_submitted(question, answers[question.key])
    return kept


def changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The questions whose answers two versions do not share, in the order of the earlier one, new ones last."""
    return [key for key in {**before, **after} if before.get(key) != after.get(key)]


def _refusal_of_reason(reason: str) -> Refusal | None:
    if not reason.strip():
        return NO_REASON
    return TOO_LONG if len(reason) > LONGEST_REASON else None


def _corrected_answers(
    catalogue: Catalogue, page: Page, before: Mapping[str, Any], values: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    answers = with_page(catalogue, before, page, values)
    if answers == before:
        raise Refused(NOTHING_NEW)
    if not holds(MAY_BE_REFERRED, answers) or not {"age_answer", "referrer_nation"} <= set(answers):
        raise Refused(NO_REFERRAL)
    stood = {error.question_key for error in contradictions(before, legal_day(at), catalogue)}
    for error in contradictions(answers, legal_day(at), catalogue):
        if error.question_key not in stood:
            raise Refused(Refusal("contradiction", error.message, "house", error.field_id))
    return answers


def _keep(
    referral: Referral,
    before: Mapping[str, Any],
    answers: dict[str, Any],
    number: int,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    kept = Correction.objects.create(
        referral=referral,
        number=number,
        answers=answers,
        answers_hash=keyed_hash("answers", answers),
        reason=reason,
        reason_hash=hash_of_reason(reason),
        corrected_at=at,
        corrected_by_id=by.account_id,
    )
    _keep_person(referral, answers)
    told = ReferralCorrected(
        subject=referral.reference,
        case=referral.reference,
        version=number,
        answers_hash=kept.answers_hash,
        reason_hash=kept.reason_hash,
        matters=tuple(matter.value for matter in matters_in(changed_keys(before, answers))),
    )
    announce(told, at=at, by=by.account_id)


def _keep_person(referral: Referral, answers: dict[str, Any]) -> None:
    """Whom it is about is called and found as was corrected now; their date of birth is the case's to decide."""
    person, facts = Person.objects.select_for_update().get(id=referral.person_id), facts_of(answers)
    person.first_name, person.last_name, person.other_names = facts.first_name, facts.last_name, facts.other_names
    person.gender, person.nationality = facts.gender or "", facts.nationality or ""
    person.language, person.interpreter_needed = facts.interpreter_language or "", facts.interpreter_needed
    person.save()
    keep_token(person.id, person.first_name, person.last_name, person.date_of_birth)
    referral.answers = answers  # in memory alone: by what stands now the person is found
    keep_search_tokens(person, referral)


def hash_of_reason(reason: str) -> str:
    """The keyed hash by which row and event know why a referral was corrected."""
    return keyed_hash("reason of a correction", reason)
