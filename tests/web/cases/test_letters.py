"""The pages of a case's letters: what would go, how each went, and sending one again."""

from __future__ import annotations

import pytest

from opennrm.notifications.models import Letter, Message
from tests.factories import partners as made
from tests.factories.referrals import House, house
from tests.notifications.reading import on_one_line

pytestmark = pytest.mark.django_db


def decided(here: House) -> str:
    """A case with a served positive decision."""
    reference = here.adult()
    here.decide(reference, "positive")
    return reference


def test_the_letters_before_they_go_are_listed_and_open_as_not_sent() -> None:
    here = house()
    reference, client = here.adult(), made.client_for(here.caseworker)
    assert f"/cases/{reference}/letters/before/" in client.get(f"/cases/{reference}/").content.decode()
    page = client.get(f"/cases/{reference}/letters/before/").content.decode()
    assert "Reasonable grounds: positive decision" in page
    assert "Write the decision and put it forward" in page
    shown = client.get(f"/cases/{reference}/letters/before/positive/1.pdf")
    assert "NOT SENT" in on_one_line(shown.content)
    assert shown["Content-Disposition"] == f'attachment; filename="{reference}.pdf"'
    assert Letter.objects.count() == 0


def test_once_decided_no_letter_is_left_to_preview() -> None:
    here = house()
    reference = here.adult()
    here.decide(reference, "negative")
    here.check(reference)
    here.serve(reference)
    page = made.client_for(here.caseworker).get(f"/cases/{reference}/letters/before/").content.decode()
    assert "Nothing is left to decide in this case" in page


def test_a_letter_tells_how_it_went_and_is_sent_again_with_a_reason() -> None:
    here = house()
    reference, client = decided(here), made.client_for(here.caseworker)
    letter = Letter.objects.get(case_reference=reference, audience="person")
    Message.objects.filter(letter=letter).update(state="dead", last_error="folder_not_writable", attempts=3)
    path = f"/cases/{reference}/letters/{letter.id}/"
    page = client.get(path).content.decode()
    assert "NRM 03" in page
    assert "Tried 3 times; last: folder not writable" in page
    refused = client.post(f"{path}again/", {"way": "way-1"})
    assert refused.status_code == 422
    assert "Choose why the letter is sent again." in refused.content.decode()
    assert client.post(f"{path}again/", {"way": "way-1", "because": "could_not_be_delivered"}).status_code == 302
    page = client.get(path).content.decode()
    assert "It could not be delivered" in page
    assert "Waits to be sent" in page


def test_a_second_officer_sees_how_a_letter_went_and_cannot_send_it_again() -> None:
    here = house()
    reference = decided(here)
    letter = Letter.objects.get(case_reference=reference, audience="person")
    client = made.client_for(here.second_officer)
    page = client.get(f"/cases/{reference}/letters/{letter.id}/").content.decode()
    assert "Send it again" not in page
    assert client.get(f"/cases/{reference}/letters/{letter.id}/again/").status_code == 403


def test_who_referred_sees_no_letter_to_another_agency() -> None:
    made.organisation("Kent Police")
    here = house()
    reference = here.adult(reported_before="yes", police_force="kent_police", crime_reference="none")
    here.decide(reference, "positive")
    theirs = Letter.objects.get(case_reference=reference, audience="police")
    client = made.client_for(here.officer)
    assert str(theirs.id) not in client.get(f"/referrals/{reference}/").content.decode()
    assert client.get(f"/referrals/{reference}/letters/{theirs.id}.pdf").status_code == 404


def test_the_post_is_put_together_printed_and_said_to_be_posted() -> None:
    here = house()
    decided(here)
    client = made.client_for(here.manager)
    assert "<strong>1</strong>" in client.get("/post/").content.decode()
    path = client.post("/post/").headers["Location"]
    assert client.post("/post/").status_code == 422
    printed = client.get(f"{path[:-1]}.pdf")
    assert printed.content.startswith(b"%PDF")
    assert client.post(path).headers["Location"] == path
    page = client.get(path).content.decode()
    assert "Caspian Mill" in page
    assert "I have posted it" not in page


def test_the_safe_way_to_write_is_changed_and_what_was_typed_is_kept() -> None:
    here = house()
    reference, client = here.adult(), made.client_for(here.caseworker)
    path = f"/cases/{reference}/letters/safe-way/"
    assert path in client.get(f"/cases/{reference}/").content.decode()
    sent = {"audience": "person", "channel": "post", "lines": "2 Safer Street\nZZ88 8ZZ"}
    refused = client.post(path, sent)
    assert refused.status_code == 422
    assert "Make sure that this way is safe" in refused.content.decode()
    assert "2 Safer Street" in refused.content.decode()
    assert client.post(path, {**sent, "confirmed": "yes"}).headers["Location"] == f"/cases/{reference}/"
