"""A quality manager finds that one group waits longer; a reviewer of the panel sees it too; a caseworker is refused."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.urls import reverse

from tests.assurance.crowd import Crowd
from tests.factories import partners
from tests.factories.partners import client_for

pytestmark = pytest.mark.django_db


def test_a_manager_sees_who_waits_longer_and_takes_the_table_along() -> None:
    crowd = Crowd()
    empty = client_for(partners.account("manager")).get(reverse("consistency")).content.decode()
    assert "Nothing to compare yet" in empty
    crowd.decided(60)
    crowd.decided(20, "negative")
    references = crowd.decided(60, "negative", nationality="vietnamese", days=lambda each: 60 + each)
    crowd.decided(3, nationality="albanian")
    client = client_for(partners.account("manager"))
    shown = client.get(reverse("consistency")).content.decode()
    words = re.sub(r"<[^>]+>|\s+", " ", shown)
    assert "lower share, took longer" in words
    assert "higher share, took less long" in words
    assert "a reason to look, and no proof of unequal treatment" in words
    assert "The groups are assumed" in words
    assert shown.count('class="nrm-chart"') == 2
    assert "nrm-chart__bar--other" in shown
    assert references[0] not in shown
    answer = client.get(f"{reverse('consistency_csv')}?what=reasonable_grounds&by=nationality&year={crowd.year}")
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    found = {row[0]: row for row in rows}
    assert found["Group"][2:5] == ["Positive", "Negative", "Together"]
    assert found["Eastern and South-eastern Asia"][3] == "60"
    assert found["Rest of Europe"][1:5] == ["Not shown", "fewer than 5", "fewer than 5", "Not shown"]
    assert rows[-1][0] == "All together"
    assert all(cell in re.sub(r"<[^>]+>", "", shown) for row in rows for cell in row)


@pytest.mark.parametrize("role", ["independent_reviewer", "review_convener", "auditor"])
def test_who_reviews_sees_it_and_every_choice_opens(role: str) -> None:
    crowd = Crowd()
    crowd.decided(20, authority="one", year=crowd.year - 1)
    crowd.decided(20, "negative", authority="two", what="conclusive_grounds")
    client = client_for(partners.account(role))
    for what in ("reasonable_grounds", "conclusive_grounds", "independent_review", "reconsideration"):
        for by in ("authority", "panel", "year", "nationality", "gender", "age"):
            assert client.get(reverse("consistency"), {"what": what, "by": by, "year": ""}).status_code == 200
    assert "20" in client.get(reverse("consistency"), {"by": "authority"}).content.decode()


@pytest.mark.parametrize("role", ["caseworker", "first_responder", "statistician", "administrator"])
def test_nobody_else_sees_it(role: str) -> None:
    client = client_for(partners.account(role))
    assert client.get(reverse("consistency")).status_code == 403
    assert client.get(reverse("consistency_csv")).status_code == 403
    assert 'href="/consistency/"' not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("what", "'; DROP TABLE statistics_fact; --", "Choose what you compare from the list."),
        ("by", "{what}", "Choose from the list between which groups you compare."),
        ("by", "first_name", "Choose from the list between which groups you compare."),
        ("year", "99999999999999999999", "Choose a year from the list."),
        ("year", "\uff12\uff10\uff12\uff15", "Choose a year from the list."),
    ],
)
def test_what_cannot_be_chosen_is_an_error_that_leads_to_its_field(field: str, typed: str, told: str) -> None:
    crowd = Crowd()
    crowd.decided(12)
    client = client_for(partners.account("manager"))
    answer = client.get(reverse("consistency"), {field: typed})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert told in shown
    assert f'href="#{field}"' in shown
    assert f'id="{field}"' in shown
    assert "<table" not in shown
    assert client.get(reverse("consistency_csv"), {field: typed}).status_code == 404


def test_the_year_that_runs_is_not_shown() -> None:
    crowd = Crowd()
    crowd.decided(30, year=crowd.at.year)
    client = client_for(partners.account("manager"))
    assert "Nothing to compare yet" in client.get(reverse("consistency")).content.decode()
    assert client.get(reverse("consistency_csv")).content.decode().count("\n") == 1, "a heading alone"
    assert client.get(reverse("consistency"), {"year": str(crowd.at.year)}).status_code == 422
