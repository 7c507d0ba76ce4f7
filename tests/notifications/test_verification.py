"""Every letter is what its history says was written; what was changed behind the history's back is found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from opennrm.audit.findings import Difference
from opennrm.audit.record import announce, command
from opennrm.demo.load import load_demonstration
from opennrm.mechanism.events import LetterWritten
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Letter
from opennrm.notifications.verification import check_letters
from tests.factories.sealing import overwrite
from tests.notifications.outbox import NOW, letter

pytestmark = pytest.mark.django_db

THE_LETTER = "the letter reasonable grounds positive"
PLANTED = {
    "UPDATE notifications_letter SET audience = 'somebody_else'": "to somebody else by post",
    "UPDATE notifications_letter SET channel = 'hand_over'": "to person by hand over",
    "UPDATE notifications_letter SET text_hash = repeat('0', 64)": "the history does not say that it was written",
    "UPDATE notifications_letter SET template_version = 2": f"the text of {THE_LETTER} was changed behind its hash",
    "UPDATE notifications_letter SET referral_reference = 'NRM-2'": "belongs to another referral than its case",
    "UPDATE notifications_letter SET case_reference = 'NRM-2'": "the history does not say that it was written",
    "UPDATE notifications_message SET channel = 'hand_over'": "for post, and the outbox carries it by hand_over",
    "DELETE FROM notifications_message": "for post, and the outbox carries it by nothing",
    "DELETE FROM notifications_message; DELETE FROM notifications_letter": "was written, and there is none",
}


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def _found(done: Callable[[], object]) -> list[Difference]:
    with transaction.atomic():
        try:
            done()
            return check_letters()
        finally:
            transaction.set_rollback(True)


def _rewritten(**changed: Any) -> None:
    row = Letter.objects.get()
    overwrite(Letter.objects.all(), content=row.content | changed)


def test_what_the_real_actions_wrote_holds_and_so_does_a_house_without_letters() -> None:
    assert check_letters() == []
    load_demonstration()
    counted: list[int] = []
    assert check_letters(counted.append) == []
    assert counted == [Letter.objects.count()]
    assert counted[0] > 0


def test_every_planting_is_found(subtests: pytest.Subtests) -> None:
    letter()
    for statement, what in PLANTED.items():
        with subtests.test(statement):
            found = _found(partial(_execute, statement))
            assert [each for each in found if what in each.what], found


def test_another_address_in_what_a_letter_says_is_found() -> None:
    letter()
    found = _found(partial(_rewritten, addressee_lines=["9 Another Street"]))
    assert [each.what for each in found] == [
        f"the text of {THE_LETTER} was changed behind its hash",
        f"{THE_LETTER} is addressed otherwise than it says",
    ]


def test_other_words_under_a_hash_made_anew_are_found() -> None:
    other, _ = letter("NRM-2026-000999", addressee_lines=["9 Another Street"]), letter()
    planted = Letter.objects.get(id=other)
    rows = Letter.objects.filter(case_reference="NRM-2026-000123")
    changed = {"content": planted.content, "addressee": planted.addressee, "text_hash": planted.text_hash}
    found = _found(lambda: overwrite(rows, **changed))
    assert {each.reference for each in found} == {"NRM-2026-000123"}
    assert sorted(each.what.rpartition(", ")[2] for each in found) == [
        "and no row is so",
        "and the history does not say that it was written",
    ]


def test_a_letter_told_of_a_second_time_is_missed() -> None:
    row = Letter.objects.get(id=letter())
    facts = {"letter_kind": row.kind, "audience": row.audience, "channel": row.channel, "text_hash": row.text_hash}
    with command():
        announce(LetterWritten(subject=row.case_reference, case=row.case_reference, **facts), at=NOW, by=None)
    assert [each.what.rpartition(", ")[2] for each in check_letters()] == ["and no row is so"]
    assert check_letters(most=0) == []


def test_more_letters_take_no_more_statements() -> None:
    for number in range(6):
        letter(f"NRM-2026-00012{number}", channel=Channel.HAND_OVER)
    with CaptureQueriesContext(connection) as queries:
        assert check_letters() == []
    assert len(queries) <= 8
