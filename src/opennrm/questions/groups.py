"""Which answers the people of a family or a group share: the next person's referral starts from these, and no other.

Shared is what tells of a place, of exploiters, of the kind of exploitation, or of whoever refers. Never shared is what
tells of one person: who they are, what they consented to, where they stay, and every free word about what happened to
them. A new question belongs in one of the two lists; a test holds that nobody forgot to decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opennrm.questions.journey import is_not_known

SHARED = frozenset(
    {
        *("referrer_nation", "referrer_role", "referrer_phone"),
        *("alternative_contact_name", "alternative_contact_email"),
        *("exploitation_components", "exploitation_when", "exploitation_began", "living_conditions"),
        *("exploitation_where", "exploitation_uk_towns", "exploitation_uk_details", "exploitation_countries"),
        *("exploiters_known", "exploiters_in_uk", "exploiters_place_known", "exploiters_place"),
        *("exploiters_told", "exploiters", "places_told", "places", "vehicles_told", "vehicles"),
        "exploitation_overseas_details",
        *("reported_before", "police_force", "crime_reference"),
    }
)
OF_ONE_PERSON = frozenset(
    {
        *("danger_now", "age_answer", "under_18_during_exploitation"),
        *("council_contacted", "council_contact_name", "council_phone", "council_email"),
        *("consent_to_referral", "cannot_consent_because", "best_interests_decision", "consent_explained"),
        *("consent_language", "consent_explained_by", "consent_interpreter", "consent_given_how", "consent_given_on"),
        *("support_wanted", "support_contact", "support_phone", "support_phone_whose", "police_contact_agreed"),
        *("consent_interpreted_by", "consent_heard_by", "sharing_agreed", "sharing_limits"),
        *("notified_before", "notification_may_be_kept", "notification_reference", "will_notify"),
        *("may_be_named", "naming_explained", "naming_language", "naming_explained_by", "naming_interpreter"),
        *("naming_given_how", "naming_given_on"),
        *("first_name", "last_name", "other_names", "date_of_birth", "gender", "nationality", "second_nationality"),
        *("interpreter_needed", "interpreter_language", "communication_help", "communication_help_details"),
        *("has_home_office_reference", "home_office_reference", "referred_before", "earlier_reference"),
        *("person_in_uk", "immigration_control", "asylum_claim_inadmissible", "detained", "detained_where"),
        *("facing_deportation", "decision_to", "child_decision_to", "decision_contact_name"),
        *("decision_contact_relation", "decision_contact_permission", "decision_by", "no_safe_way_details"),
        *("decision_email", "decision_email_safe", "decision_address", "decision_post_safe"),
        *("decision_address_exploited", "exploitation_other_details", "exploitation_required", "treatment"),
        *("still_in_situation", "what_keeps_them", "how_they_left", "indicators_seen", "indicators_details"),
        *("how_learnt", "professional_judgement", "staying_town", "staying_region"),
        *("has_evidence", "evidence_described", "anything_else"),
        *("notified_first_name", "notified_last_name", "notified_date_of_birth", "notified_contact"),
        *("notified_phone", "notified_email", "refusal_reasons", "refusal_in_words", "named_refusal_in_words"),
        *("notified_gender", "notified_nationality_known", "notified_nationality", "notified_exploitation"),
        *("notified_where", "notified_still_in_situation", "notified_what_happened", "named_what_happened"),
        *("notified_cooperates", "notified_reported_before", "notified_place_known", "notified_place_force"),
        *("notified_chosen_force", "notified_address", "notified_other_names", "notified_second_nationality"),
        *("own_reference", "birthplace", "education", "work_before", "family_background"),
        *("has_children", "children_count", "cooperates", "cooperates_in_words"),
        *("last_contact", "last_contact_in_words"),
        *("account_doubted", "account_doubted_because", "first_chance_to_tell", "first_chance_in_words"),
        *("why_told_now", "future_risk", "future_risk_reasons", "exploited_more_than_once", "support_contact_why"),
        *("taken_somewhere", "journeys", "journeys_in_words", "exploitations", "observations_told", "indicators"),
        *("phones_told", "phones", "online_names_told", "online_names"),
        *("other_victims_known", "other_victims", "other_victims_in_words"),
        *("professionals_involved", "professionals", "professionals_in_words"),
        *("form_satisfaction", "form_improvements"),
    }
)


def shared_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of these answers those that the next person of the group starts from; why one is not known is nobody else's."""
    return {key: value for key, value in answers.items() if key in SHARED and not is_not_known(value)}
