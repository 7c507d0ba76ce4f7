"""A draft on a newer catalogue: what stays, what goes, what is asked anew."""

from dataclasses import replace

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import may_be_sent
from opennrm.questions.moving import moved_to
from opennrm.questions.question import Kind, Page, Question, Section
from tests.questions.edits import TODAY, adult, child


def test_a_draft_of_the_same_catalogue_changes_nothing() -> None:
    moved = moved_to(CATALOGUE, adult(), CATALOGUE.version, on=TODAY)
    assert (moved.changed, moved.answers) == (False, adult())


def test_a_new_question_is_told() -> None:
    new = Question(
        key="best_time", ask="When is a good time?", kind=Kind.TEXT, called="good time", since=CATALOGUE.version + 1
    )
    section = Section(slug="new", title="New", pages=(Page(slug="best-time", title="Time", questions=(new,)),))
    newer = replace(CATALOGUE, version=new.since, sections=(*CATALOGUE.sections, section))
    moved = moved_to(newer, adult(), CATALOGUE.version, on=TODAY)
    assert (moved.changed, moved.newly_asked, moved.to_version) == (True, (new,), new.since)
    assert moved_to(newer, adult(), new.since, on=TODAY).newly_asked == ()


def test_a_draft_from_before_there_were_lists_wants_no_more_than_the_consents_and_is_told_what_is_asked_now() -> None:
    before = {key: value for key, value in adult().items() if CATALOGUE.question(key).since < 3}
    moved = moved_to(CATALOGUE, before, 2, on=TODAY)
    assert moved.answers == before
    of_consent = {"consent_interpreted_by": {"not_known": "He never said his name"}, "sharing_agreed": "not_asked"}
    assert may_be_sent(CATALOGUE, moved.answers | of_consent)
    assert {"vehicles_told", "other_victims_known"} <= {question.key for question in moved.newly_asked}


def test_an_entry_keeps_all_but_the_option_that_is_no_longer_offered() -> None:
    vehicles = [{"id": "a", "vehicle_kind": "hovercraft", "vehicle_colour": "Red"}, {"id": "b", "vehicle_kind": "car"}]
    moved = moved_to(CATALOGUE, adult() | {"vehicles_told": "yes", "vehicles": vehicles}, 1, on=TODAY)
    assert [question.key for question in moved.options_gone] == ["vehicle_kind"]
    assert moved.answers["vehicles"] == [{"id": "a", "vehicle_colour": "Red"}, {"id": "b", "vehicle_kind": "car"}]


def test_a_town_whose_name_several_places_have_becomes_the_one_that_is_not_known() -> None:
    """A draft from before there were villages says "Newport", and keeps it: nobody guesses which."""
    places = [{"id": "a", "place_where": "uk", "place_town": "newport"}]
    told = {"exploitation_where": "uk", "exploitation_uk_towns": ["leeds", "newport"], "places_told": "yes"}
    moved = moved_to(CATALOGUE, adult() | told | {"places": places}, 3, on=TODAY)
    unsaid = "newport_which_one_is_not_known"
    assert moved.options_gone == ()
    assert moved.answers["exploitation_uk_towns"] == ["leeds", unsaid]
    assert [entry.get("place_town") for entry in moved.answers["places"]] == [unsaid]


def test_an_answer_whose_question_is_gone_is_told_and_left_out() -> None:
    moved = moved_to(CATALOGUE, adult() | {"shoe_size": "42"}, 1, on=TODAY)
    assert (moved.gone, moved.answers) == (("shoe_size",), adult())


def test_an_option_that_is_no_longer_offered_is_told_and_left_out() -> None:
    moved = moved_to(CATALOGUE, child() | {"council_contacted": "cma", "gender": "blue"}, 1, on=TODAY)
    assert [question.key for question in moved.options_gone] == ["council_contacted", "gender"]
    assert "council_contacted" not in moved.answers


def test_what_depended_on_an_option_that_is_gone_goes_with_it() -> None:
    moved = moved_to(CATALOGUE, adult() | {"consent_to_referral": "perhaps"}, 1, on=TODAY)
    assert "first_name" in moved.gone
    assert set(moved.answers) < set(adult())


def test_a_reason_where_none_is_taken_any_longer_is_left_out() -> None:
    reason = {"not_known": "Not asked"}
    moved = moved_to(CATALOGUE, adult() | {"gender": reason, "first_name": reason}, 1, on=TODAY)
    assert [question.key for question in moved.options_gone] == ["gender"]
    assert moved.answers["first_name"] == reason
