"""Tamsin writes in a cellar: the network is cut, comes back, a colleague wrote meanwhile; the device tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from opennrm.questions.catalogue import CATALOGUE
from tests.browser.watching import axe, fits
from tests.stories.people import ADMINISTRATOR, OFFICER, House, Person

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = {"no": "danger_now", "england": "referrer_nation", "under_18": "age_answer"}
PASSPHRASE = "eleven green lanterns"
PLANTED, LATER, OF_COLLEAGUE = "Warden of the Quillmarsh", "Keeper of the Quillmarsh", "Inspector of barges"
EVERYTHING_KEPT = """async () => {
    const told = [];
    const words = (value) => {
        if (value instanceof ArrayBuffer) return words(new Uint8Array(value));
        if (ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value);
        if (value && typeof value === "object") return Object.entries(value).map(([k, v]) => k + words(v)).join(" ");
        return String(value);
    };
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((done) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => done(asked.result);
        });
        for (const store of database.objectStoreNames) {
            const rows = await new Promise((done) => {
                const asked = database.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => done(asked.result);
            });
            told.push(store, ...rows.map(words));
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        const kept = await caches.open(name);
        for (const request of await kept.keys()) told.push(request.url, await (await kept.match(request)).text());
    }
    return told.concat(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie);
}"""


@pytest.fixture
def switched_on(house: House) -> House:
    from opennrm.partners.actors import actor_of
    from opennrm.partners.offline import switch_offline

    at = timezone.now()
    switch_offline(True, by=actor_of(ADMINISTRATOR, at), at=at)
    return house


def kept_by(page: Page) -> str:
    return "\n".join(page.evaluate(EVERYTHING_KEPT))


def chooses(page: Page) -> None:
    page.get_by_label("Choose a passphrase for this device").fill(PASSPHRASE)
    page.get_by_label("The same passphrase again").fill(PASSPHRASE)
    page.get_by_role("button", name="Choose it").click()
    page.get_by_role("heading", name="Drafts on this device").wait_for()


def unlocks(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.get_by_label("Your passphrase for this device").fill(passphrase)
    page.get_by_role("button", name="Open", exact=True).click()


def is_ready(person: Person, house: House) -> Page:
    page = person.page
    page.goto(f"{house.address}/offline/")
    chooses(page)
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    return page


def writes_role(page: Page, role: str) -> None:
    page.get_by_label("What is your role?").fill(role)


def to_role(page: Page) -> None:
    """Of a child, through the pages to the one that asks for one's role."""
    for _ in range(20):
        if page.get_by_label("What is your role?").count():
            return
        for value in ("no", "england", "under_18"):
            choice = page.locator(f'input[name={NAMES[value]}][value="{value}"]')
            if choice.count() and not choice.is_checked():
                choice.check()
        page.get_by_role("button", name="Continue").click()
    pytest.fail("No page asks for a role.")


def test_written_in_a_cellar_it_is_sealed_sent_when_back_and_differences_are_shown(switched_on: House) -> None:
    from opennrm.referrals.models import Draft

    house, person = switched_on, switched_on.at_work(OFFICER)
    page = is_ready(person, house)
    page.context.set_offline(True)
    page.reload()
    unlocks(page, "another passphrase")
    page.get_by_text("This passphrase opens nothing here").first.wait_for()
    unlocks(page)
    page.get_by_role("button", name="Write a new one").click()
    to_role(page)
    writes_role(page, PLANTED)
    page.get_by_role("button", name="All drafts").click()
    page.get_by_text("Not in the service yet.").wait_for()
    assert not Draft.objects.exists()
    kept = kept_by(page)
    assert "drafts" in kept
    assert "/offline/questions.json" in kept, "the page and its questions are kept"
    for tells in (PLANTED, "Quillmarsh", PASSPHRASE, "under_18 ", OFFICER, "Tamsin", "sign-out"):
        assert tells not in kept

    page.context.set_offline(False)
    page.get_by_text("Everything that is on this device is in the service.").wait_for()
    draft = Draft.objects.get()
    assert draft.answers["danger_now"] == "no"
    assert draft.answers["referrer_role"] == PLANTED

    from opennrm.partners.actors import actor_of
    from opennrm.referrals.actions import save_page

    at = timezone.now()
    typed = {"referrer_role": [OF_COLLEAGUE], "referrer_phone": ["020 7946 0123"]}
    slug = next(
        each.slug for _section, each in CATALOGUE.pages if any(q.key == "referrer_role" for q in each.questions)
    )
    save_page(draft.id, slug, typed, by=actor_of(OFFICER, at), at=at)
    page.get_by_role("button", name="Go on").click()
    to_role(page)
    writes_role(page, LATER)
    page.get_by_role("button", name="All drafts").click()
    page.get_by_role("heading", name="Answered here and there").wait_for()
    assert page.get_by_text(f"On this device: {LATER}").is_visible()
    assert page.get_by_text(f"In the service: {OF_COLLEAGUE}").is_visible()
    axe(page)
    page.reload()
    unlocks(page)
    page.get_by_role("heading", name="Answered here and there").wait_for()
    assert Draft.objects.get().answers["referrer_role"] == OF_COLLEAGUE, (
        "nothing was written over, or settled by a lock"
    )
    page.get_by_role("button", name="Keep mine").click()
    page.get_by_text("Everything that is on this device is in the service.").wait_for()
    assert Draft.objects.get().answers["referrer_role"] == LATER
    assert Draft.objects.get().answers["referrer_phone"] == "020 7946 0123", "what only the colleague wrote stays"


