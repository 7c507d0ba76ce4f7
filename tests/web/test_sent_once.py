"""Which names of a request came more than once, but for those that may."""

from __future__ import annotations

from django.http import QueryDict
from django.test import RequestFactory

from opennrm.questions.catalogue import CATALOGUE
from opennrm.web.sent_once import OF_SEVERAL, is_asked_twice, repeated


def test_names_that_came_twice_are_told_but_for_those_of_several() -> None:
    sent = QueryDict("a=1&b=1&a=2&flags=x&flags=y&c=")
    assert repeated(sent, ("flags",)) == ["a"]
    assert repeated(sent) == ["a", "flags"]
    assert repeated(QueryDict("a=1&b=1")) == []


def test_the_same_value_twice_is_twice() -> None:
    assert repeated(QueryDict("a=1&a=1")) == ["a"]


def test_an_address_with_a_name_twice_is_told() -> None:
    assert is_asked_twice(RequestFactory().get("/cases/?show=open&show=open"))
    assert not is_asked_twice(RequestFactory().get("/cases/?show=open&kind=child"))


def test_questions_of_several_answers_and_of_long_lists_may_come_several_times_and_others_may_not() -> None:
    assert {"consent_explained", "interpreter_language"} <= OF_SEVERAL
    assert not {"first_name", "gender", "decision_to"} & OF_SEVERAL
    assert set(CATALOGUE.questions) | set(CATALOGUE.fields) >= OF_SEVERAL
