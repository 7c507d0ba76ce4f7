"""Made-up entries of the lists of a referral, beside the account in words: places, people, a vehicle, a phone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any


def with_entries(answers: dict[str, Any], today: date) -> dict[str, Any]:
    """These answers with one or two entries in every list, and the answers that lead to them."""
    seen_on = (today - timedelta(days=1)).isoformat()
    return answers | {
        "birthplace": "A fishing village near Vinh",
        "has_children": "no",
        "exploited_more_than_once": "yes",
        "exploitations": [
            {
                "id": "1",
                "exploitation_kinds": ["household_work"],
                "exploitation_dates": "The first winter",
                "exploitation_in": "overseas",
                "exploitation_country": "FR",
                "exploitation_by": "not_related",
                "exploitation_by_how_many": "one",
            },
            {
                "id": "2",
                "exploitation_kinds": ["little_or_no_pay", "debt_bondage"],
                "exploitation_from": "2025-03-03",
                "exploitation_in": "uk",
                "exploitation_town": "boston",
                "exploitation_by": "not_related",
                "exploitation_by_how_many": "several",
                "exploitation_for_whom": "exploiters",
                "exploitation_moved": "one_place",
            },
        ],
        "taken_somewhere": "yes",
        "journeys": [
            {
                "id": "1",
                "journey_from": "A lorry park near Calais",
                "journey_from_country": "FR",
                "journey_to": "Boston",
                "journey_when": "Early in March 2025",
                "journey_by": ["lorry", "car"],
                "journey_with": "The driver, and two others whom she did not know.",
            }
        ],
        "last_contact": "week",
        "observations_told": "yes",
        "indicators": [
            {
                "id": "1",
                "indicator_of": "general",
                "indicator_general": "coached",
                "indicator_in_words": "She gave the same sentence word for word to each question about pay.",
                "indicator_by": "colleague",
                "indicator_by_whom": "Police constable at the front desk",
                "indicator_on": seen_on,
            },
            {
                "id": "2",
                "indicator_of": "type",
                "indicator_type": "labour_lives_at_work",
                "indicator_by": "me",
                "indicator_on": seen_on,
                "indicator_where": "The room above the shop",
            },
        ],
        "professionals_involved": "yes",
        "professionals": [
            {
                "id": "1",
                "professional_name": "Oma Ficta",
                "professional_organisation": "Harbour Law Centre",
                "professional_role": "Solicitor",
                "professional_phone": "020 7946 0456",
            }
        ],
        "places_told": "yes",
        "places": [
            {
                "id": "1",
                "place_where": "uk",
                "place_town": "boston",
                "place_postcode": "ZZ99 3WZ",
                "place_kind": "nail_bar",
                "place_name": "Invented Nails",
                "place_still_used": "not_known",
            }
        ],
        "exploiters_told": "yes",
        "exploiters": [
            {
                "id": "1",
                "exploiter_name": "The aunt",
                "exploiter_part": ["kept", "used"],
                "exploiter_relation": "employer",
                "exploiter_age": "About 50",
                "exploiter_in_uk": "yes",
            },
            {"id": "2", "exploiter_name": "The driver", "exploiter_part": ["moved"], "exploiter_in_uk": "not_known"},
        ],
        "vehicles_told": "yes",
        "vehicles": [
            {
                "id": "1",
                "vehicle_registration": "Begins with AB12",
                "vehicle_kind": "van",
                "vehicle_colour": "White",
                "vehicle_in_words": "The driver brought goods in it on Mondays.",
            }
        ],
        "phones_told": "yes",
        "phones": [{"id": "1", "phone_number": "07700 900456", "phone_whose": "exploiters"}],
        "online_names_told": "yes",
        "online_names": [
            {
                "id": "1",
                "online_name": "invented_nails",
                "online_where": "A site for jobs",
                "online_whose": "exploiters",
            }
        ],
        "other_victims_known": "yes",
        "other_victims": [
            {"id": "1", "victim_name": "Mai", "victim_age": "About 20", "victim_still_there": "not_known"}
        ],
        "future_risk": "yes",
        "future_risk_reasons": "They say that her family owes the rest of the debt.",
    }
