"""The pages of marks and disclosures: what is wrong is named, what was typed is kept, a file's name tells nothing."""

from __future__ import annotations

import re
from email.message import Message
from typing import Any

import pytest
from django.test import Client

from opennrm.audit.queries import events_of_case
from opennrm.cases.looks import looks_at, looks_for_person
from opennrm.disclosure.models import Disclosure, PieceMark
from opennrm.disclosure.safe_addresses import WHOLE
from opennrm.mechanism.redaction import Mark
from opennrm.partners.models import RoleHeld
from tests.disclosure.records import Example
from tests.disclosure.test_gathering import referred_after
from tests.factories import cases as made
from tests.factories.partners import LONG_AGO, client_for, explained
from tests.web.disclosure.conftest import opened

pytestmark = pytest.mark.django_db
NASTY = 'A "Clerk"\r\nSet-Cookie: a=b; ../../etc \u202egpj.exe \U0001f600' + "x" * 200


def begun(client: Client, here: Example, **changed: Any) -> str:
    sent = {"purpose": "subject_access", "basis": "right_of_access", "recipient": "Linh", "sections": ["evidence"]}
    answer = client.post(f"/cases/{here.reference}/disclosures/begin/", sent | changed)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def read_of(page: str) -> str:
    """By what a page knows that what it shows is what somebody read."""
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    return found.group(1)


def decide_on(client: Client, path: str, held_back: list[str]) -> None:
    """Show what would be given, read it, and decide exactly that."""
    shown = client.post(f"{path}decide/", {"held_back": held_back, "do": "show"}).content.decode()
    decided = {"held_back": held_back, "read": "yes", "do": "decide", "seen": read_of(shown)}
    assert client.post(f"{path}decide/", decided).status_code == 302


def released(client: Client, path: str) -> Any:
    """Read it as second person, and release exactly that."""
    seen = read_of(client.get(f"{path}release/").content.decode())
    return client.post(f"{path}release/", {"agreed": "yes", "seen": seen})


def test_what_is_wrong_with_a_disclosure_is_named_and_what_was_typed_is_kept(here: Example, client: Client) -> None:
    path = f"/cases/{here.reference}/disclosures/begin/"
    sent = {"purpose": "court", "basis": "crime", "words": "Order of 3 May.", "recipient": "", "sections": ["evidence"]}
    for changed, said in (
        ({}, "Choose on what basis it leaves."),
        ({"basis": "court_order"}, "Write who receives it."),
        ({"basis": "court_order", "recipient": "x" * 301}, "Shorten this to 300 characters"),
        ({"sections": []}, "Choose which parts of the record are asked for."),
        ({"from-day": "31", "from-month": "2", "from-year": "2026"}, "The first day must be a day"),
        ({"purpose": "friend"}, "Choose for whom it is."),
    ):
        answer = client.post(path, sent | changed)
        page = answer.content.decode()
        assert (answer.status_code, said in page) == (422, True), said
        assert "Order of 3 May." in page
    assert not Disclosure.objects.exists()


def test_sent_twice_a_disclosure_is_begun_once(here: Example, client: Client) -> None:
    first, again = (begun(client, here, token="one-and-the-same") for _twice in range(2))
    assert first == again
    assert Disclosure.objects.count() == 1


@pytest.mark.proves("FILE-09", "5.4.1", "5.4.2")
def test_the_name_of_the_file_is_its_reference_whatever_the_recipient_is_called(here: Example, client: Client) -> None:
    path = begun(client, here, recipient=NASTY)
    decide_on(client, path, ["third_party", "source"])
    assert released(opened(here, second=True), path).status_code == 302
    answer = client.post(f"{path}take/", {"form": "zip"})
    assert answer.content.startswith(b"PK")
    header = Message()
    header["Content-Disposition"] = answer.headers["Content-Disposition"]
    assert header.get_filename() == f"{here.reference}-1.zip"
    assert "a" not in answer.cookies


@pytest.mark.proves("AZ-04")
def test_whoever_takes_the_file_out_says_why_first_and_stands_among_those_who_looked(here: Example) -> None:
    disclosure = here.prepared()
    here.decided(disclosure)
    here.released(disclosure)
    path = f"/cases/{here.reference}/disclosures/{disclosure}/take/"
    # Somebody who may, who does not work on it, and who has not said why.
    another = made.officer("records_officer", name="Una Fell")
    client = client_for(made.account_of(another))
    answer = client.post(path, {"form": "zip"})
    assert answer.status_code == 403
    assert "Why do you work on this case?" in answer.content.decode()
    kinds = [event.kind for event in events_of_case(here.reference)]
    assert "DisclosureTaken" not in kinds
    explained(client, here.reference, "court_order")
    assert client.post(path, {"form": "zip"}).content.startswith(b"PK")
    look = next(each for each in looks_at(here.reference, 50) if each.what == "disclosure")
    assert (look.name, look.because) == ("Una Fell", "court_order")
    assert "Something of the record, which left" in client.get(f"/cases/{here.reference}/who-looked/").content.decode()
    # The person is told of looks, and not of what left for others.
    assert "disclosure" not in {each.what for each in looks_for_person(here.reference)}


