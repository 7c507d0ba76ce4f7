"""Which answers of a referral each receiver of a part of it is told, and no others.

Each has what it needs to act and to reach whoever referred. Nobody is told where decisions are sent, what the person
said about immigration, or how they came to consent; the support provider is not told what was done to them, and the
police of the place where it happened are not told where the person is now. Source: ICO14 in the facts of this field,
only relevant data and not more than is needed; which questions those are is own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from opennrm.mechanism.receivers import Receiver
from opennrm.questions.forces import forces_of_towns
from opennrm.questions.journey import is_not_known
from opennrm.questions.question import Catalogue
from opennrm.questions.summary import State, sections
from opennrm.questions.whereabouts import whereabouts_of

_WHO = ("first_name", "last_name", "other_names", "date_of_birth", "gender")
_SPEAKING = ("interpreter_needed", "interpreter_language", "communication_help", "communication_help_details")
_NATIONALITY = ("nationality", "second_nationality")
_DANGER = ("danger_now", "still_in_situation")
_STAYING = ("staying_town", "staying_region")
_POLICE = ("reported_before", "police_force", "crime_reference")
_REFERRER = ("referrer_role", "referrer_phone")

PARTS: Mapping[Receiver, tuple[str, ...]] = {
    Receiver.COUNCIL_SAFEGUARDING: (
        *(*_WHO, *_NATIONALITY, *_SPEAKING, "age_answer", *_DANGER, *_STAYING),
        *("exploitation_components", "exploitations", "indicators_seen", "council_contact_name", *_REFERRER),
    ),
    Receiver.GUARDIAN_SERVICE: (
        *(*_WHO, *_NATIONALITY, *_SPEAKING, "age_answer", *_DANGER, *_STAYING, "exploitation_components"),
        *("council_contacted", "council_contact_name", "council_phone", "council_email", *_REFERRER),
    ),
    Receiver.SUPPORT_PROVIDER: (
        *(*_WHO, *_NATIONALITY, *_SPEAKING, *_DANGER, "staying_region"),
        *("support_contact", "support_phone", "support_phone_whose", *_REFERRER),
    ),
    Receiver.POLICE_HERE: (*_WHO, *_SPEAKING, *_DANGER, *_STAYING, *_POLICE, *_REFERRER),
    Receiver.POLICE_THERE: (
        *(*_WHO, *_NATIONALITY, *_SPEAKING, *_DANGER, "exploitation_components", "exploitations", "exploitation_when"),
        *("exploitation_where", "exploitation_uk_towns", "exploitation_uk_details", "exploiters_known"),
        *("exploiters_in_uk", "exploiters", "exploiters_place", "places", "vehicles", "phones", "online_names"),
        *("evidence_described", *_POLICE, *_REFERRER),
    ),
}
_KINDS_PLACE_AND_TIME = (
    *("exploitation_kinds", "exploitation_from", "exploitation_until", "exploitation_dates"),
    *("exploitation_in", "exploitation_town", "exploitation_country", "exploitation_by"),
)
OF_EACH_EXPLOITATION: Mapping[Receiver, tuple[str, ...]] = {
    Receiver.COUNCIL_SAFEGUARDING: _KINDS_PLACE_AND_TIME,
    Receiver.POLICE_THERE: (*_KINDS_PLACE_AND_TIME, "exploitation_by_how_many"),
}
"""What is told of each exploitation in the list, and not the account of it: what was done, where, when and by whom."""
NOT_TOLD = frozenset(
    {
        *("referrer_nation", "under_18_during_exploitation", "consent_to_referral", "cannot_consent_because"),
        *("best_interests_decision", "consent_explained", "consent_language", "consent_explained_by"),
        *("consent_interpreter", "consent_given_how", "consent_given_on", "support_wanted", "support_contact_why"),
        *("consent_interpreted_by", "consent_heard_by", "sharing_agreed", "sharing_limits"),
        *("police_contact_agreed", "notified_before", "notification_may_be_kept", "notification_reference"),
        *("will_notify", "may_be_named", "naming_explained", "naming_language", "naming_explained_by"),
        *("naming_interpreter", "naming_given_how", "naming_given_on", "own_reference", "alternative_contact_name"),
        *("alternative_contact_email", "has_home_office_reference", "home_office_reference", "birthplace"),
        *("family_background", "education", "work_before", "has_children", "children_count", "referred_before"),
        *("earlier_reference", "person_in_uk", "immigration_control", "asylum_claim_inadmissible", "detained"),
        *("detained_where", "facing_deportation", "decision_to", "child_decision_to", "decision_contact_name"),
        *("decision_contact_relation", "decision_contact_permission", "decision_by", "no_safe_way_details"),
        *("decision_email", "decision_email_safe", "decision_address", "decision_post_safe"),
        *("decision_address_exploited", "exploitation_other_details", "exploitation_began"),
        *("exploited_more_than_once", "taken_somewhere", "journeys_in_words", "journeys"),
        *("exploitation_required", "treatment", "living_conditions", "what_keeps_them", "how_they_left"),
        *("last_contact", "last_contact_in_words", "first_chance_to_tell", "first_chance_in_words", "why_told_now"),
        *("indicators_details", "observations_told", "indicators", "how_learnt", "professional_judgement"),
        *("account_doubted", "account_doubted_because", "professionals_involved", "professionals_in_words"),
        *("professionals", "places_told", "exploitation_countries", "exploitation_overseas_details"),
        *("exploiters_place_known", "exploiters_told", "vehicles_told", "phones_told", "online_names_told"),
        *("other_victims_known", "other_victims_in_words", "other_victims", "future_risk", "future_risk_reasons"),
        *("cooperates", "cooperates_in_words", "has_evidence", "anything_else", "form_satisfaction"),
        *("form_improvements", "notified_first_name", "notified_last_name", "notified_date_of_birth"),
        *("notified_other_names", "notified_second_nationality", "notified_contact", "notified_phone"),
        *("notified_email", "notified_address", "refusal_reasons", "refusal_in_words", "named_refusal_in_words"),
        *("notified_gender", "notified_nationality_known", "notified_nationality", "notified_exploitation"),
        *("notified_where", "notified_still_in_situation", "notified_what_happened", "named_what_happened"),
        *("notified_cooperates", "notified_reported_before", "notified_place_known", "notified_place_force"),
        "notified_chosen_force",
    }
)
"""What no receiver of a part is told. A new question belongs in a part or here; a test holds that nobody forgot."""


def part_of(
    receiver: Receiver,
    catalogue: Catalogue,
    answers: Mapping[str, Any],
    forces: Collection[str | None] = (None,),
    towns: Collection[str] = (),
) -> list[dict[str, Any]]:
    """What one receiver is told: question, its words and the answer in lines, in the order in which they were asked.

    `catalogue` is the one that the referral answered. A question that was not answered is left out. `hidden` says what
    an answer tells of where the person is (empty: nothing), so that it is shown only to who asks for it. `forces` are
    those for which it is told, and `towns` those of no known force; a None among the forces is for all such towns.
    """
    named = set(PARTS[receiver])
    return [
        {
            "key": row.question_key,
            "label": row.label,
            "lines": list(row.value_lines),
            "is_known": row.state is State.GIVEN,
            "hidden": whereabouts_of(catalogue.question(row.question_key)) or "",
        }
        for section in sections(catalogue, _with_its_exploitations(receiver, answers, forces, towns))
        for row in section.rows
        if row.question_key in named and row.state in (State.GIVEN, State.NOT_KNOWN)
    ]


def _with_its_exploitations(
    receiver: Receiver, answers: Mapping[str, Any], forces: Collection[str | None], towns: Collection[str]
) -> Mapping[str, Any]:
    """The answers with what this receiver is told of each exploitation: the police only of those in their own area.

    One of which no town is told is for all of them; one overseas is for the council alone.
    """
    listed, told = answers.get("exploitations"), OF_EACH_EXPLOITATION.get(receiver, ())
    if not listed or is_not_known(listed):
        return answers
    theirs = [entry for entry in listed if receiver is not Receiver.POLICE_THERE or _is_theirs(entry, forces, towns)]
    kept = [{key: value for key, value in entry.items() if key in told} for entry in theirs]
    rest = {key: value for key, value in answers.items() if key != "exploitations"}
    return rest | ({"exploitations": kept} if kept else {})


def _is_theirs(entry: Mapping[str, Any], forces: Collection[str | None], towns: Collection[str]) -> bool:
    if entry.get("exploitation_in") == "overseas":
        return False
    town = entry.get("exploitation_town")
    return town is None or is_not_known(town) or town in towns or forces_of_towns([town])[0] in forces
