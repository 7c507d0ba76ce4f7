"""The verb `case`: where a case stands for whoever may see it; that it was looked at is part of its history."""

from __future__ import annotations

import pytest

from opennrm.audit.queries import events_of_case
from tests.console.conftest import Run
from tests.factories import cases as made
from tests.factories.cases import account_of

pytestmark = pytest.mark.django_db


def test_a_case_is_told_with_its_clocks_and_timeline_and_without_a_name(opennrm: Run) -> None:
    reference, by = made.referred(), made.officer("caseworker")
    code, told = opennrm("case", reference, "--as", account_of(by).email, "--json")
    assert (code, told["stage"]) == (0, "reasonable_grounds_pending")
    assert told["clocks"][0]["explanation"]
    assert any(entry["sentence"].startswith("A referral was received on") for entry in told["timeline"])
    _code, text = opennrm("case", reference, "--as", account_of(by).email)
    assert f"{reference} stands at: reasonable grounds pending" in text
    assert "Exemple" not in text + str(told)


def test_looking_is_part_of_the_history(opennrm: Run) -> None:
    reference, by = made.referred(), made.officer("caseworker")
    opennrm("case", reference, "--as", account_of(by).email)
    last = events_of_case(reference)[-1]
    assert (last.kind, last.by) == ("CaseViewed", by.account_id)


def test_reasons_are_shown_only_when_asked_for(opennrm: Run) -> None:
    reference, by = made.referred(), made.officer("caseworker")
    made.decided(reference, "negative", by=by)
    who = account_of(by).email
    assert "The two accounts differ" not in opennrm("case", reference, "--as", who)[1]
    assert "The two accounts differ" in opennrm("case", reference, "--as", who, "--reasons")[1]


def test_a_case_of_another_team_is_told_exactly_like_one_that_is_not_there(opennrm: Run) -> None:
    reference = made.referred()
    stranger = account_of(made.officer("caseworker", in_team=made.authority_team("Other"))).email
    foreign = opennrm("case", reference, "--as", stranger)
    assert foreign == opennrm("case", "NRM-0000-0000", "--as", stranger)
    assert foreign[0] == 2
    assert not [event for event in events_of_case(reference) if event.kind == "CaseViewed"]


def test_a_role_that_sees_no_cases_is_told_so(opennrm: Run) -> None:
    reference = made.referred()
    code, told = opennrm("case", reference, "--as", account_of(made.referrer()).email)
    assert (code, told) == (
        2,
        "Your roles do not let you see the cases of their team. Ask your organisation's administrator.\n",
    )
