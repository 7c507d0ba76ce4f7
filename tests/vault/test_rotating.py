"""Keys are changed while the site is used; killed in the middle, the same command goes on. Nothing is unreadable."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction

from opennrm.referrals.models import Person
from opennrm.vault import columns, rotating
from opennrm.vault.keyring import KEYRING, made_key, read_keys, write_keys
from opennrm.vault.marks import set_mark
from opennrm.vault.opening import let_go
from opennrm.vault.refusing import Erased, WrongKeys
from opennrm.vault.rotating import drop_retired, renew_data_keys, rotate
from tests.vault.erased import erase

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proves("CR-02")]
TODAY = date(2026, 11, 22)
PEOPLE = 60


@pytest.fixture(autouse=True)
def few_at_once(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    KEYRING.forget()
    let_go()
    write_keys([made_key(date(2026, 1, 1))])
    monkeypatch.setattr(rotating, "AT_ONCE", 7)
    monkeypatch.setattr(columns, "AT_ONCE", 7)
    yield
    KEYRING.forget()
    let_go()


def people(count: int = PEOPLE) -> list[Person]:
    return [Person.objects.create(first_name=f"Linh {number}", last_name="Tran") for number in range(count)]


def unreadable() -> int:
    """How many people cannot be read, or are not who they were."""
    wrong = 0
    for person_id in Person.objects.values_list("id", flat=True):
        try:
            person = Person.objects.get(id=person_id)
            wrong += not (person.first_name.startswith("Linh ") and person.last_name == "Tran")
        except (ValueError, WrongKeys):
            wrong += 1
    return wrong


def wrapped_by() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT wrapped_by_id FROM vault_key WHERE wrapped IS NOT NULL")
        return {row[0] for row in cursor.fetchall()}


def newest_generations() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT get_byte(first_name, 1) FROM referrals_person")
        return {row[0] for row in cursor.fetchall()}


def used_meanwhile(work: Callable[[], object]) -> int:
    """Do some work while two others read and write; gives how much they did. What they could not do is raised."""
    stop, done, failed = threading.Event(), [0, 0], list[BaseException]()

    def use(which: int) -> None:
        try:
            while not stop.is_set():
                made = Person.objects.create(first_name=f"Linh new {which}", last_name="Tran")
                with transaction.atomic():
                    read = Person.objects.select_for_update().get(id=made.id)
                    read.first_name = f"{read.first_name} again"
                    read.save()
                assert Person.objects.get(id=made.id).last_name == "Tran"
                done[which] += 1
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    users = [threading.Thread(target=use, args=(which,)) for which in range(2)]
    for user in users:
        user.start()
    try:
        work()
    finally:
        stop.set()
        for user in users:
            user.join()
    if failed:
        raise failed[0]
    return min(done)


def test_a_new_key_wraps_everything_while_the_site_is_used_and_the_old_one_can_go() -> None:
    people()
    old = read_keys()[0].key.id
    assert used_meanwhile(lambda: [rotate(TODAY), rotate(TODAY)]) > 0
    assert unreadable() == 0
    newest = read_keys()[-1].key.id
    assert wrapped_by() == {newest}
    assert drop_retired(before=TODAY) == []
    assert old in drop_retired(before=TODAY + timedelta(days=1))
    assert [kept.key.id for kept in read_keys()] == [newest]
    KEYRING.forget()
    let_go()
    assert unreadable() == 0


def test_data_are_sealed_anew_while_the_site_is_used() -> None:
    people()
    assert used_meanwhile(renew_data_keys) > 0
    assert unreadable() == 0
    assert rotating._add_generations(None) is None  # a generation that no walk followed yet: both open
    assert unreadable() == 0
    renew_data_keys()
    assert unreadable() == 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM vault_key WHERE {rotating.TWO_GENERATIONS}")  # noqa: S608
        assert cursor.fetchone()[0] == 0


def killed(work: Callable[[Callable[[], None]], object], after: int) -> None:
    """Do some work in a process of its own, which is killed at its `after`th batch."""
    connection.close()
    child = os.fork()
    if child == 0:
        left = iter(range(after))
        work(lambda: None if next(left, None) is not None else os.kill(os.getpid(), 9))
        os._exit(0)  # it came to its end before
    os.waitpid(child, 0)


@pytest.mark.parametrize("after", [0, 1, 4, 8])
def test_killed_while_wrapping_it_goes_on_and_makes_no_further_key(after: int) -> None:
    people()
    killed(lambda told: rotate(TODAY, told), after)
    KEYRING.forget()
    let_go()
    assert unreadable() == 0
    rotate(TODAY)
    assert unreadable() == 0
    assert len(read_keys()) == 2
    assert wrapped_by() == {read_keys()[-1].key.id}


@pytest.mark.parametrize("after", [0, 3, 12, 30])
def test_killed_while_sealing_anew_it_goes_on(after: int) -> None:
    people()
    killed(renew_data_keys, after)
    assert unreadable() == 0
    renew_data_keys()
    assert unreadable() == 0
    assert 0 not in newest_generations()


@pytest.mark.parametrize(
    "clock",
    [
        "UPDATE vault_mark SET marked_at = marked_at - interval '3 hours'",
        "UPDATE vault_key SET made_at = made_at + interval '3 hours'",
    ],
    ids=["put back within a round", "put back after a round"],
)
def test_a_clock_put_back_keeps_no_key_from_being_renewed(clock: str) -> None:
    people()
    renew_data_keys()
    with connection.cursor() as cursor:
        cursor.execute(clock)
    before = newest_generations()
    renew_data_keys()
    assert newest_generations() == {number + 1 for number in before}
    assert unreadable() == 0


def test_a_round_that_an_older_version_finished_is_not_taken_for_one_that_was_cut_off() -> None:
    set_mark("new data keys over")  # earlier than its beginning: the clock was put back within it
    set_mark("new data keys begun")
    people()
    before = newest_generations()
    renew_data_keys()
    assert newest_generations() == {number + 1 for number in before}


def test_killed_before_the_new_key_was_in_use_that_key_is_taken() -> None:
    people(3)
    made = made_key(TODAY)
    write_keys([*read_keys(), made])
    assert rotate(TODAY)[0] == made.key.id
    assert len(read_keys()) == 2


def test_what_was_erased_stays_erased() -> None:
    gone, stays = people(2)
    erase([gone.id])
    rotate(TODAY)
    renew_data_keys()
    with pytest.raises(Erased):
        Person.objects.get(id=gone.id)
    assert Person.objects.get(id=stays.id).first_name == "Linh 1"


def test_a_key_lost_too_early_is_found_by_the_same_count() -> None:
    """The planted bug: the old key is taken away before everything was wrapped with the new one."""
    people(20)
    killed(lambda told: rotate(TODAY, told), 1)
    write_keys(read_keys()[-1:])
    let_go()
    assert unreadable() > 0
    assert uuid4()
