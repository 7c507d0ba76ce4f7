"""An administrator adds a council that was made, and ends those that it took the place of."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from opennrm.audit.models import EventRow
from opennrm.cases.actions.lists import NewEntry, add_to_list, end_in_list
from opennrm.cases.models import ListChange
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor
from opennrm.questions import list_changes, lists
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = MONDAY.date()
MADE = NewEntry("Aberdeen and Shire Council", ("Greater Aberdeen", " "), "Scottish unitary authority", "scotland")
WHY = "The Local Government (Scotland) Order."


def administrator() -> Actor:
    return partners.actor(partners.account("administrator", of=made.authority_team().organisation))


def added(by: Actor, entry: NewEntry = MADE, list_name: str = "councils", reason: str = WHY) -> str:
    return add_to_list(list_name, entry, reason=reason, by=by, at=MONDAY)


def ended(by: Actor, *successors: str, code: str = "abe", on: date = TODAY, reason: str = WHY) -> None:
    end_in_list("councils", code, on, successors, reason=reason, by=by, at=MONDAY)


def test_a_council_is_added_and_takes_the_place_of_two() -> None:
    by = administrator()
    assert added(by) == "aberdeen_and_shire_c"
    entry = lists.entry_for("councils", "greater aberdeen", on=TODAY)
    assert entry is not None
    assert (entry.label, entry.nation, entry.also) == (MADE.label, "scotland", ("Greater Aberdeen",))
    ended(by, MADE.label)
    ended(by, entry.code, "", entry.code, code="abd")
    assert lists.entry_for("councils", "abe", on=TODAY) is None
    assert lists.successors("councils", "Aberdeen City", on=TODAY) == [entry]
    rows = ListChange.objects.order_by("number").values_list("number", "code", "ends_on", "replaced_by", "reason")
    assert list(rows) == [
        (1, entry.code, None, [], WHY),
        (2, "abe", TODAY, [entry.code], WHY),
        (3, "abd", TODAY, [entry.code], WHY),
    ]
    facts = [json.loads(row.body)["facts"] for row in EventRow.objects.filter(kind="ListChanged").order_by("seq")]
    assert [(each["code"], each["ends_on"]) for each in facts] == [
        (entry.code, None),
        ("abe", "2026-03-02"),
        ("abd", "2026-03-02"),
    ]


def test_another_process_changed_it_meanwhile_and_is_seen_before_anything_is_added() -> None:
    by = administrator()
    added(by)
    list_changes.forget()
    with pytest.raises(Refused, match="there_already"):
        added(by)
    added(by, NewEntry("Zembian"), "nationalities")
    assert ListChange.objects.count() == list_changes.newest() == 2


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"label": " . "}, "no_label", "label"),
        ({"label": "x" * 81}, "name_too_long", "label"),
        ({"label": "aberdeen city council"}, "there_already", "label"),
        ({"also": ["x" * 81]}, "name_too_long", "also"),
        ({"also": ["x"] * 11}, "too_many_names", "also"),
        ({"kind": "Village"}, "no_kind", "kind"),
        ({"nation": ""}, "no_nation", "nation"),
        ({"nation": "atlantis"}, "no_nation", "nation"),
        ({"starts_on": date(2026, 3, 3)}, "not_yet", "starts_on"),
        ({"code": "Two words"}, "not_a_code", "code"),
        ({"code": "x" * 41}, "not_a_code", "code"),
        ({"label": "市議會"}, "not_a_code", "code"),
        ({"code": "abe"}, "code_taken", "code"),
    ],
)
def test_what_is_wrong_with_an_entry_is_named_and_nothing_is_added(
    changed: dict[str, Any], code: str, field: str
) -> None:
    given = {"label": "New Council", "kind": "County", "nation": "england"} | changed
    with pytest.raises(Refused) as refused:
        added(administrator(), NewEntry(**given))
    assert (refused.value.refusal.code, refused.value.refusal.field) == (code, field)
    assert not ListChange.objects.exists()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"on": date(2026, 3, 3)}, "not_yet", "ends_on"),
        ({"on": date(2000, 1, 1)}, "before_start", "ends_on"),
        ({"code": "cma"}, "ended_already", "ends_on"),
        ({"successors": ["Atlantis"]}, "no_successor", "replaced_by"),
        ({"successors": ["abe"]}, "no_successor", "replaced_by"),
        ({"successors": ["cma"]}, "no_successor", "replaced_by"),
        ({"successors": ["abd"] * 11}, "too_many_successors", "replaced_by"),
        ({"reason": " "}, "no_reason", "reason"),
        ({"reason": "x" * 201}, "reason_too_long", "reason"),
    ],
)
def test_what_is_wrong_with_an_end_is_named_and_nothing_ends(given: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        ended(administrator(), *given.pop("successors", ()), **given)
    assert (refused.value.refusal.code, refused.value.refusal.field) == (code, field)
    assert not ListChange.objects.exists()


def test_a_language_has_a_code_that_a_consent_can_keep_and_a_list_that_there_is_not_is_a_fault() -> None:
    by = administrator()
    with pytest.raises(Refused, match="not_a_code"):
        added(by, NewEntry("Zembic", code="x" * 21), "languages")
    assert added(by, NewEntry("Zembic of the northern hills"), "languages") == "zembic_of_the_northe"
    for list_name, code in (("planets", "mars"), ("councils", "no_such")):
        with pytest.raises(KeyError):
            end_in_list(list_name, code, TODAY, (), reason=WHY, by=by, at=MONDAY)


def test_only_an_administrator_of_a_competent_authority_changes_a_list() -> None:
    with pytest.raises(Refused, match="not_your_role"):
        added(made.officer("caseworker"))
    with pytest.raises(Refused, match="not_a_competent_authority"):
        ended(partners.actor(partners.account("administrator")))
