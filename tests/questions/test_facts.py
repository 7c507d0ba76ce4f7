"""What later steps read of a referral."""

from datetime import date

import pytest

from opennrm.mechanism.consent import Consent, ConsentScope
from opennrm.mechanism.vocabulary import AgeAnswer, CannotConsent, HowGiven, Nation, ReferralKind
from opennrm.questions.facts import facts_of
from opennrm.questions.typology import Typology
from tests.questions.edits import adult, child


def test_the_facts_of_an_adult_with_consent() -> None:
    facts = facts_of(
        adult(first_name="Ana", last_name="Silva", exploitation_components=["county_lines", "wages_taken"])
    )
    assert (facts.nation, facts.age_answer, facts.kind) == (Nation.ENGLAND, AgeAnswer.ADULT, ReferralKind.ADULT)
    assert facts.full_name == "Ana Silva"
    assert facts.date_of_birth == date(1998, 3, 27)
    assert (facts.statistics_label, facts.county_lines) == ("Labour & Criminal", True)
    assert facts.council is None
    assert facts.consent is not None
    consent = facts.consent.in_law()
    assert isinstance(consent, Consent)
    assert (consent.how_given, consent.given_on) == (HowGiven.SIGNED, date(2026, 4, 20))
    assert consent.scopes == frozenset(ConsentScope)


def test_support_police_and_sharing_are_consented_to_apart() -> None:
    facts = facts_of(adult(support_wanted="no", police_contact_agreed="not_decided", sharing_agreed="not_asked"))
    assert facts.consent is not None
    consent = facts.consent.in_law()
    assert isinstance(consent, Consent)
    assert consent.scopes == {ConsentScope.REFERRAL}


def test_an_adult_who_cannot_decide_is_told_apart_from_one_who_refused() -> None:
    facts = facts_of(adult(consent_to_referral="cannot_now", cannot_consent_because="lacks_capacity"))
    assert facts.consent is not None
    assert facts.consent.in_law() is CannotConsent.LACKS_CAPACITY
    refused = facts_of(adult(consent_to_referral="refused"))
    assert refused.consent is not None
    assert refused.consent.in_law() is None


@pytest.mark.parametrize("age", ["under_18", "not_sure"])
def test_a_child_has_a_council_and_no_consent(age: str) -> None:
    facts = facts_of(child(age_answer=age, council_contacted="bex"))
    assert (facts.kind, facts.consent) == (ReferralKind.CHILD, None)
    assert facts.council is not None
    assert (facts.council.label, facts.council.gss_code) == ("London Borough of Bexley", "E09000004")
    assert facts.safe_contact.audience == "council"


def test_a_way_counts_as_safe_only_when_confirmed() -> None:
    answers = adult(decision_by=["email", "post"])
    assert facts_of(answers).safe_contact.channels == ("email", "post")
    assert facts_of(answers).safe_contact.address_lines == ("1 High Street", "Sheffield", "S1 2HH")
    del answers["decision_email_safe"], answers["decision_post_safe"]
    assert facts_of(answers).safe_contact.channels == ()


def test_no_safe_way_yet_leaves_no_channel() -> None:
    assert facts_of(adult(decision_by=["no_safe_way_yet"])).safe_contact.channels == ()


def test_what_is_not_known_is_none() -> None:
    reason = {"not_known": "Not asked"}
    facts = facts_of(adult(date_of_birth=reason, nationality=reason, first_name=reason, exploitation_uk_towns=reason))
    assert (facts.date_of_birth, facts.nationality, facts.first_name) == (None, None, None)
    assert facts.exploitation_uk_towns == ()
    assert facts.full_name == "Something said"


def test_the_towns_of_the_lists_count_like_those_that_were_chosen_each_once() -> None:
    told = {
        "exploitation_uk_towns": ["maidstone"],
        "exploitations": [{"exploitation_in": "uk", "exploitation_town": "aberaeron"}, {"exploitation_in": "overseas"}],
        "places": [{"place_where": "uk", "place_town": "maidstone"}, {"place_where": "uk", "place_town": "dover"}],
    }
    assert facts_of(adult() | told).exploitation_uk_towns == ("maidstone", "aberaeron", "dover")
    reason = {"not_known": "Not asked"}
    nothing = {"exploitation_uk_towns": [], "exploitations": [], "places": [{"place_town": reason}]}
    assert facts_of(adult() | nothing).exploitation_uk_towns == ()


def test_answers_without_nation_or_age_are_no_referral() -> None:
    with pytest.raises(KeyError):
        facts_of({})


def test_what_only_one_exploitation_of_the_list_tells_is_counted_as_well() -> None:
    entries = [{"id": "a", "exploitation_kinds": ["county_lines"]}, {"id": "b", "exploitation_kinds": ["not_known"]}]
    facts = facts_of(adult(exploitation_components=["not_known"]) | {"exploitations": entries})
    assert (facts.exploitation, facts.statistics_label, facts.county_lines) == (("county_lines",), "Criminal", True)
    assert facts.typology == (Typology.GANG_CRIMINALITY,)
