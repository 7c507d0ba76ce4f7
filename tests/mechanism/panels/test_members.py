"""Who had a part in a case does not sit on it, nor, where the profile says so, does anybody of their organisation."""

from __future__ import annotations

import pytest

from opennrm.mechanism.panels.members import (
    LEADS_OF,
    OF_IMMIGRATION,
    Agency,
    HadPart,
    Member,
    Part,
    Reach,
    conflict,
    refusal_to_chair,
)
from opennrm.mechanism.sources import SOURCES

NURSE = Member("nurse", "hospital", Agency.HEALTH)
DOCTOR = Member("doctor", "hospital", Agency.HEALTH)
SERGEANT = Member("sergeant", "dorset-police", Agency.POLICE)


def test_six_kinds_of_agency_have_leads_and_two_of_them_are_of_immigration() -> None:
    assert len(LEADS_OF) == 6
    assert LEADS_OF > OF_IMMIGRATION
    assert Agency.GANGMASTERS_LICENSING_AUTHORITY.words == "Gangmasters Licensing Authority"


@pytest.mark.parametrize("part", Part)
def test_who_had_a_part_does_not_sit_and_the_reason_says_which(part: Part) -> None:
    found = conflict(NURSE, [HadPart(part, "hospital", "nurse")], (), Reach.PERSON)
    assert found is not None
    assert found.code == "had_part"
    assert found.source in SOURCES
    assert conflict(SERGEANT, [HadPart(part, "hospital", "nurse")], (), Reach.ORGANISATION) is None


def test_whether_colleagues_sit_is_a_matter_of_the_profile() -> None:
    referred = [HadPart(Part.REFERRED, "hospital", "nurse")]
    assert conflict(DOCTOR, referred, (), Reach.PERSON) is None
    found = conflict(DOCTOR, referred, (), Reach.ORGANISATION)
    assert found is not None
    assert (found.code, found.source) == ("organisation_had_part", "own")
    assert "referred this person" in found.because


def test_where_only_the_organisation_is_known_it_alone_counts() -> None:
    supports = [HadPart(Part.SUPPORTED, "hospital")]
    nobody = Member("", "", Agency.CHARITY)
    assert conflict(nobody, [*supports, HadPart(Part.REFERRED, "")], (), Reach.ORGANISATION) is None
    assert conflict(DOCTOR, supports, (), Reach.PERSON) is None
    assert conflict(DOCTOR, supports, (), Reach.ORGANISATION) is not None


def test_a_declared_interest_is_enough() -> None:
    found = conflict(SERGEANT, (), {"sergeant"}, Reach.PERSON)
    assert found is not None
    assert found.code == "declared_interest"


def test_the_social_worker_of_a_child_is_not_the_chair_and_a_colleague_may_be() -> None:
    parts = [HadPart(Part.SOCIAL_WORKER, "council", "worker")]
    refused = refusal_to_chair(Member("worker", "council", Agency.LOCAL_AUTHORITY), parts, ())
    assert refused is not None
    assert (refused.source, refused.field) == ("DDM-YJLC", "chair")
    assert refusal_to_chair(Member("manager", "council", Agency.LOCAL_AUTHORITY), parts, ()) is None
    declared = refusal_to_chair(Member("manager", "council", Agency.LOCAL_AUTHORITY), parts, {"manager"})
    assert declared is not None
    assert declared.code == "declared_interest"
    decided = refusal_to_chair(SERGEANT, [HadPart(Part.DECIDED, "dorset-police", "sergeant")], ())
    assert decided is not None
    assert decided.source == "house"
