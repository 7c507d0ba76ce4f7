"""Reviewers and opinions stand as the history says; what was changed behind it is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.assurance.models import GivenOpinion, Reviewer
from opennrm.assurance.verification import check_reviews
from tests.assurance.panel import panel, to_review
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def otherwise() -> None:
    row = GivenOpinion.objects.all()[0]
    row.content = json.dumps({**json.loads(row.content), "opinion": "satisfied"})
    row.save(update_fields=["content"])


def gone() -> None:
    GivenOpinion.objects.all()[0].delete()


def named_by_nobody() -> None:
    row = Reviewer.objects.all()[0]
    row.pk, row.id = None, uuid4()
    row.account_id = row.named_by_id
    row.save(force_insert=True)


def set_aside_by_nobody() -> None:
    Reviewer.objects.filter(id=Reviewer.objects.all()[0].id).update(
        stood_aside_at=timezone.now(), stood_aside_because="has_no_time"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (lambda: None, ""),
        (otherwise, "an independent opinion is not what the history says was given"),
        (gone, "an independent opinion was given, and is not there"),
        (named_by_nobody, "who reviews it independently is not who the history says"),
        (set_aside_by_nobody, "who reviews it independently is not who the history says"),
    ],
)
def test_what_was_changed_behind_the_history_is_found(settings: Any, changes: Callable[[], None], said: str) -> None:
    settings.PROFILES_ADOPTED = [("single_authority_2019", "2020-01-01")]
    house = referrals.house()
    experts = panel(house.at)
    to_review(house, house.adult())
    experts.reviews("reconsider", "reconsider", "satisfied")
    changes()
    assert [found.what for found in check_reviews()] == ([said] if said else [])
