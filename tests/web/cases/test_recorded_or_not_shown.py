"""What cannot be written into the history is not shown: a trigger refuses the entry, and pages have no content."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories.partners import client_for
from tests.factories.referrals import House, house
from tests.house.examples.cases import OF_A_CASE

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AUD-05")]
REFUSES = """
CREATE FUNCTION history_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the history is full'; END $$;
CREATE TRIGGER history_is_full BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION history_is_full();
"""


@pytest.fixture
def here() -> House:
    return house()


@pytest.mark.parametrize("name", ["case", "case_timeline", "evidence_list", "notes_of_case", "who_looked", "flags"])
def test_a_page_of_a_case_is_503_and_empty_when_the_history_refuses_its_entry(here: House, name: str) -> None:
    assert name in OF_A_CASE
    reference = here.adult(last_name="Kovac")
    client, path = client_for(here.caseworker), reverse(name, kwargs={"reference": reference})
    assert client.get(path).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(REFUSES)
    refused = client.get(path)
    assert refused.status_code == 503
    for content in (reference, "Kovac", "Timeline"):
        assert content not in refused.content.decode()


def test_a_case_that_is_not_there_is_503_too_while_the_try_cannot_be_kept(here: House) -> None:
    client = client_for(here.caseworker)
    with connection.cursor() as cursor:
        cursor.execute(REFUSES)
    assert client.get("/cases/NRM-7K3F-9QXD-2A/").status_code == 503
