"""The long lists: found whatever the accents and case, dated, with successors, and never ambiguous codes."""

import csv
from datetime import date
from importlib import resources

import pytest

from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.questions import lists


@pytest.mark.parametrize("name", lists.LIST_NAMES)
def test_every_list_has_entries_with_labels_and_a_search_finds_each(name: str) -> None:
    found = lists.offered(name)
    assert len(found) >= 12
    for entry in found[:: max(1, len(found) // 40)]:
        assert entry.label == entry.label.strip() != ""
        assert entry in lists.matches(name, entry.label)


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("nationalities", "viet nam", "vietnamese"),
        ("nationalities", "POLAND", "polish"),
        ("nationalities", "no nationality", "stateless"),
        ("overseas_countries", "cote d'ivoire", "CI"),
        ("overseas_countries", "kosovo", "XK"),
        ("languages", "pashto", "pus"),
        ("languages", "sorani", "ckb"),
        ("languages", "bsl", "bfi"),
        ("police_forces", "psni", "police_service_of_northern_ireland"),
        ("councils", "bexley", "bex"),
        ("councils", "belfast health", "belfast_hsc_trust"),
        ("uk_towns", "st  ives", "st_ives"),
    ],
)
def test_a_search_finds_what_people_call_it(name: str, typed: str, code: str) -> None:
    assert code in [entry.code for entry in lists.matches(name, typed)]


def test_a_search_puts_what_begins_so_first_and_keeps_to_its_limit() -> None:
    found = lists.matches("uk_towns", "new", limit=5)
    assert len(found) == 5
    assert all(entry.label.startswith("New") for entry in found)
    assert lists.matches("uk_towns", "  ") == []


def test_an_abolished_council_keeps_its_label_and_is_not_offered() -> None:
    assert lists.label("councils", "cma") == "Cumbria County Council"
    assert "cma" not in [entry.code for entry in lists.offered("councils")]
    assert "cma" in [entry.code for entry in lists.offered("councils", on=date(2020, 1, 1))]
    assert [entry.code for entry in lists.successors("councils", "cumbria county council")] == ["cbd", "waf"]


def test_a_council_created_later_is_offered_from_its_first_day() -> None:
    before, after = (lists.offered("councils", on=day) for day in (date(2023, 3, 31), date(2023, 4, 1)))
    assert "cbd" not in [entry.code for entry in before]
    assert "cbd" in [entry.code for entry in after]


def test_every_successor_exists_and_every_council_has_a_place_in_the_official_code_list() -> None:
    councils = lists.entries("councils")
    for entry in councils.values():
        assert set(entry.replaced_by) <= set(councils)
    for entry in lists.offered("councils"):
        assert entry.gss_code or entry.kind == "Health and Social Care Trust"


def test_a_name_that_could_be_several_is_none() -> None:
    assert lists.entry_for("nationalities", "Congo") is None
    assert lists.entry_for("languages", "Kurdish") == lists.entries("languages")["kur"]


def test_a_place_is_within_the_united_kingdom_to_a_kilometre_and_no_finer() -> None:
    places = lists.entries("uk_places").values()
    known = [entry for entry in places if entry.at]
    assert len(known) > 5_500
    assert {entry.nation for entry in known} == set(Nation)
    for entry in known:
        assert entry.at is not None
        assert 49.8 < entry.at[0] < 61
        assert -8.4 < entry.at[1] < 2
        assert entry.at == (round(entry.at[0], 2), round(entry.at[1], 2))
    assert len({entry.folded[0] for entry in places}) == len(places)
    assert lists.entries("uk_places")["belfast"].nation == "northern_ireland"


def test_nine_towns_of_ten_have_their_place_and_no_town_is_lost() -> None:
    places, towns = lists.entries("uk_places"), lists.entries("uk_towns")
    known = [code for code in towns if code in places and places[code].at]
    assert len(known) >= 1_435  # of 1,607; the rest are streets, quarters, and names that several places have
    lost = [code for code in towns if code not in places and lists.now_called("uk_places", code) == code]
    assert lost == []


def test_a_name_that_several_places_have_is_asked_about_and_none_of_them_is_guessed() -> None:
    assert lists.entry_for("uk_places", "Newport") is lists.entry_for("uk_places", "newport") is None
    found = [entry.label for entry in lists.matches("uk_places", "Newport")]
    assert {"Newport / Casnewydd", "Newport, near Cowes", "Newport (which one is not known)"} <= set(found)
    unsaid = lists.entry_for("uk_places", "Newport (which one is not known)")
    assert unsaid is not None
    assert unsaid.at is None
    assert unsaid.was == "newport"
    leeds = lists.entry_for("uk_places", "leeds")
    assert leeds is not None
    assert leeds.at == (53.8, -1.55)


def test_a_place_is_found_by_its_name_in_another_language_of_the_country() -> None:
    assert [entry.code for entry in lists.matches("uk_places", "inbhir anainn")] == ["annan"]
    assert [entry.code for entry in lists.matches("uk_places", "caerdydd")] == ["cardiff_caerdydd"]


def test_an_unknown_code_is_shown_as_it_is_and_an_unknown_list_is_an_error() -> None:
    assert lists.label("uk_towns", "atlantis") == "atlantis"
    with pytest.raises(KeyError):
        lists.entries("planets")


def test_every_council_among_the_first_responders_is_one_that_stands_today() -> None:
    path = resources.files("opennrm").joinpath("partners", "lists", "first_responder_organisations.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    offered = {entry.code for entry in lists.offered("councils")}
    assert len(rows) == len({row["code"] for row in rows}) > 450
    assert {row["council"] for row in rows if row["council"]} <= offered
    assert {row["type"] for row in rows} <= set(OrganisationType)
    assert {row["nation"] for row in rows if row["nation"]} <= set(Nation)
