"""A served decision writes its papers and a notice; where nobody may safely be served, nothing is served."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opennrm.cases.addresses import lines_on_letter
from opennrm.notifications.models import Letter
from opennrm.notifications.queries import letters_of
from opennrm.referrals.queries import SafeWay, referral_read
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def written(reference: str) -> dict[str, tuple[str, str]]:
    return {letter.kind: (letter.audience, letter.channel) for letter in letters_of(reference)}


def test_a_positive_goes_to_the_person_by_post_and_a_notice_to_who_referred() -> None:
    reference = made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker"))
    assert written(reference)["reasonable_grounds_positive"] == ("person", "post")
    assert written(reference)["notice_of_outcome"][0] == "first_responder"


def test_papers_about_a_child_never_go_to_the_child() -> None:
    reference = made.referred(child=True)
    made.decided(reference, "positive", by=made.officer("caseworker"))
    assert written(reference)["reasonable_grounds_positive"][0] == "council"


def test_nobody_else_is_greeted_with_the_persons_name() -> None:
    way = SafeWay("council", "hand_over", "", (), False)
    referral = replace(referral_read(made.referred()), name="Linh Exemple")
    assert lines_on_letter(way, referral)[0] == "Council"
    assert lines_on_letter(replace(way, audience="person"), referral)[0] == "Linh Exemple"


def test_nothing_is_written_before_a_negative_is_served() -> None:
    reference, author = made.referred(), made.officer("caseworker")
    made.decided(reference, "negative", by=author)
    made.checked(reference, by=made.officer("second_officer"))
    assert written(reference) == {}
    made.served(reference, by=author)
    assert set(written(reference)) == {"reasonable_grounds_negative", "notice_of_outcome"}


def test_the_notice_sends_who_referred_to_the_authority_and_not_to_themselves() -> None:
    reference = made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker"))
    contact = {letter.kind: letter.content["contact"] for letter in Letter.objects.filter(case_reference=reference)}
    assert contact == {
        "notice_of_outcome": "the competent authority, quoting the reference above",
        "reasonable_grounds_positive": "the organisation that referred you, quoting the reference above",
    }
