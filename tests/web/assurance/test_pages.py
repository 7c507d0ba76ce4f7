"""The pages of independent review refuse what is not theirs to see, and lose nothing that was typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from opennrm.mechanism.independent_review import TEST
from tests.assurance.panel import Panel, to_review
from tests.factories import referrals
from tests.factories.partners import client_for

pytestmark = pytest.mark.django_db


def test_who_convenes_sees_references_and_nothing_of_a_case(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference, "The account of Linh differs.")
    client = client_for(experts.convener)
    page = client.get(reverse("reviews_to_convene")).content.decode()
    assert reference in page
    assert "Linh" not in page
    one = client.get(reverse("reviewers", kwargs={"review_id": experts.waiting().id})).content.decode()
    assert "Jocasta Hart" in one
    assert "Linh" not in one
    assert client.get(reverse("case", kwargs={"reference": reference})).status_code == 403


def test_what_was_typed_in_an_opinion_that_is_refused_is_still_there(house: referrals.House, experts: Panel) -> None:
    to_review(house, house.adult())
    review_id = experts.names(0, 1, 2)
    experts.declares(review_id, 0)
    client = client_for(experts.reviewers[0])
    address = reverse("give_opinion", kwargs={"review_id": review_id})
    typed = {
        "opinion": "reconsider",
        "because": "Look at the payslips.",
        "text_hash": experts.waiting().text_hash,
        "token": "11111111-1111-4111-8111-111111111111",
        TEST[0].key: "no",
    }
    answer = client.post(address, typed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Look at the payslips." in shown
    assert f"Answer this: {TEST[1].ask}" in shown.replace("&#39;", "'")


def test_a_reviewer_is_led_to_declare_first_and_to_the_list_when_it_is_over(
    house: referrals.House, experts: Panel
) -> None:
    to_review(house, house.adult())
    review_id = experts.names(0, 1, 2)
    client = client_for(experts.reviewers[0])
    address = reverse("give_opinion", kwargs={"review_id": review_id})
    assert client.get(address).headers["Location"] == reverse("declare_interest", kwargs={"review_id": review_id})
    for which in range(3):
        experts.says(review_id, which, "satisfied")
    assert client.get(address).headers["Location"] == reverse("own_reviews")
    assert client_for(experts.reviewers[3]).get(address).status_code == 404


def test_the_answer_to_reviewers_who_are_not_satisfied_goes_with_the_serving(
    house: referrals.House, experts: Panel
) -> None:
    reference = house.adult()
    to_review(house, reference)
    experts.reviews("reconsider", "reconsider", "reconsider")
    house.decide(reference, "negative", "Better.", answer="We looked again.")
    house.check(reference)
    experts.reviews("reconsider", "reconsider", "satisfied")
    client = client_for(house.caseworker)
    page = client.get(reverse("case", kwargs={"reference": reference})).content.decode()
    assert "Answer the reviewers and serve the decision" in page
    address = reverse("answer_and_serve_reasonable_grounds", kwargs={"reference": reference})
    assert "Because of what it says." in client.get(address).content.decode()
    version = house.case(reference).version
    refused = client.post(address, {"version": version, "answer": " "})
    assert refused.status_code == 422
    assert "Answer the reviewers" in refused.content.decode()
    assert client.post(address, {"version": version, "answer": "We keep to it."}).status_code == 302
    assert house.case(reference).reasonable_grounds == "negative"
    told = client.get(reverse("case_independent_reviews", kwargs={"reference": reference})).content.decode()
    assert "We keep to it." in told
    assert "they are not satisfied, and may not overturn it" in told
