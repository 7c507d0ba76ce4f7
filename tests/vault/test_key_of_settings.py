"""OPENNRM_VAULT_KEY is changed while the site is used; killed at any step, either key opens and the same goes on."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.verification import check_cases
from opennrm.console import rotate_keys
from opennrm.partners.second_factor import PURPOSE, give_second_factor, seal_factors_anew
from opennrm.vault import key_of_settings, sealing
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.key_of_settings import change_key_of_settings, take_secrets
from opennrm.vault.marks import set_mark
from opennrm.vault.opening import refuse_wrong_keys
from opennrm.vault.refusing import CannotOpen, WrongKeys
from opennrm.vault.sealing import keyed_secret, open_sealed, seal
from tests.console.conftest import Run
from tests.console.conftest import opennrm as on_the_command_line
from tests.factories import cases as made
from tests.factories import partners
from tests.vault.test_changing import ROLES, acting_as, keys_of_its_own, opennrm

__all__ = ["keys_of_its_own", "on_the_command_line", "opennrm"]
pytestmark = [pytest.mark.django_db, pytest.mark.proves("CR-02", "13.3.4")]
OLD, NEW, NEWER = (f"{name}-for-tests-" + "0123456789abcdef" * 3 for name in ("old", "new", "newer"))
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FACTORS = 3


class Program:
    """A program of the house as it is when it has just been started with these keys in its settings."""

    def __init__(self, settings: Any) -> None:
        self._settings = settings

    def starts(self, key: str, before: str = "") -> None:
        self._settings.VAULT_KEY, self._settings.VAULT_KEY_BEFORE = key, before
        sealing.take(None)
        refuse_wrong_keys()

    def is_refused(self, key: str, before: str = "") -> bool:
        try:
            self.starts(key, before)
        except WrongKeys as refused:
            return "OPENNRM_VAULT_KEY is not the one of this database" in str(refused)
        return False

    def changes(self, key: str, before: str) -> int:
        self.starts(key, before)
        return change_key_of_settings(seal_factors_anew)


@pytest.fixture
def program(settings: Any) -> Iterator[Program]:
    settings.VAULT_KEY, settings.VAULT_KEY_BEFORE = OLD, ""
    sealing.take(None)
    refuse_wrong_keys(make_first=timezone.localdate())
    set_mark(key_of_settings.KNOWN, sealing.check_value(OLD))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_mark WHERE starts_with(name, %s)", [key_of_settings.COPY])
    for _number in range(FACTORS):
        give_second_factor(partners.account(second_factor=False).id, SECRET)
    started = Program(settings)
    started.starts(OLD)
    yield started
    for key in (OLD, NEW, NEWER):
        settings.VAULT_KEY = key
        sealing.take(None)


def kept() -> list[str]:
    """The second factors as they lie in the database."""
    from allauth.mfa.models import Authenticator

    return [data["secret"] for data in Authenticator.objects.order_by("id").values_list("data", flat=True)]


def factors_open() -> bool:
    return [open_sealed(each, purpose=PURPOSE) for each in kept()] == [SECRET] * FACTORS


def by_id() -> set[int]:
    return {base64.urlsafe_b64decode(each)[0] for each in kept()}


class Killed(BaseException):
    """Nobody who catches faults catches it, as nobody catches a kill."""


def dying(at: int, kill: Callable[[], object]) -> Callable[[], int]:
    """The walk of the verb, in which `kill` comes before it (0), after its `at`th step, or when it is over."""
    left = iter(range(at))

    def die() -> None:
        if next(left, None) is None:
            kill()

    def walk() -> int:
        die()
        done = seal_factors_anew(die)
        die()
        return done

    return walk


def cut_off(at: int) -> None:
    """The command, cut off there: what it had committed by then stands."""

    def kill() -> None:
        raise Killed

    with pytest.raises(Killed):
        change_key_of_settings(dying(at, kill))


def test_what_was_hashed_stays_and_what_was_sealed_opens_with_the_new_key_alone(program: Program) -> None:
    before = keyed_hash("note", "words"), keyed_secret("an invitation", purpose="invitation")
    sealed = seal("typed", purpose="a page")
    assert program.changes(NEW, OLD) == FACTORS
    assert by_id() == {2}
    program.starts(NEW)
    assert (keyed_hash("note", "words"), keyed_secret("an invitation", purpose="invitation")) == before
    assert open_sealed(sealed, purpose="a page") == "typed"
    assert factors_open()
    assert program.is_refused(OLD)
    assert program.is_refused(NEWER)
    assert program.is_refused(NEWER, OLD)


def test_verify_finds_nothing_changed_in_what_was_hashed_before(program: Program, settings: Any) -> None:
    reference, by, at = made.referred(), made.officer("caseworker"), timezone.now()
    add_evidence(reference, kind="police", text="Six beds.", source="A force", by=by, at=at)
    program.changes(NEW, OLD)
    program.starts(NEW)
    add_evidence(reference, kind="police", text="Six more beds.", source="A force", by=by, at=at)
    assert check_cases() == []
    sealing.take(None)  # a program that did not take the secrets would find everything changed
    assert check_cases() != []


def test_whoever_has_the_former_key_opens_nothing_that_was_sealed_anew(program: Program) -> None:
    program.changes(NEW, OLD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT check_value FROM vault_mark WHERE check_value IS NOT NULL AND name <> %s", ["x"])
        lying_there = [bytes(row[0]) for row in cursor.fetchall()]
    for copy in lying_there:
        with pytest.raises(CannotOpen):
            sealing.opened_under(OLD, copy, purpose=key_of_settings.COPY)
    for each in kept():
        with pytest.raises(CannotOpen):
            sealing.opened_under(OLD, base64.urlsafe_b64decode(each), purpose=PURPOSE)


@pytest.mark.parametrize("at", range(FACTORS + 2))
def test_killed_at_any_step_either_key_opens_and_the_same_command_goes_on(program: Program, at: int) -> None:
    said = keyed_hash("note", "words")
    program.starts(NEW, OLD)
    cut_off(at)
    for keys in ((OLD,), (NEW,), (NEW, OLD), (OLD, NEW)):
        program.starts(*keys)
        assert factors_open()
        assert keyed_hash("note", "words") == said
    assert program.changes(NEW, OLD) == FACTORS - min(at, FACTORS)
    program.starts(NEW)
    assert factors_open()
    assert by_id() == {2}
    assert program.is_refused(OLD)


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_in_the_middle_leaves_what_the_next_one_finishes(program: Program) -> None:
    program.starts(NEW, OLD)
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            change_key_of_settings(dying(2, lambda: os.kill(os.getpid(), 9)))
        finally:
            os._exit(3)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    assert by_id() == {1, 2}
    assert program.changes(NEW, OLD) == FACTORS - 2
    program.starts(NEW)
    assert factors_open()


def test_a_program_that_still_has_the_former_key_goes_on_while_it_is_changed(program: Program) -> None:
    late: list[str] = []

    def meanwhile() -> int:
        others = program_with_the_former_key(late)
        assert others == SECRET
        return seal_factors_anew()

    def program_with_the_former_key(sealed: list[str]) -> str:
        here = (program._settings.VAULT_KEY, program._settings.VAULT_KEY_BEFORE)
        program.starts(OLD)
        sealed.append(seal(SECRET, purpose=PURPOSE))
        opened = open_sealed(kept()[0], purpose=PURPOSE)
        program.starts(*here)
        return opened

    program.starts(NEW, OLD)
    change_key_of_settings(meanwhile)
    program.starts(NEW)
    assert open_sealed(late[0], purpose=PURPOSE) == SECRET


def test_a_program_that_goes_on_through_the_change_opens_what_was_sealed_anew_meanwhile(program: Program) -> None:
    """As the pages do, which nobody starts again between the third step of docs/how-to/keys.md and the fourth."""
    program.starts(NEW, OLD)
    as_it_was_started = sealing.secrets_at_hand()
    change_key_of_settings(seal_factors_anew)
    sealing.take(as_it_was_started)
    assert factors_open()
    assert by_id() == {2}
    sealing.take(as_it_was_started)
    with pytest.raises(CannotOpen):
        open_sealed(base64.urlsafe_b64encode(b"\x09" + b"x" * 40).decode(), purpose=PURPOSE)


def test_it_is_changed_again_and_a_change_that_was_given_up_leaves_nothing_behind(program: Program) -> None:
    program.starts(NEW, OLD)
    cut_off(2)
    assert program.changes(NEWER, OLD) == FACTORS
    assert program.is_refused(NEW)
    assert program.changes(NEW, NEWER) == FACTORS
    program.starts(NEW)
    assert factors_open()
    assert program.is_refused(NEWER)


def test_a_factor_set_up_by_a_program_not_yet_started_anew_is_sealed_by_asking_again(program: Program) -> None:
    program.starts(NEW, OLD)
    change_key_of_settings(lambda: 0)
    assert by_id() == {1}
    assert change_key_of_settings(seal_factors_anew) == FACTORS
    assert by_id() == {2}


def test_copies_that_somebody_changed_are_refused_and_not_passed_over(program: Program) -> None:
    program.changes(NEW, OLD)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault_mark SET check_value = set_byte(check_value, 20, 255 - get_byte(check_value, 20))"
            " WHERE starts_with(name, %s) AND check_value IS NOT NULL",
            [key_of_settings.COPY],
        )
    with pytest.raises(WrongKeys, match="vault_mark"):
        program.starts(NEW)


def test_a_rollback_leaves_the_former_key_in_use(program: Program) -> None:
    program.starts(NEW, OLD)

    class Cut(Exception):
        pass

    def cut() -> int:
        raise Cut

    with pytest.raises(Cut), transaction.atomic():
        change_key_of_settings(cut)
    program.starts(OLD)
    assert factors_open()
    assert take_secrets()


@pytest.mark.parametrize("who", ROLES)
def test_the_verb_changes_it_as_each_role_that_may_and_says_what_to_do_next(
    program: Program, opennrm: Run, settings: Any, who: str
) -> None:
    settings.VAULT_KEY, settings.VAULT_KEY_BEFORE = NEW, OLD
    sealing.take(None)
    with acting_as(ROLES[who]()):
        for sealed in (FACTORS, 0):
            expected = {"changed": sealed > 0, "factors_sealed_anew": sealed}
            assert opennrm("rotate-keys", "--vault-key", "--json") == (0, expected)
            assert "Take OPENNRM_VAULT_KEY_BEFORE out" in rotate_keys.tell(expected)
    program.starts(NEW)
    assert factors_open()
