"""A row in every table with personal columns, and any words put into all of them, as whoever holds the keys could."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.demo.notifying import named_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import Account
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply
from opennrm.questions.question import Kind
from opennrm.vault.fields import PersonalBytesField, PersonalField
from tests.browser.every_page import PAGES, path_of
from tests.browser.opened_with import Examples
from tests.stories.people import CASEWORKER, MANAGER, OFFICER, SECOND_OFFICER

DAYS_OF_BIRTH = {
    "referrals.Person.date_of_birth": ("1911-11-03", "3 November 1911"),
    "duty_to_notify.NamedNotification.date_of_birth": ("1912-12-04", "4 December 1912"),
}
"""Personal columns in which only a day can stand: one that nothing else here has, as it is kept and as it is shown."""
CODED = {
    "referrals.Consent.cannot_consent": "codes of reasons",
    "cases.Part.stands_for": "codes of police forces and towns",
}

FREE = (Kind.TEXT, Kind.TEXTAREA)
MOST_QUESTIONS = 6
"""One template shows them all."""
PAPERS = frozenset(("referrals.Draft.paper", "referrals.Referral.paper"))
LINES = {"notifications.Letter.addressee", "notifications.Message.addressee", "referrals.SafeContact.lines"}
"""Personal columns that hold lines of an address."""
ADDRESSES = {"duty_to_notify.NamedNotification.address"}
"""Personal columns that hold an address by its parts."""


def personal_columns() -> list[tuple[type[models.Model], str]]:
    """Every personal column: its table and its name. Bytes of files are given as files, and stand in no page."""
    return [
        (table, field.name)
        for table in apps.get_models()
        for field in table._meta.local_fields
        if isinstance(field, PersonalField) and not isinstance(field, PersonalBytesField)
    ]


def fill_every_table(examples: Examples) -> None:
    """Every page's example, and in the case of the pages a row of each other table."""
    for name in PAGES:
        path_of(name, examples)
    for label, given in _rows(examples.case["reference"]).items():
        apps.get_model(label)._default_manager.create(**given)


def more_pages(examples: Examples) -> list[tuple[str, str]]:
    """What the pages' examples leave out: representations, a notification with a name, and answered questions."""
    today = legal_day(timezone.now())
    named = {"reference": examples.house.has_notification(named_answers(today), by=OFFICER)}
    draft = examples.house.has_draft()
    asked = pages_that_apply(CATALOGUE, adult_answers(today))
    free = [page.slug for page in asked if any(question.kind in FREE for question in page.questions)]
    represented = {"reference": examples.representation["reference"]}
    return [
        ("recovery", reverse("recovery", kwargs=represented)),
        *((name, reverse(name, kwargs=named)) for name in ("notification", "received_notification")),
        *(("question", f"{draft}{slug}/") for slug in free[:MOST_QUESTIONS]),
    ]


