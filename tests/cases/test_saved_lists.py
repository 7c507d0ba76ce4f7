"""Work lists under a name: one's own or the team's, and removed only by whoever saved them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.cases.actions.saved_lists import LONGEST_NAME, remove_list, save_list
from opennrm.cases.saved_lists import saved_lists_of
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_list_is_seen_by_its_owner_or_by_the_team_it_is_shared_with() -> None:
    by, colleague = made.officer("caseworker"), made.officer("manager", name="Caspian Mill")
    stranger = made.officer("caseworker", in_team=made.authority_team("Z"))
    now, team = timezone.now(), made.authority_team("Intake").id
    own = save_list(name="late ones", asked="show=open&late=yes", team=None, by=by, at=now)
    shared = save_list(name="Children", asked="show=open&kind=child", team=team, by=by, at=now)
    assert [row.name for row in saved_lists_of(by)] == ["Children", "late ones"]
    assert [(row.id, row.asked) for row in saved_lists_of(colleague)] == [(shared, "show=open&kind=child")]
    assert saved_lists_of(stranger) == []
    for who in (colleague, stranger):
        with pytest.raises(NotYours):
            remove_list(shared, by=who, at=now)
    remove_list(own, by=by, at=now)
    with pytest.raises(NotYours):
        remove_list(own, by=by, at=now)
    assert [row.id for row in saved_lists_of(by)] == [shared]
    assert [event.kind for event in latest_events(3)] == ["WorkListRemoved", "WorkListSaved", "WorkListSaved"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": " "}, "name"), ({"name": "x" * (LONGEST_NAME + 1)}, "name"), ({"team": uuid4()}, "team")],
)
def test_what_is_wrong_names_its_field(wrong: dict[str, object], field: str) -> None:
    given = {"name": "Late ones", "asked": "show=open", "team": None} | wrong
    with pytest.raises(Refused) as refused:
        save_list(**given, by=made.officer("caseworker"), at=timezone.now())  # type: ignore[arg-type]
    assert refused.value.refusal.field == field
