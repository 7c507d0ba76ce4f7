"""Need to know on the pages: what is hidden looks like nothing, and what is not one's own work asks why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from opennrm.audit.queries import events_of_case, latest_events
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.actions.team import add_colleague, let_in_for_a_time, take_from_team
from opennrm.cases.models import Case, CaseAccess, Opening
from opennrm.mechanism.references import reference_from
from opennrm.partners.actions import deactivate_account, end_role
from opennrm.partners.models import Account, RoleHeld
from tests.factories import partners
from tests.factories.need import WORDS, administrator, answer, held, stranger
from tests.factories.partners import client_for, explained
from tests.factories.referrals import House, house
from tests.house.examples.cases import OF_A_CASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


def restricted(here: House, *people: str) -> str:
    reference = here.adult()
    restrict_case(
        reference,
        because="famous_person",
        people={getattr(here, each).id for each in ("manager", *people)},
        seen=here.case(reference).version,
        by=here.actor("manager"),
        at=timezone.now(),
    )
    return reference


def kinds_since(seq: int) -> list[str]:
    return [event.kind for event in latest_events(1000) if event.seq > seq]


def paths_of(reference: str) -> list[str]:
    return [reverse(name, kwargs={"reference": reference}) for name in OF_A_CASE]


@pytest.mark.proves("AZ-04", "16.3.2")
def test_outside_the_team_every_page_of_a_case_is_not_there_and_each_try_is_kept(here: House) -> None:
    reference = held(here)
    case_id = Case.objects.get(reference=reference).id
    client = client_for(stranger())
    for path in paths_of(reference):
        before = latest_events(1)[0].seq
        response = client.get(path)
        if response.status_code == 403:  # not their role: nothing of the case was asked
            continue
        assert response.status_code == 404, path
        assert kinds_since(before) == ["AccessRefused"], path
    last = latest_events(1)[0]
    assert (last.kind, last.subject, last.case) == ("AccessRefused", reference, None)
    assert f"/cases/{reference}/" not in client.get("/find/", {"q": reference}).content.decode()
    assert not Opening.objects.filter(case_id=case_id).exists()


@pytest.mark.proves("AZ-04", "PRIV-01")
def test_what_was_typed_into_an_address_is_kept_only_if_it_can_name_nobody(here: House) -> None:
    client = client_for(here.caseworker)
    for asked in ("Ana-Kovac", "NRM-ANA-KOVAC", "NRM-7K3F-9QXD-2A"):
        assert client.get(f"/cases/{asked}/").status_code == 404
    kept = [event.subject for event in latest_events(3)]
    assert kept == ["NRM-7K3F-9QXD-2A", "unreadable", "unreadable"]


@pytest.mark.proves("AZ-05")
def test_a_restricted_case_answers_byte_for_byte_like_one_that_never_was(here: House) -> None:
    reference, never = restricted(here), reference_from(b"\x01\x02\x03\x04\x05\x06\x07")
    for who in (here.caseworker, here.second_officer):
        client = client_for(who)
        for hidden, absent in zip(paths_of(reference), paths_of(never), strict=True):
            for method in ("get", "head", "post"):
                one, other = answer(client, hidden, method, reference), answer(client, absent, method, never)
                assert one == other, (hidden, method)
        assert answer(client, f"/find/?q={reference}", reference=reference) == answer(
            client, f"/find/?q={never}", reference=never
        )
    # A planted difference is seen: whoever is on the list gets another answer.
    on_it = client_for(here.manager)
    assert answer(on_it, f"/cases/{reference}/") != answer(on_it, f"/cases/{never}/")


@pytest.mark.proves("AZ-05")
def test_lists_counts_and_emergencies_are_the_same_with_a_restricted_case_as_without(here: House) -> None:
    here.adult()
    client = client_for(here.caseworker)
    places = ("/cases/", "/queues/", "/tasks/", "/for-you/", "/cases/for-review/", "/find/?q=NRM")
    before = [answer(client, path) for path in places]
    reference = restricted(here, "second_caseworker")
    assert [answer(client, path) for path in places] == before
    outside, never = client_for(stranger()), reference_from(b"\x01\x02\x03\x04\x05\x06\x07")
    told = [outside.post("/cases/emergency/", {"reference": each, "words": WORDS}) for each in (reference, never)]
    assert [each.status_code for each in told] == [422, 422]
    assert "No case with this reference can be opened in this way" in told[0].content.decode()
    assert [event.subject for event in latest_events(2)] == [never, reference]


@pytest.mark.proves("AZ-06")
def test_nothing_of_a_colleagues_case_is_shown_before_a_reason_is_given(here: House) -> None:
    reference = held(here)
    client = client_for(here.second_caseworker)
    asked = client.get(f"/cases/{reference}/")
    assert asked.headers["Location"] == f"/cases/{reference}/why/?next=%2Fcases%2F{reference}%2F"
    for path in paths_of(reference):
        if path.endswith("/why/"):
            continue
        response = client.get(path)
        assert response.status_code in (302, 403), path
        assert response.status_code == 403 or "/why/" in response.headers["Location"]
        assert response.status_code == 403 or response.content == b""
    for path in ("notes", "tasks", "evidence"):  # a form that is refused shows its page again
        assert client.post(f"/cases/{reference}/{path}/", {}).status_code in (302, 403)
    assert "CaseViewed" not in [event.kind for event in events_of_case(reference)]
    page = client.get(asked.headers["Location"]).content.decode()
    assert "Why do you open this case?" in page
    assert "Ana" not in page
    refused = client.post(f"/cases/{reference}/why/", {"reason": "curiosity"})
    assert refused.status_code == 422
    opened = client.post(f"/cases/{reference}/why/", {"reason": "assigned_cover", "next": "//evil.example/"})
    assert opened.headers["Location"] == f"/cases/{reference}/"
    assert client.get(f"/cases/{reference}/").status_code == 200
    assert Opening.objects.get().reason == "assigned_cover"
    looked = events_of_case(reference)[-1]
    assert (looked.kind, looked.facts) == ("CaseViewed", {"because": "assigned_cover"})


@pytest.mark.proves("AZ-06")
def test_a_reason_holds_for_one_session_and_is_shown_to_the_team_of_the_case(here: House) -> None:
    reference = held(here)
    explained(client_for(here.second_caseworker), reference, "complaint", "They complained about the second letter.")
    again = client_for(here.second_caseworker).get(f"/cases/{reference}/")
    assert again.status_code == 302
    shown = client_for(here.caseworker).get(f"/cases/{reference}/").content.decode()
    assert "Opened by Bea Lock" in shown
    assert "Complaint" in shown
    assert "second letter" in client_for(here.caseworker).get(f"/cases/{reference}/team/").content.decode()


@pytest.mark.proves("AZ-06")
def test_who_is_let_in_from_outside_the_team_is_asked_nothing_more_and_who_is_not_needs_words(here: House) -> None:
    reference, who = held(here), stranger()
    let_in_for_a_time(
        reference,
        who=who.id,
        until=timezone.now() + timedelta(days=1),
        words=WORDS,
        by=here.actor("caseworker"),
        at=timezone.now(),
    )
    assert client_for(who).get(f"/cases/{reference}/").status_code == 200


@pytest.mark.proves("AZ-12")
@pytest.mark.parametrize("way", ["role", "account", "grant", "restricted"])
def test_what_ended_while_somebody_was_signed_in_is_refused_at_the_next_page(here: House, way: str) -> None:
    reference, by = held(here), here.actor("caseworker")
    if way == "grant":
        who = stranger()
        until = timezone.now() + timedelta(days=1)
        let_in_for_a_time(reference, who=who.id, until=until, words=WORDS, by=by, at=timezone.now())
    else:
        who = here.second_caseworker
        add_colleague(reference, who=who.id, by=by, at=timezone.now())
    client = client_for(who)
    assert client.get(f"/cases/{reference}/").status_code == 200
    # Whoever was let see a case for a time was never let take it along.
    assert client.get(f"/cases/{reference}/dossier/").status_code == (404 if way == "grant" else 200)
    overseer = partners.actor(administrator(here))
    if way == "role":
        for row in RoleHeld.objects.filter(account=who):
            end_role(role_held_id=row.id, by=overseer, at=timezone.now())
    elif way == "account":
        deactivate_account(account_id=who.id, by=overseer, at=timezone.now())
    elif way == "grant":
        row_id = CaseAccess.objects.get(because="for_a_time").id
        take_from_team(reference, access_id=row_id, by=by, at=timezone.now())
    else:
        restrict_case(
            reference,
            because="operation",
            people={here.manager.id, here.caseworker.id},
            seen=here.case(reference).version,
            by=here.actor("manager"),
            at=timezone.now(),
        )
    refused = {"role": 403, "account": 302, "grant": 404, "restricted": 404}[way]
    assert client.get(f"/cases/{reference}/").status_code == refused
    # The form of the dossier was open in their browser: sending it makes nothing.
    made = client.post(f"/cases/{reference}/dossier/", {"form": "zip"})
    assert made.status_code in (refused, 401, 403)
    assert b"PK" not in made.content[:2]
    assert client.get("/cases/").status_code == (200 if way in ("grant", "restricted") else refused)


def test_the_pages_of_a_team_add_let_in_restrict_and_open_again(here: House) -> None:
    reference, who = held(here), stranger()
    client, path = client_for(here.caseworker), f"/cases/{reference}"
    assert client.post(f"{path}/team/", {"who": str(here.second_caseworker.id)}).status_code == 302
    day = timezone.localdate() + timedelta(days=2)
    sent = {
        "who": str(who.id),
        "until_on-day": str(day.day),
        "until_on-month": str(day.month),
        "until_on-year": str(day.year),
        "words": WORDS,
    }
    assert client.post(f"{path}/team/let-in/", sent | {"words": "no"}).status_code == 422
    assert client.post(f"{path}/team/let-in/", sent).status_code == 302
    page = client.get(f"{path}/team/").content.decode()
    assert "Sol West" in page
    assert "Let in for a time until" in page
    row = CaseAccess.objects.get(because="for_a_time")
    assert client.get(f"{path}/team/{row.id}/end/").status_code == 200
    assert client.post(f"{path}/team/{row.id}/end/").status_code == 302
    assert client_for(who).get(f"{path}/").status_code == 404
    manager = explained(client_for(here.manager), reference)
    listed = {"reason": "operation", "people": [str(here.manager.id), str(here.caseworker.id)]}
    version = str(here.case(reference).version)
    assert manager.post(f"{path}/restrict/", {**listed, "version": version}).status_code == 302
    assert "Restricted: operation" in manager.get(f"{path}/team/").content.decode()
    version = str(here.case(reference).version)
    assert manager.post(f"{path}/open-to-team/", {"version": version}).status_code == 302
    assert here.case(reference).restricted is False


def test_who_looked_is_shown_to_the_team_and_answered_to_the_person_without_names(here: House) -> None:
    reference = held(here)
    explained(client_for(here.second_caseworker), reference, "audit").get(f"/cases/{reference}/")
    client = client_for(here.caseworker)
    page = client.get(f"/cases/{reference}/who-looked/").content.decode()
    for said in ("Bea Lock", "Caseworker", "I audit"):
        assert said in page
    answer_page = client.get(f"/cases/{reference}/who-looked/answer/").content.decode()
    main = answer_page.split("<main", 1)[1]
    assert "To audit" in main
    assert "Caseworker" in main
    for name in Account.objects.values_list("name", flat=True):
        assert name not in main