def _rows(reference: str) -> dict[str, dict[str, Any]]:
    from opennrm.cases.models import Case, Decision

    case, at = Case.objects.get(reference=reference), timezone.now()
    day, decision = legal_day(at), Decision.objects.filter(case=case).latest("id")
    who = {email: Account.objects.get(email=email).id for email in (CASEWORKER, MANAGER, OFFICER, SECOND_OFFICER)}
    by, words = who[CASEWORKER], {"words": "Because.", "text_hash": "0" * 64}
    coded: dict[str, Any] = {"case": case}
    return {
        "cases.Check": {
            **{"decision": decision, "text_hash": decision.text_hash, "agreed": False, "remark": "Look again."},
            **{"checked_at": at, "checked_by_id": who[SECOND_OFFICER], "void_at": at},
        },
        "cases.Disqualification": {
            **{**coded, "outcome": "disqualified", "ground": "bad_faith", "why": "Read.", "need": "Weighed."},
            **{"text_hash": "0" * 64, "proposed_at": at, "proposed_by_id": by, "state": "proposed", "remark": "Again."},
        },
        "cases.HandOver": {
            **{**coded, "giver_id": by, "taker_id": by, "note": "Rang.", "text_hash": "0" * 64},
            **{"handed_over_at": at, "handed_over_by_id": by},
        },
        "cases.Note": {
            **{**coded, "text": "Rang.", "text_hash": "0" * 64, "visibility": "team"},
            **{"written_at": at, "written_by_id": by},
        },
        "cases.PartnerMessage": {
            **{**coded, "reference": reference, "side": "authority", "text": "Rang.", "text_hash": "0" * 64},
            **{"written_at": at, "written_by_id": by},
        },
        "cases.Opening": {
            **{**coded, **words, "session": "0" * 64, "reason": "duty"},
            **{"opened_at": at, "opened_by_id": who[MANAGER]},
        },
        "cases.ReconsiderationRequest": {
            **{**coded, **words, "decision": decision, "requester": "first_responder", "state": "refused"},
            **{"grounds": ["additional_evidence"], "requested_on": day, "reason": "nothing_new", "answer": "No."},
            **{"recorded_at": at, "recorded_by_id": by, "answered_at": at, "answered_by_id": by},
        },
        "cases.Consultation": {
            **{**coded, "with_whom": "police", "took_part": True, "said": "Yes.", "text_hash": "0" * 64},
            **{"consulted_on": day, "recorded_at": at, "recorded_by_id": by},
        },
        "cases.BarOverride": {
            **{**coded, **words, "rule": "recovery", "due_on": day, "reason": "court_order"},
            **{"overridden_at": at, "overridden_by_id": who[MANAGER]},
        },
        "cases.Extension": {
            **{**coded, **words, "by_days": 3, "until": day + timedelta(days=3), "reason": "serious_health"},
            **{"extended_at": at, "extended_by_id": by},
        },
        "cases.RecoveryReview": {**coded, **words, "outcome": "ends_as_set", "reviewed_at": at, "reviewed_by_id": by},
        "cases.Wish": {
            **{**coded, "wish": "withdraw", "way": "said", "said_on": day, "heard_by": "Sam", "evidence": "Said so."},
            **{"wish_hash": "0" * 64, "state": "waits", "recorded_at": at, "recorded_by_id": who[OFFICER]},
        },
        "retention.Proposal": {
            **{**coded, "record_class": "adult_positive", "schedule": "assumed", "action": "review"},
            **{"due_on": day, "proposed_at": at, "state": "kept", "because": "An inquest.", "keep_until": day},
            **{"decided_at": at, "decided_by_id": by},
        },
    }


def put_words_everywhere(words_for: Callable[[str], str], typed: str) -> None:
    """Every personal column of every row holds the words for it: instead of `typed`, or instead of all it held."""
    for table, name in personal_columns():
        label = f"{table._meta.label}.{name}"
        if label in CODED:
            continue
        for row in table._default_manager.all():
            if getattr(row, "letter", row) is not None:  # a message without a letter is to somebody at work
                setattr(row, name, _words_in(label, getattr(row, name), words_for(label), typed))
                row.save(update_fields=[name])


def _words_in(label: str, value: Any, words: str, typed: str) -> Any:
    if label in DAYS_OF_BIRTH:
        return DAYS_OF_BIRTH[label][0]
    if label in LINES:
        return [words]
    if label in PAPERS:
        return {"written_on": "2026-03-02", "written_by": words}
    if label in ADDRESSES:
        return {"line_1": words}
    return _within(value, words, typed) if isinstance(value, dict | list) else words


def _within(value: Any, words: str, typed: str) -> Any:
    """The same shape with the words in the place of what was typed, and as the title of what has one."""
    if isinstance(value, dict):
        inner = {key: _within(each, words, typed) for key, each in value.items()}
        return inner | ({"title": words} if "mark" in inner else {})
    if isinstance(value, list):
        return [_within(each, words, typed) for each in value]
    return value.replace(typed, words) if isinstance(value, str) else value