def test_what_somebody_may_in_another_team_opens_no_disclosure_here(here: Example) -> None:
    disclosure = here.prepared()
    path = f"/cases/{here.reference}/disclosures/{disclosure}/"
    # A records officer elsewhere, and here a manager who releases.
    account = made.account_of(made.officer("records_officer", in_team=made.authority_team("Z")))
    RoleHeld.objects.create(account=account, role="manager", team=made.authority_team(), from_at=LONG_AGO)
    client = client_for(account)
    explained(client, here.reference, "audit")
    assert client.get(path).status_code == 200


def test_what_happened_is_offered_for_marking(here: Example, client: Client) -> None:
    page = client.get(f"/cases/{here.reference}/marks/").content.decode()
    assert "What happened" in page
    assert "The case was opened with the" in page
    assert "Safe address, by rule" in page
    event = next(piece for piece in here.pieces() if piece.section == "timeline")
    answer = client.post(f"/cases/{here.reference}/marks/{event.key}/", {"mark": "source", "whole": "yes", "about": ""})
    assert answer.status_code == 302


@pytest.mark.proves("14.2.6")
def test_what_tells_where_the_person_is_safe_needs_no_mark_and_is_not_read_where_one_marks(
    here: Example, client: Client
) -> None:
    pieces = [piece for piece in here.pieces() if any(each.mark is Mark.SAFE_ADDRESS for each in piece.ruled)]
    hidden = {line for piece in pieces if piece.ruled == WHOLE for line in piece.text.splitlines()}
    hidden -= {"Linh Exemple", *(line for line in hidden if len(line) < 6)}
    assert "Office 4, Lantern House" in hidden
    assert {piece.key.partition(":")[0] for piece in pieces} >= {"answer", "safe_way", "letter"}
    for piece in pieces:
        page = client.get(f"/cases/{here.reference}/marks/{piece.key}/").content.decode()
        assert "[Hidden: it could tell where somebody is safe" in page, piece.key
        assert [line for line in hidden if line in page] == [], piece.key
    letter = here.piece("letter:")
    assert "decision" in client.get(f"/cases/{here.reference}/marks/{letter.key}/").content.decode().lower()


def test_a_form_that_was_read_before_it_changed_is_refused_and_says_what_changed(here: Example, client: Client) -> None:
    path = begun(client, here)
    here.mark("evidence:", "notebook", "legal_privilege")
    sent: dict[str, Any] = {"held_back": ["third_party", "source", "safe_address"], "read": "yes", "do": "decide"}
    read = read_of(client.get(f"{path}decide/").content.decode())
    answer = client.post(f"{path}decide/", sent | {"seen": read})  # other boxes than what was shown
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is not as you read it" in page
    assert client.post(f"{path}decide/", sent | {"seen": read_of(page)}).status_code == 302
    assert Disclosure.objects.get().state == "decided"


def test_marks_on_what_is_gone_are_shown_before_it_is_decided(here: Example, client: Client) -> None:
    path = begun(client, here)
    here.mark("note:", "counsel", "legal_privilege", whole=True)
    assert "These marks were made on something that is gone" not in client.get(f"{path}decide/").content.decode()
    PieceMark.objects.update(piece="consent:1", text_hash="0" * 64)
    page = client.get(f"{path}decide/").content.decode()
    assert "These marks were made on something that is gone" in page
    assert f"{PieceMark.objects.get().id}/lift/" in page
    assert client.get(f"/cases/{here.reference}/marks/consent:1/{PieceMark.objects.get().id}/lift/").status_code == 200


def test_showing_what_would_be_given_decides_nothing(here: Example, client: Client) -> None:
    path = begun(client, here)
    page = client.post(f"{path}decide/", {"held_back": ["third_party"], "do": "show"})
    assert page.status_code == 200
    assert "A notebook was found." in page.content.decode()
    assert Disclosure.objects.get().state == "prepared"
    for nonsense in ("", "no", "yes' OR 1"):
        assert opened(here, second=True).post(f"{path}release/", {"agreed": nonsense}).status_code == 422


def test_sentences_that_are_none_are_refused_and_a_mark_is_lifted_on_a_page(here: Example, client: Client) -> None:
    path = f"/cases/{here.reference}/marks/{here.piece('evidence:', 'notebook').key}/"
    for chosen in ("x", "-1", "9" * 40, "7"):
        answer = client.post(path, {"mark": "source", "sentence": chosen, "about": "Dritan Kanarek"})
        assert answer.status_code == 422
        assert "Dritan Kanarek" in answer.content.decode()
    assert client.post(path, {"mark": "source", "sentence": ["0", "1"], "about": ""}).status_code == 302
    mark = PieceMark.objects.get()
    assert client.get(f"{path}{mark.id}/lift/").status_code == 200
    assert client.post(f"{path}{mark.id}/lift/").status_code == 302
    assert "What is marked" not in client.get(path).content.decode()
    assert client.get(f"/cases/{here.reference}/marks/evidence:nothing/").status_code == 404


def test_every_page_of_a_disclosure_says_who_let_a_notification_in_and_why() -> None:
    here = referred_after()
    client = opened(here)
    first, other = begun(client, here, sections=["notifications"]), begun(client, here, sections=["notifications"])
    assert "is not matched" in client.get(f"{other}decide/").content.decode()
    why = "The refuge rang: it is she."
    assert client.post(f"{first}notification/", {"because": why}).status_code == 302
    decide_on(client, other, ["third_party", "source"])
    second = opened(here, second=True)
    for page in (client.get(f"{first}decide/"), client.get(other), second.get(f"{other}release/")):
        shown = page.content.decode()
        assert why in shown
        assert f"by {here.officer.name}" in shown
