"""The page of a case shows the last of its timeline; the whole is read by kind, a page at a time."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.cases.actions.evidence import add_evidence
from opennrm.mechanism.events import KINDS
from opennrm.web.cases import timeline
from tests.factories import cases as made
from tests.factories.partners import client_for

pytestmark = pytest.mark.django_db


def _page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def _busy_case(pieces: int) -> tuple[str, Client]:
    reference, by = made.referred(), made.officer("caseworker")
    for _ in range(pieces):
        add_evidence(reference, kind="police", text="Six beds.", source="", by=by, at=timezone.now())
    return reference, client_for(made.account_of(by))


def test_the_page_of_the_case_shows_the_last_entries_and_leaves_out_views() -> None:
    reference, client = _busy_case(25)
    client.get(f"/cases/{reference}/")
    shown = _page(client, f"/cases/{reference}/")
    assert shown.count("nrm-timeline__when") == timeline.ON_THE_CASE
    assert "The case was viewed" not in shown
    assert "The case was viewed" in _page(client, f"/cases/{reference}/timeline/?kind=views")


def test_the_whole_is_paged_and_a_page_past_its_end_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "ON_A_PAGE", 4)
    reference, client = _busy_case(6)
    first = _page(client, f"/cases/{reference}/timeline/?kind=evidence")
    assert first.count("Evidence was added") == 4
    second = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert _page(client, second).count("Evidence was added") == 2
    for nowhere in ("before=1", "before=0", "before=x", "before=-1", "kind=rumours", "before=" + "9" * 30):
        assert client.get(f"/cases/{reference}/timeline/?{nowhere}").status_code == 404, nowhere


def test_every_kind_of_event_belongs_to_one_group_and_each_group_has_some() -> None:
    shown = [kind for key in timeline.TITLES if key for kind in timeline.kinds_shown(key)]
    assert sorted(shown) == sorted(KINDS)
    assert [key for key in timeline.TITLES if not timeline.kinds_shown(key)] in ([], ["casework"])
    assert timeline.group_of("ReasonableGroundsDecided") == "decisions"
    assert timeline.group_of("LetterViewed") == "views"
    assert timeline.group_of("CaseAllocated") == "people"
    assert timeline.group_of("CaseOpened") == timeline.REST
