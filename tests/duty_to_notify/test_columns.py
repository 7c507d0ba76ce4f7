"""Which answer stands in which column, and nothing beside."""

from __future__ import annotations

from types import SimpleNamespace

from opennrm.duty_to_notify.columns import ANONYMOUS, BESIDE, NAMED, answers_from, columns_from, hash_of_row
from opennrm.duty_to_notify.models import AnonymousNotification, NamedNotification
from opennrm.mechanism.duty_to_notify import NotificationKind
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import questions_that_apply
from tests.questions.edits import anonymous, named

NOT_KEPT = {
    *("age_answer", "consent_to_referral", "will_notify", "may_be_named"),
    *("notified_nationality_known", "notified_place_known", "notified_place_force", "notified_chosen_force"),
}
"""Answers that follow from the table a notification stands in, from an empty column, or from columns of their own."""
A, N = NotificationKind.ANONYMOUS, NotificationKind.NAMED


def test_every_answer_of_a_notification_has_its_column() -> None:
    for given, columns in ((anonymous(), ANONYMOUS), (named(), NAMED)):
        assert {placed.question.key for placed in questions_that_apply(CATALOGUE, given)} - NOT_KEPT <= set(columns)


def test_every_column_is_there() -> None:
    for table, columns in ((AnonymousNotification, ANONYMOUS), (NamedNotification, NAMED)):
        names = {field.name for field in table._meta.local_fields}
        assert {*columns.values(), *BESIDE} <= names


def test_answers_come_back_as_they_went_in() -> None:
    for kind, given in ((A, anonymous()), (N, named()), (N, named(notified_first_name={"not_known": "Not said"}))):
        row = SimpleNamespace(**columns_from(kind, given), force=given["notified_place_force"], place_known=True)
        back = answers_from(kind, row)
        assert {key: value for key, value in given.items() if key in back} == back
        assert set(given) - set(back) <= NOT_KEPT


def test_nothing_of_a_name_goes_into_an_anonymous_one() -> None:
    both = named(notified_first_name="Zubrowka", named_what_happened="Zubrowka", referrer_role="Zubrowka") | anonymous()
    assert "Zubrowka" not in str(columns_from(A, both))


def test_the_hash_covers_every_column() -> None:
    row = SimpleNamespace(**columns_from(A, anonymous()), **dict.fromkeys(BESIDE, "x"))
    before = hash_of_row(A, row)
    for column in (*ANONYMOUS.values(), *BESIDE):
        changed = SimpleNamespace(**(vars(row) | {column: "changed"}))
        assert hash_of_row(A, changed) != before
