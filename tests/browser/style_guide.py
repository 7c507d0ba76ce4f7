"""Every part of our pages on a few pages that only the tests can open, with made-up words."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import translation

from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.access import Actor
from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question
from opennrm.web import errors
from opennrm.web.errors import PageError
from opennrm.web.forms import page_of_questions
from opennrm.web.policy import PUBLIC

TODAY = date(2026, 3, 2)
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"
ACTOR = Actor(
    UUID(int=1), UUID(int=2), "marsh", "Marshland Constabulary", Nation.ENGLAND, "Ines Okafor",
    frozenset({"first_responder", "manager"}), frozenset(),
)  # fmt: skip
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
ONE = Page(
    slug="one",
    title="Evidence",
    questions=(
        Question(key="has_evidence", ask="Is there evidence that supports this referral?", kind=Kind.RADIOS,
                 called="answer about evidence", choices=YES_NO, hint="A referral without documents is complete."),
        Question(key="described", ask="What is it, and who holds it?", kind=Kind.TEXTAREA, called="description",
                 only_if=is_("has_evidence", "yes"), rows=3, max_length=500),
    ),
)  # fmt: skip
ALL = Page(
    slug="all",
    title="Every kind of question",
    text=("Ask only what the person is ready to tell you.",),
    warning="If somebody is in danger now, ring 999 first.",
    questions=(
        Question(key="first_name", ask="First name", kind=Kind.TEXT, called="first name", not_known=True),
        Question(key="born_on", ask="What is their date of birth?", kind=Kind.DATE, called="date of birth",
                 hint="For example, 27 3 1998.", not_known=True, because="Children are referred without consent."),
        Question(key="story", ask="What happened?", kind=Kind.TEXTAREA, called="account", max_length=15000, rows=4),
        Question(key="signs", ask="What did you see?", kind=Kind.CHECKBOXES, called="signs",
                 choices=(Choice("papers", "Somebody else holds their papers", "Passport, identity card"),
                          Choice("debt", "They owe money to who brought them"),
                          Choice("other", "Something else"), Choice("none", "None of these", alone=True))),
        Question(key="other_sign", ask="What else?", kind=Kind.TEXT, called="other sign",
                 only_if=is_("signs", "other")),
        Question(key="nation", ask="Where were they found?", kind=Kind.SELECT, called="nation",
                 choices=(Choice("england", "England"), Choice("wales", "Wales"))),
        Question(key="force", ask="Police force", kind=Kind.LOOKUP, called="police force", list_name="police_forces",
                 required=False),
        Question(key="town", ask="Town", kind=Kind.LOOKUP, called="town", list_name="uk_towns"),
        Question(key="towns", ask="Towns where it happened", kind=Kind.LOOKUP, called="towns", list_name="uk_towns",
                 many=10),
        Question(key="how_many", ask="How many people were there?", kind=Kind.NUMBER, called="number of people"),
        Question(key="phone", ask="Phone number", kind=Kind.PHONE, called="phone number"),
        Question(key="email", ask="E-mail address", kind=Kind.EMAIL, called="e-mail address"),
        Question(key="postcode", ask="Postcode", kind=Kind.POSTCODE, called="postcode"),
        Question(key="home", ask="Where do they live?", kind=Kind.ADDRESS, called="address"),
    ),
)  # fmt: skip
TYPED = {
    "has_evidence": ["yes"], "described": ["\n  A ledger.\n"], "first_name": ["Zo\u00eb <b>\u201cQ\u201d</b>"],
    "born_on-day": ["31"], "born_on-month": ["2"], "born_on-year": ["1998"], "signs": ["debt", "other"],
    "town": ["new"], "towns": ["new", "Nowhere-on-Sea"], "story": ["Long" * 60], "how_many": ["three"],
}  # fmt: skip
WRONG = [
    PageError("Enter a date of birth that exists: February has 28 or 29 days", "born_on-day"),
    PageError("More than one entry fits what you typed for the town: choose one of them", "town"),
    PageError("More than one entry fits what you typed for the towns: choose one of them", "towns"),
    PageError("The number of people must be a whole number in digits, such as 3", "how_many"),
    PageError("Enter the first line of the address", "home-line_1"),
    PageError("Choose where they were found", "nation"),
    PageError("This referral was changed in another window"),
]
COMPONENTS = """
{% extends "base.html" %}
{% block page_title %}Parts{% endblock %}
{% block before_content %}{{ govuk("back-link", {"text": "Back", "href": "#"}) }}{% endblock %}
{% block content %}
<h1 class="govuk-heading-xl">Every part that holds no answer</h1>
{{ govuk("panel", {"titleText": "Referral received", "text": "NRM-2026-0001-7F3K"}) }}
{{ govuk("notification-banner", {"text": "The draft was saved.", "titleText": "Saved"}) }}
{{ govuk("warning-text", {"text": "You may be told to stop.", "iconFallbackText": "Warning"}) }}
{{ govuk("inset-text", {"text": "A first responder writes this."}) }}
<p class="govuk-body">{{ govuk("tag", {"text": "Overdue", "classes": "govuk-tag--red"}) }}
{{ govuk("tag", {"text": "Waiting", "classes": "govuk-tag--yellow"}) }}</p>
{{ govuk("table", {"caption": "Referrals by quarter", "firstCellIsHeader": true, "head": [{"text": "Quarter"}, {"text":
"Referrals", "format": "numeric"}], "rows": [[{"text": "2025 Q4"}, {"text": "1,204", "format": "numeric"}]]}) }}
{{ bar_chart("quarters", "Referrals by quarter", "Adults and children, October 2025 to March 2026.",
[("Adults, October to December", 1204), ("Adults, January to March", 900)]) }}
{{ summary_list({"card": {"title": {"text": "The person"}}, "rows": [
{"key": {"text": "Name"}, "value": {"text":
"Zo\u00eb Anaximandrovna-Featherstonehaugh-Cholmondeley"}, "actions": {"items": [{"href": "#", "text": "Change",
"visuallyHiddenText": "name"}]}}, {"key": {"text": "Nationality"}, "value": {"text": "Not known"}}]}) }}
{{ file_upload({"name": "photo", "label": {"text": "Add a file"}}) }}
{{ govuk("tabs", {"items": [{"label": "Timeline", "id": "timeline", "panel": {"text": "Received."}},
{"label": "Letters", "id": "letters", "panel": {"text": "None."}}]}) }}
{{ govuk("accordion", {"id": "help", "items": [{"heading": {"text": "Help"}, "content": {"text": "Ring us."}}]}) }}
{{ govuk("pagination", {"previous": {"href": "#"}, "next": {"href": "#"}}) }}
{{ govuk("task-list", {"idPrefix": "tasks", "items": [{"title": {"text": "Consent"}, "href": "#", "status": {"tag":
{"text": "Incomplete"}}}]}) }}
<div class="govuk-button-group">{{ govuk("button", {"text": "Save and continue"}) }}
{{ govuk("button", {"text": "Delete", "classes": "govuk-button--warning"}) }}</div>
{% endblock %}
"""
QUESTIONS = """
{% extends "base.html" %}
{% block page_title %}{{ title }}{% endblock %}
{% block before_content %}{{ govuk("back-link", {"text": "Back", "href": "#"}) }}{% endblock %}
{% block content %}
<form method="post" novalidate>{{ csrf_input }}{{ fields }}
{{ govuk("button", {"text": "Save and continue", "preventDoubleClick": true}) }}</form>
{% endblock %}
"""


def _shown(request: HttpRequest, source: str, **context: Any) -> HttpResponse:
    language = request.GET.get("language", "en-gb")
    with translation.override(language):
        engine: Any = engines["pages"]
        page = engine.from_string(source)
        for name in ("title", "fields"):
            if callable(context.get(name)):
                context[name] = context[name]()
        response = HttpResponse(page.render(context, request))
    response["Content-Security-Policy"] = STRICT
    return response


def parts(request: HttpRequest) -> HttpResponse:
    """What holds no answer, for somebody signed in."""
    asking: Any = request
    asking.actor = ACTOR
    return _shown(request, COMPONENTS)


def question(request: HttpRequest) -> HttpResponse:
    """One question with one inside it."""
    fields = page_of_questions(ONE, TYPED, [], answers={}, on=TODAY)
    return _shown(request, QUESTIONS, title=ONE.title, fields=fields)


def all_questions(request: HttpRequest) -> HttpResponse:
    """Every kind of question, with mistakes, on a public page."""
    wrong = [] if "right" in request.GET else WRONG
    typed = {} if "right" in request.GET else TYPED

    def fields() -> Any:
        return page_of_questions(ALL, typed, wrong, answers={}, on=TODAY)

    return _shown(request, QUESTIONS, title=ALL.title, fields=fields, errors=wrong, public=True)


def not_received(request: HttpRequest) -> HttpResponse:
    """The page after something could not be saved."""
    request.method = "POST"
    asking: Any = request
    asking.POST = request.GET.copy()
    response = errors.not_received(request)
    response.status_code = 200
    return response


for view in (parts, question, all_questions, not_received):
    vars(view)["policy"] = PUBLIC  # a view without a policy answers to nobody

urlpatterns = [
    path("parts/", parts),
    path("question/", question),
    path("all/", all_questions),
    path("not-received/", not_received),
    path("sign-out/", parts, name="account_logout"),
    path("referrals/", parts, name="referrals"),
    path("figures/", parts, name="figures"),
    path("work/", parts, name="work_list"),
    path("account/", parts, name="own_account"),
    path("account/stay/", parts, name="stay"),
]
handler404 = "opennrm.web.errors.not_found"
