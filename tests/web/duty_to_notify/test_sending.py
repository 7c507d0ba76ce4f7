"""The last look at a notification, and what is recorded when somebody reads one."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.models import Account
from opennrm.referrals.actions import save_page, start_draft
from opennrm.referrals.models import Draft
from opennrm.referrals.queries import draft_for
from tests.factories import notifications as made
from tests.factories import partners

pytestmark = pytest.mark.django_db


def responder(**of: Any) -> Account:
    return partners.account("first_responder", in_team=partners.team(partners.organisation(**of)))


def check_page(who: Account, **changed: Any) -> str:
    return reverse("check_notification", kwargs={"draft_id": made.draft(partners.actor(who), **changed)})


def test_the_check_of_answers_leads_to_the_check_of_a_notification() -> None:
    who = responder()
    draft_id = made.draft(partners.actor(who))
    answer = partners.client_for(who).get(reverse("check_answers", kwargs={"draft_id": draft_id}))
    assert answer.headers["Location"] == reverse("check_notification", kwargs={"draft_id": draft_id})


def test_a_referral_is_not_checked_as_a_notification() -> None:
    who = responder()
    draft_id = start_draft(by=partners.actor(who), at=timezone.now())
    address = reverse("check_notification", kwargs={"draft_id": draft_id})
    assert partners.client_for(who).get(address).status_code == 404


def test_how_many_are_alike_is_said_in_a_band_before_it_leaves() -> None:
    who = responder()
    client = partners.client_for(who)
    for nationality in ("albanian", "romanian", "polish", "chinese"):
        made.notified(notified_nationality=nationality)
    said = client.get(check_page(who)).content.decode()
    assert "No other notification of the last year is like this one (female, Vietnamese, Lincolnshire Police" in said
    assert "You can send it as it is." in said
    assert "notified-gender-and-nationality/?change=1#notified_nationality_known" in said
    assert "Leave out the nationality</a>: 5 to 9" in said
    assert "which nobody has verified" in said
    for _ in range(5):
        made.notified()
    said = client.get(check_page(who)).content.decode()
    assert "like this one, itself counted: 5 to 9" in said
    assert "With so few" not in said


def test_words_that_could_point_to_somebody_are_taken_out_or_said_to_be_harmless_and_that_is_recorded() -> None:
    who = responder()
    made.triage()
    address = check_page(who, notified_what_happened="The man at the Lantern took <the> money to Boston.")
    client, text = partners.client_for(who), "The man at the Lantern took &lt;the&gt; money to Boston."
    said = client.get(address).content.decode()
    assert text in said
    assert "A name: “The man at the <strong>Lantern</strong> took &lt;the&gt; money to Boston.”" in said
    form = {"considered": "yes", "version": draft_for(partners.actor(who), _draft()).version}
    refused = client.post(address, {**form, "harmless": ["Lantern"]})
    assert refused.status_code == 422
    assert "say of each of them that it identifies nobody" in refused.content.decode()
    assert 'value="Lantern" checked' in refused.content.decode()
    assert text in refused.content.decode()
    assert client.post(address, {**form, "harmless": ["Lantern", "Boston"]}).status_code == 302
    (event,) = [event for event in latest_events(5) if event.kind == "NotificationSent"]
    assert event.facts["said_harmless"] == ["place", "name"]
    assert "Lantern" not in str(event)


def test_a_text_full_of_names_does_not_make_the_page_grow() -> None:
    who = responder()
    names = " and ".join(f"Zq{letter}{other}x" for letter in "abcdefghijkl" for other in "abcdefghijklmnop")
    said = partners.client_for(who).get(check_page(who, notified_what_happened=f"There were {names}.")).content
    assert "take words out first" in said.decode()
    assert len(said) < 60_000


def test_what_must_come_out_is_named_with_its_question_and_cannot_be_sent() -> None:
    who = responder()
    address = check_page(who, notified_what_happened="Ana rang 020 7946 0777.")
    client = partners.client_for(who)
    said = client.get(address).content.decode()
    assert "020 7946 0777" in said
    assert "notified-what-happened/?change=1#notified_what_happened" in said
    assert "Send the notification</button>" not in said
    answer = client.post(address, {"considered": "yes", "version": draft_for(partners.actor(who), _draft()).version})
    assert answer.status_code == 422
    assert Draft.objects.exists()


def _draft() -> Any:
    return Draft.objects.get().id


def test_a_press_on_the_button_twice_gives_the_same_receipt() -> None:
    who = responder()
    address = check_page(who)
    version = draft_for(partners.actor(who), _draft()).version
    client = partners.client_for(who)
    first, second = (client.post(address, {"considered": "yes", "version": version}) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("kind", "nation", "said"),
    [
        (OrganisationType.POLICE, Nation.WALES, "is under the duty to notify"),
        (OrganisationType.CHARITY, Nation.ENGLAND, "It may do so voluntarily"),
    ],
)
def test_the_offer_says_how_the_organisation_stands_to_the_duty(
    kind: OrganisationType, nation: Nation, said: str
) -> None:
    who = responder(kind=kind, nation=nation)
    by, at = partners.actor(who), timezone.now()
    draft_id = start_draft(by=by, at=at)
    save_page(draft_id, "your-nation", {"referrer_nation": ["england"]}, by=by, at=at)
    adult = {"age_answer": ["adult"], "under_18_during_exploitation": ["no"]}
    save_page(draft_id, "age", adult, by=by, at=at)
    save_page(draft_id, "consent", {"consent_to_referral": ["refused"]}, by=by, at=at)
    page = partners.client_for(who).get(reverse("question", kwargs={"draft_id": draft_id, "slug": "notify"}))
    assert said in page.content.decode()


def test_whoever_of_the_force_reads_one_is_recorded() -> None:
    triage = made.triage()
    reference = made.notified(named=True)
    client = partners.client_for(Account.objects.get(id=triage.account_id))
    listed = client.get(reverse("notifications_received")).content.decode()
    assert reference in listed
    assert "Ionel" not in listed
    (event,) = latest_events(1)
    assert (event.kind, event.facts["list_name"], event.facts["shown"]) == ("ListViewed", "notifications_received", 1)
    for name in ("received_notification", "received_form"):
        assert client.get(reverse(name, kwargs={"reference": reference})).status_code == 200
        (event,) = latest_events(1)
        assert (event.kind, event.subject, event.by) == ("NotificationViewed", reference, triage.account_id)
        assert event.facts == {"seen_as": "received"}
