"""A bit of a kept file rots: it is found when the file is read, and by the look of every night; nothing is shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from psycopg import sql

from opennrm.cases.models import Case
from opennrm.console.verify import look
from opennrm.disclosure.models import Disclosure
from opennrm.notifications.models import Letter
from opennrm.partners.models import Account
from opennrm.vault.refusing import CannotOpen
from tests.cases.test_erasing import worked
from tests.disclosure.records import unmarked
from tests.factories import cases as made
from tests.factories.partners import client_for, explained

pytestmark = [pytest.mark.django_db, pytest.mark.proves("REL-08")]
PLACES = (0, 1, 9, 20, 40, 200, -1)
"""Of the bytes of a sealed file: its format, the key's number, whose key, the nonce, what is sealed, and its seal."""


def rots(model: type[Model], row: UUID, place: int) -> None:
    """Turn one bit of the kept content of a row around, on the disk; a place before the beginning is from the end."""
    table = sql.Identifier(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT content FROM {} WHERE id = %s").format(table), [row])
        kept = bytearray(cursor.fetchone()[0])
        kept[place] ^= 4
        cursor.execute(sql.SQL("UPDATE {} SET content = %s WHERE id = %s").format(table), [bytes(kept), row])


def findings() -> list[str]:
    return list(look([], {})["findings"])


def a_letter() -> tuple[str, UUID, Client]:
    reference = worked()
    letter = Letter.objects.filter(case_reference=reference).values_list("id", flat=True)[0]
    holder = Account.objects.get(id=Case.objects.values_list("owner_id", flat=True).get(reference=reference))
    return reference, letter, client_for(holder)


@pytest.mark.parametrize("place", PLACES)
def test_a_letter_of_which_a_bit_rotted_is_named_by_the_look_of_the_night_and_shown_to_nobody(place: int) -> None:
    reference, letter, client = a_letter()
    path = f"/cases/{reference}/letters/{letter}.pdf"
    assert client.get(path).content.startswith(b"%PDF")
    assert findings() == []
    rots(Letter, letter, place)
    with pytest.raises(CannotOpen):
        Letter.objects.get(id=letter)
    answer = client.get(path)
    assert answer.status_code == 503
    assert "Something in this record is not as it was written" in answer.content.decode()
    assert any(reference in each for each in findings()), findings()


@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_was_released_and_rotted_is_not_given_out(place: int) -> None:
    here = unmarked()
    disclosure = here.prepared()
    here.decided(disclosure)
    here.released(disclosure)
    client = client_for(made.account_of(here.officer))
    explained(client, here.reference, "subject_access_request")
    assert findings() == []
    rots(Disclosure, disclosure, place)
    answer = client.get(f"/cases/{here.reference}/disclosures/{disclosure}/")
    assert answer.status_code == 503
    assert "Something in this record is not as it was written" in answer.content.decode()
    with pytest.raises(CannotOpen):
        here.taken(disclosure)
    assert any(here.reference in each for each in findings()), findings()


def test_what_is_flipped_and_flipped_back_is_no_finding() -> None:
    reference, letter, client = a_letter()
    for _ in range(2):
        rots(Letter, letter, 40)
    told: Any = client.get(f"/cases/{reference}/letters/{letter}.pdf")
    assert told.content.startswith(b"%PDF")
    assert findings() == []
