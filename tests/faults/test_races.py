"""Several at once: one winner, one referral, one history; and nothing at all where the history cannot be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import cycle, pairwise
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from psycopg import sql

from opennrm.audit.once import form_token
from opennrm.audit.queries import head, stream_entries
from opennrm.audit.record import announce, command
from opennrm.audit.seal import check_chain
from opennrm.cases.actions.deciding import decide_reasonable_grounds
from opennrm.cases.models import Case, Decision
from opennrm.cases.verification import check_cases
from opennrm.demo.answers import adult_answers, write_referral
from opennrm.demo.load import people
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CaseViewed
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor
from opennrm.partners.actors import actor_of
from opennrm.partners.models import Account
from opennrm.referrals.actions import submit_referral
from opennrm.referrals.models import Referral
from opennrm.referrals.queries import draft_for
from opennrm.referrals.verification import check_referrals
from tests.factories.drafts import copies_of
from tests.factories.partners import client_for
from tests.faults.size import sized
from tests.faults.together import together

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

OFFICER = "officer@marshland.police.example"
CASEWORKERS = ("caseworker@authority.example", "second.caseworker@authority.example")
WRITERS, EACH = 4, 500


def _drafts(count: int, at: datetime) -> tuple[Actor, list[UUID]]:
    people(at)
    officer = actor_of(OFFICER, at)
    written = write_referral(adult_answers(legal_day(at)), by=officer, at=at)
    return officer, [written, *copies_of(written, count - 1)]


def _signed_in() -> Client:
    return client_for(Account.objects.get(email=OFFICER))


def _nothing_is_wrong() -> None:
    with transaction.atomic():
        assert check_chain(stream_entries(), head(), [])[1] == []
        assert check_cases() == []
        assert check_referrals() == []


@pytest.mark.proves("REL-10", "2.3.4", "15.4.2")
@pytest.mark.parametrize("outcome", ["positive", "negative"])
def test_of_two_caseworkers_who_decide_at_once_one_does_and_the_other_is_told_what_changed(outcome: str) -> None:
    at = timezone.now()
    officer, drafts = _drafts(sized(50, 250), at)
    references = [submit_referral(draft, token=form_token(), by=officer, at=at) for draft in drafts]
    caseworkers = [actor_of(email, at) for email in CASEWORKERS]

    def decide(number: int, now: Callable[[], object]) -> list[str]:
        told = []
        for reference in references:
            now()
            try:
                decide_reasonable_grounds(
                    reference, outcome=outcome, reasons=f"By {number}.", seen=0, by=caseworkers[number], at=at
                )
                told.append("won")
            except Refused as refused:
                told.append(f"{refused.refusal.code}: {refused.refusal.because}")
        return told

    for reference, pair in zip(references, zip(*together(2, decide), strict=True), strict=True):
        winner = pair.index("won")
        assert pair.count("won") == 1
        decision = Decision.objects.get(case__reference=reference)
        assert decision.written_by_id == caseworkers[winner].account_id
        assert decision.reasons == f"By {winner}."
        told = pair[1 - winner]
        assert told.startswith("changed_meanwhile: The case changed while you had it open")
        assert f"{caseworkers[winner].name}: " in told
        assert outcome in told
    assert set(Case.objects.values_list("version", flat=True)) == {1}
    _nothing_is_wrong()


@pytest.mark.proves("REL-03")
def test_the_same_submission_ten_times_in_parallel_makes_one_referral() -> None:
    officer, drafts = _drafts(10, timezone.now())
    version = draft_for(officer, drafts[0]).version
    clients = [_signed_in() for _ in range(10)]
    tokens = [form_token() for _ in drafts]

    def send(number: int, now: Callable[[], object]) -> list[str]:
        answers = []
        for draft, token in zip(drafts, tokens, strict=True):
            now()
            form = {"token": token, "version": version}
            response = clients[number].post(f"/referrals/drafts/{draft}/check-answers/", form)
            answers.append(response.headers["Location"])
        return answers

    answers = together(10, send)
    assert Referral.objects.count() == Case.objects.count() == 10
    for number, draft in enumerate(drafts):
        reference = Referral.objects.get(draft_id=draft).reference
        assert {answer[number] for answer in answers} == {f"/referrals/{reference}/sent/"}
    _nothing_is_wrong()


@pytest.mark.proves("REL-03")
def test_ten_windows_that_send_the_same_draft_make_one_referral() -> None:
    at = timezone.now()
    officer, (draft,) = _drafts(1, at)

    def send(number: int, now: Callable[[], object]) -> str:
        now()
        return submit_referral(draft, token=f"window-{number}", by=officer, at=at)

    assert len(set(together(10, send))) == 1
    assert Referral.objects.count() == 1
    _nothing_is_wrong()


def _write_from_four(each: int) -> None:
    """Four writers who append `each` events, in commands of one, two and three."""
    at = timezone.now()

    def write(number: int, now: Callable[[], object]) -> None:
        left, sizes = each, cycle((1, 2, 3))
        now()
        while left:
            with command():
                for _ in range(min(left, next(sizes))):
                    announce(CaseViewed(subject=f"{number}:{each - left}", case=f"W-{number}"), at=at, by=None)
                    left -= 1

    together(WRITERS, write)


@pytest.mark.proves("AUD-08")
def test_of_four_writers_every_event_verifies_without_a_gap() -> None:
    _write_from_four(EACH)
    with transaction.atomic():
        count, findings = check_chain(stream_entries(), head(), [])
        entries = [(row[0], row[3]) for row in stream_entries()]
    assert (count, findings) == (WRITERS * EACH, [])
    assert [seq for seq, _ in entries] == list(range(1, WRITERS * EACH + 1))
    for number in range(WRITERS):
        mine = [subject for _, subject in entries if subject.startswith(f"{number}:")]
        assert mine == [f"{number}:{written}" for written in range(EACH)]
    writers = [subject[0] for _, subject in entries]
    switches = sum(before != after for before, after in pairwise(writers))
    assert switches > WRITERS * 10, "the writers took turns, so nothing was shown"


NUMBERS_FROM_A_SEQUENCE = """
CREATE SEQUENCE planted;
CREATE OR REPLACE FUNCTION audit_append(bodies text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    s bigint; h bytea; p bytea; b text; j jsonb;
BEGIN
    FOREACH b IN ARRAY bodies LOOP
        SELECT coalesce((SELECT e.hash FROM audit_event e ORDER BY seq DESC LIMIT 1), ''::bytea) INTO p;
        s := nextval('planted');
        h := sha256(p || convert_to(s::text || '|' || b, 'UTF8'));
        j := b::jsonb;
        INSERT INTO audit_event (seq, body, kind, subject, case_reference, actor, at, previous_hash, hash)
        VALUES (s, b, j->>'kind', j->>'subject', j->>'case', (j->>'by')::uuid, (j->>'at')::timestamptz, p, h);
    END LOOP;
    UPDATE audit_head SET seq = s, hash = h WHERE id = 1;
    RETURN s;
END $$;
"""


@pytest.mark.proves("AUD-08")
def test_numbers_from_a_sequence_would_fork_the_history_and_the_checker_sees_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('audit_append(text[])'::regprocedure)")
        sound = cursor.fetchone()[0]
        cursor.execute(NUMBERS_FROM_A_SEQUENCE)
    try:
        _write_from_four(50)
        with transaction.atomic():
            found = Counter(finding.what for finding in check_chain(stream_entries(), head(), [])[1])
    finally:
        with connection.cursor() as cursor:
            cursor.execute(sound)
            cursor.execute("DROP SEQUENCE planted")
    assert found["the entry does not follow the one before it"] >= 1


@contextmanager
def _history_full() -> Iterator[None]:
    """A database that refuses every event, as one whose disk is full would."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION planted_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$;"
            "CREATE TRIGGER planted_full BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION planted_full()"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER planted_full ON audit_event; DROP FUNCTION planted_full()")


def _rows() -> dict[str, int]:
    """How many rows every table has."""
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.mark.proves("AUD-05", "REL-06", "16.5.3")
def test_where_the_history_cannot_be_written_nothing_is_and_the_page_says_not_received() -> None:
    officer, (draft,) = _drafts(1, timezone.now())
    client = _signed_in()
    token = form_token()
    form = {"token": token, "version": draft_for(officer, draft).version}
    address = f"/referrals/drafts/{draft}/check-answers/"
    before = _rows()
    with _history_full():
        answer = client.post(address, form)
    assert answer.status_code == 503
    assert "NOT received" in answer.content.decode()
    assert token in answer.content.decode(), "the same can be sent again"
    assert _rows() == before
    assert client.post(address, form).status_code == 302
    assert Referral.objects.count() == 1
    _nothing_is_wrong()


@pytest.mark.proves("AUD-05")
def test_where_the_history_cannot_be_written_nothing_is_shown() -> None:
    _, (draft,) = _drafts(1, timezone.now())
    client, address = _signed_in(), f"/referrals/drafts/{draft}/check-answers/"
    assert "Exemple" in client.get(address).content.decode()
    with _history_full():
        answer = client.get(address)
    assert answer.status_code == 503
    assert "Exemple" not in answer.content.decode()
