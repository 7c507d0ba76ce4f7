"""The fourteen rules that a form for victims must hold, a test each; what has longer tests of its own says where.

"The last form I filled in kept her number after she said no." Each rule is the answer to something that went wrong.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opennrm.cases.models import Case
from opennrm.demo.answers import adult_answers, write_referral
from opennrm.demo.entries import with_entries
from opennrm.duty_to_notify.models import AnonymousNotification
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.domains import DomainRule, is_domain, refusal_to_invite_address
from opennrm.questions import lists
from opennrm.questions.answers import clean_page
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.cleaning import CLEANERS
from opennrm.questions.contradictions import contradictions
from opennrm.questions.inputs import as_submitted, field_names
from opennrm.questions.journey import Missing, missing, not_known, pages_that_apply, with_page
from opennrm.questions.notification_facts import notification_facts
from opennrm.questions.published import differences, published
from opennrm.questions.question import Kind, Question
from opennrm.referrals.actions import submit_referral
from opennrm.referrals.expiring import expired_drafts
from opennrm.referrals.models import Referral
from opennrm.referrals.queries import draft_for, drafts_of
from opennrm.referrals.whole import refer_at_once
from opennrm.vault.fields import PersonalField
from tests.factories import cases as made
from tests.factories import partners, referrals
from tests.factories.programs import program
from tests.questions.edits import TODAY, adult, anonymous, child, one_answer

ASKED: list[Question] = [*CATALOGUE.questions.values(), *(field for _list, field in CATALOGUE.fields.values())]
EVERYTHING = with_entries(adult_answers(TODAY), TODAY)
MOST_BYTES = 60_000


def test_rule_1_an_answer_that_no_longer_applies_is_gone() -> None:
    """Over random histories of edits: tests/questions/test_edit_histories.py."""
    refused = with_page(
        CATALOGUE,
        EVERYTHING,
        CATALOGUE.page("consent"),
        {"consent_to_referral": "refused", "will_notify": "yes", "may_be_named": "no"},
    )
    assert not set(refused) & {key for key, each in CATALOGUE.questions.items() if each.kind is Kind.ENTRIES}
    assert not [value for value in ("Linh", "07700 900123", "The aunt", "AB12") if value in str(refused)]


def test_rule_2_only_recorded_consent_names_the_person_and_an_anonymous_notification_has_no_room_for_a_name() -> None:
    would_help = anonymous(notified_cooperates="yes")
    assert notification_facts(would_help).named is None
    columns = AnonymousNotification._meta.get_fields()
    assert not [column for column in columns if isinstance(column, PersonalField)]


@pytest.mark.parametrize(
    ("answers", "offered"),
    [
        ({"referrer_nation": "england", "consent_to_referral": "refused"}, True),
        ({"referrer_nation": "wales", "consent_to_referral": "refused"}, True),
        ({"referrer_nation": "scotland", "consent_to_referral": "refused"}, False),
        ({"referrer_nation": "northern_ireland", "consent_to_referral": "refused"}, False),
        ({"referrer_nation": "england", "consent_to_referral": "given"}, False),
        ({"referrer_nation": "england", "age_answer": "under_18"}, False),
        ({"referrer_nation": "england", "age_answer": "not_sure"}, False),
    ],
)
def test_rule_3_a_notification_is_offered_only_where_the_duty_exists(answers: dict[str, Any], offered: bool) -> None:
    slugs = [page.slug for page in pages_that_apply(CATALOGUE, {"age_answer": "adult"} | answers)]
    assert ("notify" in slugs) is offered
    nation = str(answers["referrer_nation"]).replace("_", "-")
    if not offered and answers.get("consent_to_referral") == "refused":
        assert slugs[-1] == f"no-referral-{nation}"


def test_rule_4_text_is_kept_as_typed_and_every_refusal_names_the_field() -> None:
    typed = "See https://example.org/a?b=1\r\n\r\n  <b>“She’s 名字”</b>\t "
    for question in (each for each in ASKED if each.kind is Kind.TEXTAREA):
        assert CLEANERS[question.kind](question, {question.key: [typed]}, TODAY) == typed
    for page in (page for _section, page in CATALOGUE.pages if page.questions):
        rubbish = {name: ["\x00"] for question in page.questions for name in field_names(question)}
        for error in clean_page(CATALOGUE, page, rubbish, answers=EVERYTHING, today=TODAY).errors:
            assert error.field_id
            assert len(error.message) > 10
            assert error.question_key in CATALOGUE.questions


def test_rule_5_not_known_is_an_answer_and_is_told_apart_from_missing() -> None:
    tired = {"not_known": "Not asked, because she was too tired"}
    answers = adult(treatment=tired)
    assert [question.key for question in not_known(CATALOGUE, answers)] == ["treatment"]
    del answers["treatment"]
    assert missing(CATALOGUE, answers) == [
        Missing(
            "how-they-were-treated",
            "treatment",
            "Enter the account of how they were treated, or say why it is not known",
        )
    ]


def test_rule_6_many_of_each_can_be_told_with_their_own_dates_places_and_kinds() -> None:
    wanted = {"exploitations", "places", "journeys", "exploiters", "vehicles", "phones", "online_names"}
    wanted |= {"other_victims", "professionals", "indicators"}
    found = {key: each for key, each in CATALOGUE.questions.items() if each.kind is Kind.ENTRIES}
    assert set(found) == wanted
    assert all(each.many >= 10 for each in found.values())
    kinds = {field.kind for field in found["exploitations"].fields}
    assert {Kind.DATE, Kind.LOOKUP, Kind.CHECKBOXES} <= kinds


def test_rule_7_answers_cannot_contradict_and_numbers_for_drama_are_taken() -> None:
    assert contradictions(adult(date_of_birth="2015-03-27"), TODAY)
    assert contradictions(child(date_of_birth="1980-03-27"), TODAY)
    assert contradictions(adult(consent_given_on="1990-01-01"), TODAY)
    phone = CATALOGUE.question("support_phone")
    assert CLEANERS[Kind.PHONE](phone, as_submitted(phone, one_answer(phone)), TODAY) == "07700 900123"


def test_rule_8_meanings_are_fixed_by_name_and_versioned() -> None:
    assert CATALOGUE.question("reported_before").hint == "“Yes” means that it has been reported, by anybody."
    assert differences(CATALOGUE, published()) == []
    changed = replace(CATALOGUE, sections=CATALOGUE.sections[1:])
    assert "danger_now was published and is asked no longer" in differences(changed, published())[0]


@pytest.mark.django_db
def test_rule_9_lists_have_ends_and_successors_and_no_page_prints_one_in_full() -> None:
    councils = lists.entries("councils").values()
    assert [each for each in councils if each.ends_on and each.replaced_by]
    house = referrals.house()
    answers = with_entries(adult_answers(legal_day(house.at)), legal_day(house.at))
    draft_id = write_referral(answers, by=house.actor("officer"), at=house.at)
    client = partners.client_for(house.officer)
    for page in pages_that_apply(CATALOGUE, answers):
        shown = client.get(reverse("question", kwargs={"draft_id": draft_id, "slug": page.slug}))
        assert len(shown.content) < MOST_BYTES, page.slug


@pytest.mark.django_db
def test_rule_9_an_administrator_adds_an_entry_and_ends_another() -> None:
    """What is wrong with a change, and who may make none: tests/cases/test_lists.py."""
    house = referrals.house()
    today, officer = legal_day(house.at), house.actor("officer")
    written = adult_answers(today) | {"nationality": "albanian"}
    draft_id = write_referral(written, by=officer, at=house.at)
    ours = program()
    path = ours.begins(written)
    who = partners.client_for(partners.account("administrator", of=made.authority_team().organisation))
    why = {"reason": "Recognised."}
    who.post("/lists/nationalities/add/", why | {"label": "Zembian", "also": "Zembia"})
    day = {"ends_on-day": today.day, "ends_on-month": today.month, "ends_on-year": today.year}
    who.post("/lists/nationalities/albanian/end/", why | day | {"replaced_by": "Zembian"})
    # What was answered stays, with its name.
    assert ours.get(path).json()["answers"]["nationality"] == "albanian"
    assert draft_for(officer, draft_id).answers["nationality"] == "albanian"
    assert lists.label("nationalities", "albanian") == "Albanian"
    # Nobody chooses it any more, and each is told what stands in its place; the one that was added can be chosen.
    page = next(page for _section, page in CATALOGUE.pages if "nationality" in {each.key for each in page.questions})
    address = reverse("question", kwargs={"draft_id": draft_id, "slug": page.slug})
    client = partners.client_for(house.officer)
    shown = re.search(r'name="shown" value="([^"]*)"', client.get(address).content.decode())
    sent: dict[str, Any] = {"shown": shown and shown[1]}
    for question in page.questions:
        sent |= as_submitted(question, written[question.key]) if question.key in written else {}
    told = "no longer exists: choose Zembian"
    assert told in client.post(address, sent | {"nationality": "Albanian"}).content.decode()
    assert told in ours.ask("PATCH", path, {"answers": {"nationality": "albanian"}}).json()["errors"][0]["detail"]
    assert client.post(address, sent | {"nationality": "zembia"}).status_code == 302
    assert draft_for(officer, draft_id).answers["nationality"] == "zembian"
    assert ours.ask("PATCH", path, {"answers": {"nationality": "zembian"}}).status_code == 200
    offered = {each["code"] for each in Client().get("/api/v1/questions").json()["lists"]["nationalities"]}
    described = Client().get("/api/v1/openapi.json").json()["components"]["schemas"]["list_nationalities"]["enum"]
    assert [("zembian" in known, "albanian" in known) for known in (offered, described)] == [(True, False)] * 2


@pytest.mark.django_db
def test_rule_10_a_draft_is_the_teams_and_warns_before_it_goes() -> None:
    """What is kept at the end of a draft: tests/referrals/test_expiring.py."""
    house = referrals.house()
    draft_id = write_referral(adult_answers(legal_day(house.at)), by=house.actor("officer"), at=house.at)
    assert [row.id for row in drafts_of(house.actor("colleague"))] == [draft_id]
    read = draft_for(house.actor("colleague"), draft_id)
    assert read.expires_on == legal_day(house.at) + timedelta(days=settings.DRAFT_DAYS)
    shown = partners.client_for(house.colleague).get(reverse("draft", kwargs={"draft_id": draft_id}))
    assert "It is kept until" in shown.content.decode()
    assert expired_drafts(house.at + timedelta(days=settings.DRAFT_DAYS)) == []
    assert expired_drafts(house.at + timedelta(days=settings.DRAFT_DAYS + 1)) == [str(draft_id)]


@pytest.mark.django_db
def test_rule_11_after_sending_there_is_a_reference_a_copy_and_the_status() -> None:
    house = referrals.house()
    reference = house.adult()
    client = partners.client_for(house.officer)
    sent = client.get(reverse("referral_sent", kwargs={"reference": reference})).content.decode()
    assert reference in sent
    receipt = client.get(reverse("referral_receipt", kwargs={"reference": reference}))
    assert receipt.headers["Content-Type"] == "application/pdf"
    page = client.get(reverse("referral", kwargs={"reference": reference})).content.decode()
    assert "Where it stands" in page
    assert reverse("referral_withdraw", kwargs={"reference": reference}) in page


@pytest.mark.django_db
def test_rule_12_one_entry_serves_all_and_none_sees_more_than_they_may() -> None:
    """Who is shown what, field by field: tests/house/test_fields_shown.py."""
    made.authority_team()
    reference = refer_at_once(made.answers(child=True), by=made.referrer(), at=timezone.now())
    assert Case.objects.filter(reference=reference).count() == 1
    stranger = partners.client_for(partners.account("first_responder"))
    assert stranger.get(reverse("referral", kwargs={"reference": reference})).status_code == 404


@pytest.mark.django_db
def test_rule_13_sent_twice_it_is_one_referral() -> None:
    """Two people who send the same victim: tests/cases/test_same_person.py."""
    house = referrals.house()
    draft_id = write_referral(adult_answers(legal_day(house.at)), by=house.actor("officer"), at=house.at)
    sent = {submit_referral(draft_id, token=token, by=house.actor("officer"), at=house.at) for token in "ab"}
    assert sent == {Referral.objects.get().reference}


def test_rule_14_domains_match_whole_and_the_organisation_is_never_chosen() -> None:
    rule = DomainRule("police.example", with_subdomains=True)
    assert refusal_to_invite_address("a@force.police.example", [rule]) is None
    assert refusal_to_invite_address("a@notpolice.example", [rule]) is not None
    assert is_domain("police.example")
    assert not [each.key for each in ASKED if each.list_name == "organisations" or "your_organisation" in each.key]
