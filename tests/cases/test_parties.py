"""Who has a part in a case: what the referral names, what a person adds, and what ends."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.parties import add_party, end_party
from opennrm.cases.models import Case, Party
from opennrm.cases.parties import parties_of
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.serving import Audience
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.access import NotYours
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db
SUPPORT = OrganisationType.SUPPORT_PROVIDER
COUNCIL = OrganisationType.LOCAL_AUTHORITY


def of(reference: str) -> dict[str, tuple[str, ...]]:
    """Who has a part, by name, as what."""
    case = Case.objects.get(reference=reference)
    return {party.organisation: tuple(part.value for part in party.parts) for party in parties_of(case.id)}


def added(reference: str, organisation_id: UUID, audience: str = "police", **changed: str) -> UUID:
    by = made.officer("caseworker")
    given = {"because": "investigates", **changed}
    return add_party(reference, audience=audience, organisation_id=organisation_id, by=by, at=timezone.now(), **given)


def test_who_the_referral_names_has_a_part_from_the_beginning() -> None:
    partners.organisation("KENT POLICE", kind=OrganisationType.POLICE)
    partners.organisation("Made-up Support", kind=SUPPORT, nation=None, may_refer=False)
    by = made.referrer()
    reference = made.referred(by, reported_before="yes", police_force="kent_police")
    assert of(reference) == {
        by.organisation_name: ("first_responder", "police"),
        "KENT POLICE": ("police",),
        "Made-up Support": ("support_provider",),
    }
    told = [event.facts["because"] for event in events_of_case(reference) if event.kind == "PartyAdded"]
    assert told == ["referred", "reported_to", "support_wanted"]


def test_the_council_that_was_told_of_a_child_has_a_part() -> None:
    partners.organisation("Adur District Council", kind=COUNCIL)
    reference = made.referred(child=True, council_contacted="adu")
    assert of(reference)["Adur District Council"] == ("council",)


def test_which_of_several_support_providers_is_left_to_a_person_and_none_comes_unasked() -> None:
    partners.organisation("One", kind=SUPPORT, nation=Nation.SCOTLAND, may_refer=False)
    assert "One" not in of(made.referred())
    partners.organisation("Two", kind=SUPPORT, nation=None, may_refer=False)
    assert "Two" in of(made.referred())
    assert "Two" not in of(made.referred(support_wanted="no"))
    partners.organisation("Three", kind=SUPPORT, nation=Nation.ENGLAND, may_refer=False)
    assert not {"Two", "Three"} & set(of(made.referred()))


def test_a_force_that_is_told_as_it_referred_is_not_told_twice() -> None:
    force = partners.organisation("Kent Police", kind=OrganisationType.POLICE)
    by = partners.actor(partners.account("first_responder", in_team=partners.team(force)))
    assert of(made.referred(by, reported_before="yes", police_force="kent_police")) == {
        "Kent Police": ("first_responder", "police")
    }


def test_a_case_from_before_there_were_parties_has_its_first_responder() -> None:
    reference = made.referred()
    Party.objects.all().delete()
    (party,) = parties_of(Case.objects.get(reference=reference).id)
    assert (party.id, party.audience) == (None, Audience.FIRST_RESPONDER)


def test_a_part_is_given_and_ended_and_given_again() -> None:
    reference, force = made.referred(), partners.organisation("Elsewhere Police")
    first = added(reference, force.id)
    end_party(reference, first, because="added_by_mistake", by=made.officer("caseworker"), at=timezone.now())
    assert "Elsewhere Police" not in of(reference)
    added(reference, force.id)
    assert of(reference)["Elsewhere Police"] == ("police",)
    kinds = [event.kind for event in events_of_case(reference) if event.kind.startswith("Party")]
    assert kinds[-3:] == ["PartyAdded", "PartyEnded", "PartyAdded"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"audience": "first_responder"}, "audience"),
        ({"audience": "person"}, "audience"),
        ({"audience": "council"}, "organisation"),
        ({"because": "curious"}, "because"),
    ],
)
def test_what_is_wrong_is_named(changed: dict[str, str], field: str) -> None:
    reference, force = made.referred(), partners.organisation("Elsewhere Police")
    with pytest.raises(Refused) as refused:
        added(reference, force.id, **changed)
    assert refused.value.refusal.field == field


def test_an_organisation_has_one_part_at_a_time() -> None:
    reference, force = made.referred(), partners.organisation("Elsewhere Police")
    added(reference, force.id)
    with pytest.raises(Refused, match="wrong_organisation"):
        added(reference, force.id)


def test_who_referred_keeps_their_part() -> None:
    reference = made.referred()
    own = Party.objects.get(case__reference=reference)
    with pytest.raises(Refused, match="wrong_because"):
        end_party(reference, own.id, because="asked_to_end", by=made.officer("caseworker"), at=timezone.now())


def test_the_parts_of_a_case_that_is_not_theirs_cannot_be_changed() -> None:
    reference, force = made.referred(), partners.organisation("Elsewhere Police")
    part = added(reference, force.id)
    stranger = made.officer("caseworker", in_team=made.authority_team("Z"))
    for party_id, by in ((part, stranger), (uuid4(), made.officer("caseworker"))):
        with pytest.raises(NotYours):
            end_party(reference, party_id, because="asked_to_end", by=by, at=timezone.now())
