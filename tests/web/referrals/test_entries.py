"""The pages of a list: "the car with the dent, and the van" is told one by one, changed, removed, and checked.

A first responder says that vehicles are known and is asked for the first at once; adds another, corrects one, removes
one after a question, and finds the rest among the answers to check.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from opennrm.demo.answers import adult_answers, write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.questions.catalogue import CATALOGUE
from opennrm.referrals.actions import save_page
from opennrm.referrals.entries import save_entry
from opennrm.referrals.groups import start_after_draft
from opennrm.referrals.models import Referral
from opennrm.referrals.queries import draft_for
from tests.factories import partners, referrals
from tests.questions.edits import one_entry

pytestmark = pytest.mark.django_db
MOST_BYTES = 60_000
TOLD = {"exploiters_told": "no", "vehicles_told": "yes", "phones_told": "no", "online_names_told": "no"}


class Writing:
    """A first responder with a draft that is complete but for its lists."""

    def __init__(self, **more: Any) -> None:
        self.house = referrals.house()
        answers = adult_answers(legal_day(self.house.at)) | more
        self.draft_id: UUID = write_referral(answers, by=self.house.actor("officer"), at=self.house.at)
        self.client: Client = partners.client_for(self.house.officer)
        self.address = f"/referrals/drafts/{self.draft_id}/"

    def opens(self, path: str) -> str:
        """What a page shows, after the redirects; keeps where it led."""
        answer = self.client.get(self.address + path if not path.startswith("/") else path, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:400]
        self.path = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        return str(answer.content.decode())

    def shown_by(self, path: str) -> str:
        """What the form there says that it showed; nothing where there is no such form."""
        page = self.client.get(self.address + path if not path.startswith("/") else path)
        found = re.search(r'name="shown" value="([^"]*)"', page.content.decode())
        return unescape(found[1]) if found else ""

    def sends(self, path: str, **typed: Any) -> Any:
        """What comes of a form."""
        whole = self.address + path if not path.startswith("/") else path
        answer = self.client.post(whole, {"shown": self.shown_by(whole), **typed})
        self.path = answer.headers.get("Location", "")
        return answer

    def adds(self, slug: str, **typed: Any) -> Any:
        """Another entry."""
        self.sends(f"{slug}/", add_another="yes")
        return self.sends(self.path or f"{slug}/{uuid4().hex[:8]}/", **typed)

    def entries(self, slug: str) -> list[str]:
        """The ids of the entries as their list links them."""
        page = self.opens(f"{slug}/")
        return list(dict.fromkeys(re.findall(rf"/{slug}/([a-z0-9]+)/remove/", page)))


def test_a_yes_leads_straight_to_the_first_entry_and_no_list_costs_a_page_without_it() -> None:
    writing = Writing()
    assert (
        writing.sends("what-can-be-traced/", **TOLD | {"vehicles_told": "no"})
        .headers["Location"]
        .endswith("/other-victims/")
    )
    assert writing.sends("what-can-be-traced/", **TOLD).headers["Location"].endswith("/vehicles/")
    page = writing.opens("vehicles/")
    assert re.fullmatch(r"/referrals/drafts/[0-9a-f-]{36}/vehicles/[0-9a-f]{8}/", writing.path)
    assert "Vehicle 1" in page
    assert "Registration number" in page
    assert f'href="{writing.address}other-victims/"' in page
    assert "Go on without adding one" in page


def test_entries_are_added_changed_and_removed() -> None:
    writing = Writing()
    writing.sends("what-can-be-traced/", **TOLD)
    writing.opens("vehicles/")
    assert (
        writing.sends(writing.path, vehicle_colour="Red  ", vehicle_kind="car")
        .headers["Location"]
        .endswith("/vehicles/")
    )
    assert writing.adds("vehicles", vehicle_registration="AB12 CDE").status_code == 302
    page = writing.opens("vehicles/")
    assert "Vehicle 1" in page
    assert "Registration number: AB12 CDE" in page
    first, second = writing.entries("vehicles")
    assert 'value="Red  "' in writing.opens(f"vehicles/{first}/")
    writing.sends(f"vehicles/{first}/", vehicle_colour="Blue")
    asked = writing.opens(f"vehicles/{second}/remove/")
    assert "Remove this vehicle?" in asked
    assert "AB12 CDE" in asked
    writing.sends(f"vehicles/{second}/remove/")
    page = writing.opens("vehicles/")
    assert "Blue" in page
    assert "Red" not in page
    assert "AB12" not in page
    assert writing.entries("vehicles") == [first]
    assert writing.sends("vehicles/", add_another="no").headers["Location"].endswith("/other-victims/")
    # And after the last is removed the way goes on.
    assert writing.sends(f"vehicles/{first}/remove/").headers["Location"].endswith("/other-victims/")


def test_the_same_form_sent_twice_is_one_entry_and_an_empty_one_is_none() -> None:
    writing = Writing(vehicles_told="yes")
    for _time in range(2):
        writing.sends("vehicles/aa11bb22/", vehicle_colour="Red")
    assert writing.entries("vehicles") == ["aa11bb22"]
    refused = writing.adds("vehicles")
    assert refused.status_code == 422
    assert "Enter something about this vehicle, or go back without adding it" in refused.content.decode()
    assert writing.entries("vehicles") == ["aa11bb22"]


def test_what_is_wrong_is_named_and_nothing_typed_is_lost() -> None:
    writing = Writing(phones_told="yes", vehicles_told="yes", vehicles=[{"id": "a", "vehicle_colour": "Red"}])
    refused = writing.sends("phones/aa11bb22/", phone_number="12", phone_in_words="Rang <every> night")
    said = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#phone_number"' in said
    assert "Enter the number of the phone as a full phone number" in said
    assert "Rang &lt;every&gt; night" in said
    unsaid = writing.sends("vehicles/")
    assert unsaid.status_code == 422
    assert "Choose whether there is another vehicle to add" in unsaid.content.decode()


def test_a_list_that_is_full_takes_no_more() -> None:
    many = [{"id": str(number), "vehicle_colour": "Red"} for number in range(20)]
    writing = Writing(vehicles_told="yes", vehicles=many)
    assert "Is there another vehicle" not in writing.opens("vehicles/")
    refused = writing.sends("vehicles/aa11bb22/", vehicle_colour="Red")
    assert refused.status_code == 422
    assert "which is the most" in refused.content.decode()


def test_a_list_that_is_not_asked_takes_nothing() -> None:
    writing = Writing(vehicles_told="no")
    assert writing.sends("vehicles/aa11bb22/", vehicle_colour="Red").status_code == 409
    assert writing.sends("name/aa11bb22/", first_name="Red").status_code == 404
    assert writing.client.get(f"{writing.address}vehicles/").headers["Location"] == writing.address
    assert writing.client.get(f"{writing.address}name/aa11bb22/").status_code == 404


def test_a_no_takes_the_entries_away_for_good() -> None:
    writing = Writing(vehicles_told="yes", vehicles=[{"id": "a", "vehicle_colour": "Puce"}])
    assert "Puce" in writing.opens("check-answers/")
    writing.sends("what-can-be-traced/", **TOLD | {"vehicles_told": "no"})
    writing.sends("what-can-be-traced/", **TOLD)
    assert "Puce" not in writing.opens("check-answers/")


def everything() -> dict[str, Any]:
    """One entry with every field in every list, and the answers that lead to it."""
    lists = [each for each in CATALOGUE.questions.values() if each.fields]
    told = {key: "yes" for key in (*TOLD, "exploited_more_than_once", "taken_somewhere", "places_told")}
    told |= {key: "yes" for key in ("other_victims_known", "professionals_involved", "observations_told")}
    return told | {listed.key: [one_entry(listed, "1")] for listed in lists}


def test_with_an_entry_in_every_list_every_page_stays_small_and_all_of_it_is_sent() -> None:
    writing = Writing(**everything())
    checked = writing.opens("check-answers/")
    assert len(checked.encode()) < MOST_BYTES
    for each in (each for each in CATALOGUE.pages if each[1].entries):
        listed = each[1].entries
        assert listed is not None
        assert f"{listed.entry[:1].upper()}{listed.entry[1:]} 1" in checked
        for path in (f"{each[1].slug}/", f"{each[1].slug}/1/", f"{each[1].slug}/1/remove/"):
            assert len(writing.opens(path).encode()) < MOST_BYTES
    form = {
        name: found[1]
        for name in ("token", "version")
        if (found := re.search(f'name="{name}" value="([^"]*)"', checked))
    }
    assert writing.sends("check-answers/", **form).status_code == 302
    answers = Referral.objects.get().answers
    assert {key: answers[key] for key in everything()} == everything()


def test_two_who_change_one_vehicle_lose_neither_of_their_words() -> None:
    writing = Writing(**TOLD, vehicles=[{"id": "van", "vehicle_make": "Van", "vehicle_colour": "White"}])
    address = f"{writing.address}vehicles/van/"
    shown = writing.shown_by(address)
    theirs = {"vehicle_make": ["Van"], "vehicle_colour": ["Grey"], "vehicle_in_words": ["Driven at night."]}
    by, at = writing.house.actor("colleague"), writing.house.at
    assert not save_entry(writing.draft_id, "vehicles", "van", theirs, by=by, at=at).page.errors
    mine = {"vehicle_make": "Van with a dent", "vehicle_colour": "Silver", "shown": shown}
    asked = writing.sends(address, **mine)
    said = unescape(asked.content.decode())
    assert asked.status_code == 409
    for word in ("Tamsin Reed", "Silver", "Grey", "Van with a dent"):
        assert word in said, word
    choices = dict(re.findall(r'name="(choose-[a-z_]+)" type="radio" value="(theirs-[0-9a-z]+)"', said))
    assert set(choices) == {"choose-vehicle_colour"}
    assert writing.sends(address, **mine, **choices).status_code == 302
    (kept,) = draft_for(writing.house.actor("officer"), writing.draft_id).answers["vehicles"]
    assert (kept["vehicle_make"], kept["vehicle_colour"]) == ("Van with a dent", "Grey")
    assert kept["vehicle_in_words"] == "Driven at night."


def test_the_next_person_of_a_group_finds_the_vans_that_were_told_as_suggestions() -> None:
    first = Writing(**TOLD, vehicles=[{"id": "van", "vehicle_make": "Van"}, {"id": "car", "vehicle_make": "Car"}])
    by, at = first.house.actor("officer"), first.house.at
    second = start_after_draft(first.draft_id, token="one", by=by, at=at)
    told = {key: [value] for key, value in TOLD.items()}
    assert not save_page(second, "age", {"age_answer": ["under_18"]}, by=by, at=at).page.errors
    assert not save_page(second, "what-can-be-traced", told, by=by, at=at).page.errors
    first.address = f"/referrals/drafts/{second}/"
    page = first.opens("vehicles/")
    assert 'value="Van"' in page
    assert "another person of the same family or group" in page
    first.sends(first.path, vehicle_make="Van")
    (kept,) = draft_for(by, second).answers["vehicles"]
    assert kept["vehicle_make"] == "Van"
    first.sends("vehicles/", add_another="yes")
    assert 'value="Car"' in first.opens(first.path)


def test_what_i_typed_is_not_lost_when_a_colleague_says_meanwhile_that_no_vehicle_is_known() -> None:
    writing = Writing(**TOLD, vehicles=[{"id": "van", "vehicle_make": "Van"}])
    address = f"{writing.address}vehicles/new1/"
    shown = writing.shown_by(address)
    told = {key: [value] for key, value in (TOLD | {"vehicles_told": "no"}).items()}
    save_page(writing.draft_id, "what-can-be-traced", told, by=writing.house.actor("colleague"), at=writing.house.at)
    answer = writing.client.post(address, {"vehicle_in_words": "It stood there every night.", "shown": shown})
    said = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "It stood there every night." in said
    assert "With the answers as they stand this is not asked" in said
