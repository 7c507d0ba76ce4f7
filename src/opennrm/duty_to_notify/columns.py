"""Which answer stands in which column: the whole of what a notification holds of a draft, and nothing beside.

A column that is named in `ANONYMOUS` is coded, or words of the anonymous notification's own; `NAMED` adds the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from opennrm.mechanism.duty_to_notify import NotificationKind
from opennrm.vault.hashes import keyed_hash

SHARED: dict[str, str] = {
    "referrer_nation": "nation",
    "danger_now": "danger_now",
    "under_18_during_exploitation": "under_18_during_exploitation",
    "cannot_consent_because": "cannot_consent_because",
    "refusal_reasons": "refusal_reasons",
    "notified_gender": "gender",
    "notified_nationality": "nationality",
    "notified_exploitation": "exploitation",
    "notified_where": "exploitation_where",
    "notified_still_in_situation": "still_in_situation",
    "notified_cooperates": "cooperates",
    "notified_reported_before": "reported_before",
}
ANONYMOUS: dict[str, str] = {
    **SHARED,
    "refusal_in_words": "refusal_in_words",
    "notified_what_happened": "what_happened",
}
NAMED: dict[str, str] = {
    **SHARED,
    "notified_first_name": "first_name",
    "notified_last_name": "last_name",
    "notified_date_of_birth": "date_of_birth",
    "notified_contact": "contact",
    "notified_phone": "phone",
    "notified_email": "email",
    "notified_address": "address",
    "notified_other_names": "other_names",
    "notified_second_nationality": "second_nationality",
    "named_refusal_in_words": "refusal_in_words",
    "named_what_happened": "what_happened",
    "referrer_role": "sender_role",
    "referrer_phone": "sender_phone",
    "alternative_contact_name": "colleague_name",
    "alternative_contact_email": "colleague_email",
    "naming_explained": "naming_explained",
    "naming_language": "naming_language",
    "naming_explained_by": "naming_explained_by",
    "naming_interpreter": "naming_interpreter",
    "naming_given_how": "naming_given_how",
    "naming_given_on": "naming_given_on",
}
LISTS = frozenset({"refusal_reasons", "exploitation", "naming_explained"})
MAY_BE_NULL = frozenset({"first_name", "last_name", "date_of_birth", "phone", "email", "colleague_name"}) | {
    "address",
    "other_names",
}
ADDED = frozenset({"address", "other_names", "second_nationality"})
"""Columns that came later: empty, they are not hashed, so that what was sent before keeps its hash."""
FORCE_KEYS = {True: "notified_place_force", False: "notified_chosen_force"}
"""The question that named the force, by whether it is that of the place."""
BESIDE = ("force", "place_known", "duty", "sent_on", "catalogue_version", "shared_with")
"""Columns that its hash covers beside those of answers."""


def columns_of(kind: NotificationKind) -> dict[str, str]:
    """The column of each answer that a notification of this kind holds."""
    return ANONYMOUS if kind is NotificationKind.ANONYMOUS else NAMED


def columns_from(kind: NotificationKind, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a notification from answers that apply; every other answer is left behind."""
    return {column: answers.get(key, _nothing(column)) for key, column in columns_of(kind).items()}


def answers_from(kind: NotificationKind, row: Any) -> dict[str, Any]:
    """The answers that a row holds, as far as they were given."""
    found = {key: _plain(getattr(row, column)) for key, column in columns_of(kind).items()}
    found[FORCE_KEYS[row.place_known]] = row.force
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def hash_of_row(kind: NotificationKind, row: Any) -> str:
    """The keyed hash of everything that a row says."""
    return keyed_hash("notification", {"kind": kind.value, **_said(row, [*columns_of(kind).values(), *BESIDE])})


def _said(row: Any, columns: Iterable[str]) -> dict[str, Any]:
    said = {column: _plain(getattr(row, column)) for column in columns}
    return {column: value for column, value in said.items() if column not in ADDED or value not in (None, "")}


def _nothing(column: str) -> Any:
    if column in LISTS:
        return []
    return None if column in MAY_BE_NULL else ""


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