def test_a_draft_that_is_not_taken_stops_none_behind_it_and_a_full_device_says_so(switched_on: House) -> None:
    from opennrm.referrals.models import Draft

    page = is_ready(switched_on.at_work(OFFICER), switched_on)
    page.context.set_offline(True)
    for role in (PLANTED, LATER):
        page.get_by_role("button", name="Write a new one").click()
        to_role(page)
        writes_role(page, role)
        page.get_by_role("button", name="All drafts").click()
    answers: list[tuple[int, str]] = [
        (413, "<h1>Too large</h1>"),
        (200, "<h1>A page</h1>"),
        (422, '{"refused": "Sent."}'),
    ]

    def but_one(route: Route) -> None:
        if route.request.method == "POST" and PLANTED in (route.request.post_data or ""):
            status, body = answers[0]
            route.fulfill(status=status, body=body)
        else:
            route.continue_()

    page.route("**/offline/drafts.json", but_one)
    page.context.set_offline(False)
    while answers:
        because = "It was not taken: " + ("Sent." if len(answers) == 1 else "The service could not take this draft;")
        page.get_by_text(because).wait_for()
        page.get_by_text("Not everything was taken.").wait_for()
        assert Draft.objects.get().answers["referrer_role"] == LATER
        answers.pop(0)
        page.get_by_text("Not everything was taken.").evaluate("told => told.remove()")
        if not answers:
            page.unroute("**/offline/drafts.json")
        page.get_by_role("button", name="Send to the service").click()
    page.get_by_text("Everything that is on this device is in the service.").wait_for()
    assert Draft.objects.count() == 2

    page.context.set_offline(True)
    page.get_by_role("button", name="Go on").first.click()
    to_role(page)
    page.evaluate("() => { window.put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = null; }")
    writes_role(page, "Lost")
    page.get_by_text("This device could not keep what was typed").wait_for()
    page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")
    writes_role(page, OF_COLLEAGUE)
    page.get_by_role("button", name="All drafts").click()
    page.get_by_text("Not in the service yet.").wait_for()
    page.reload()
    unlocks(page)
    page.get_by_text("Not in the service yet.").wait_for()


def test_after_signing_out_nothing_is_read_and_another_person_sees_nothing_of_it(switched_on: House) -> None:
    from opennrm.partners.models import Account

    house, person = switched_on, switched_on.at_work(OFFICER)
    page = is_ready(person, house)
    page.get_by_role("button", name="Write a new one").click()
    to_role(page)
    writes_role(page, PLANTED)
    page.wait_for_timeout(300)
    page.goto(f"{house.address}/account/")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    page.goto(f"{house.address}/offline/")
    page.get_by_role("heading", name="Sign in first").wait_for()
    kept = kept_by(page)
    assert "drafts" in kept, "what is sealed stays, so that nothing that was written is lost"
    assert PLANTED not in kept
    home = Account.objects.get(email=OFFICER).organisation
    colleague = Account.objects.filter(organisation=home, roles_held__role="first_responder").exclude(email=OFFICER)
    if not colleague.exists():
        from tests.factories import partners

        partners.account("first_responder", of=home, name="Ottoline Quayle")
    other = house.at_work(colleague.first().email)  # type: ignore[union-attr]
    page.context.add_cookies(other.page.context.cookies())  # type: ignore[arg-type]
    page.goto(f"{house.address}/offline/")
    chooses(page)
    assert page.get_by_text("There is none.").is_visible()
    assert page.get_by_role("button", name="Go on").count() == 0


def test_it_locks_itself_is_off_by_default_and_says_so_without_scripts(house: House, switched_on: House) -> None:
    person = switched_on.at_work(OFFICER)
    person.page.clock.install()
    page = is_ready(person, switched_on)
    page.clock.fast_forward("14:00")
    assert page.get_by_role("heading", name="Drafts on this device").is_visible()
    page.clock.fast_forward("01:01")
    page.get_by_role("heading", name="Locked").wait_for()
    assert page.get_by_text("Locked, because nothing happened here.").is_visible()
    unlocks(page)
    page.get_by_role("heading", name="Drafts on this device").wait_for()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 700})
    fits(page)
    page.get_by_role("button", name="Lock").click()
    page.get_by_role("heading", name="Locked").wait_for()
    axe(page)
    from opennrm.partners.actors import actor_of
    from opennrm.partners.offline import switch_offline

    at = timezone.now()
    switch_offline(False, by=actor_of(ADMINISTRATOR, at), at=at)
    page.reload()
    page.get_by_role("heading", name="Not switched on").wait_for()
    assert PASSPHRASE not in kept_by(page)
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") <= 1
    plain = house.at_work(OFFICER, java_script_enabled=False).page
    plain.goto(f"{house.address}/offline/")
    assert plain.get_by_text("This page needs JavaScript").is_visible()
    assert plain.locator("form, input").count() == 0
