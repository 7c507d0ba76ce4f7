"""A house in which one text was typed into every field of every form, and who opens which of its pages and files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.demo.notifying import anonymous_answers
from opennrm.demo.people import people_here
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import Account, Organisation, Team
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.question import Kind
from opennrm.questions.whereabouts import Whereabouts
from tests.browser.every_page import NEWCOMER, NO_PAGES, PAGES, path_of
from tests.browser.opened_with import Examples, actor
from tests.factories.cases import another_birthday
from tests.factories.partners import client_for, explained
from tests.hostile.sending import form_fields
from tests.stories.people import CASEWORKER, MANAGER, OFFICER, TRIAGE, House

AS_SHOWN = frozenset({"hidden", "radio", "checkbox", "select", "submit"})
"""Inputs that nobody types into."""
NOT_SENT = frozenset({"account_logout", "account_change_password", "account_login", "mfa_activate_totp", "welcome"})
"""Forms that take no text that anybody sees, and would end what the others need."""
LEAD_AWAY = frozenset(
    {
        *("allocate_case", "close_account", "close_case", "discard_draft", "drop_disclosure", "end_access", "end_hold"),
        *("end_role", "erasures_to_confirm", "hand_over_all", "hand_over_case", "open_in_emergency", "receiving_team"),
        *(
            "records_to_decide",
            "remove_entry",
            "remove_list",
            "reopen_case",
            "restrict_case",
            "suspend_case",
            "take_disclosure",
        ),
        *("transfer_case", "triage_case", "unrestrict_case", "withdraw_case", "withdraw_invitation"),
    }
)
"""Forms after which others of the same case can no longer be sent, so they are sent last."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody was shown."""

    who: str
    page: str
    path: str
    content_type: str
    content: bytes

    def __str__(self) -> str:
        return f"{self.page} as {self.who or 'a stranger'} ({self.path})"


class Typed(House):
    """A house whose referrals and notifications hold `text` wherever people type freely."""

    def __init__(self, leaving: ExitStack, text: str) -> None:
        super().__init__("", None, leaving)  # type: ignore[arg-type]  # nobody opens a browser
        self.text = text

    def has_case(self, answers: Mapping[str, Any] | None = None, *, by: str = OFFICER) -> str:
        """A case whose every free answer is the text."""
        given = answers or adult_answers(legal_day(self.now())) | {"date_of_birth": another_birthday()}
        return super().has_case(self.in_answers(given), by=by)

    def has_draft(self, answers: Mapping[str, Any] | None = None, *, by: str = OFFICER) -> str:
        """A draft of the same kind."""
        return super().has_draft(self.in_answers(answers or adult_answers(legal_day(self.now()))), by=by)

    def has_notification(self, answers: Mapping[str, Any] | None = None, *, by: str = OFFICER) -> str:
        """A notification of the same kind."""
        return super().has_notification(self.in_answers(answers or anonymous_answers(legal_day(self.now()))), by=by)

    def in_answers(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Answers with the text in each that people type freely."""
        return dict(answers) | {key: self._told(key, value) for key, value in answers.items()}

    def _told(self, key: str, value: Any) -> Any:
        if CATALOGUE.question(key).kind in (Kind.TEXT, Kind.TEXTAREA) and isinstance(value, str):
            return self.text
        if isinstance(value, dict) and value.keys() == {"not_known"}:
            return {"not_known": self.text}
        return value


def rename_everybody(text: str) -> None:
    """Organisations, teams and people are called so, as if whoever entered them had typed it."""
    for number, each in enumerate(Organisation.objects.all()):
        Organisation.objects.filter(id=each.id).update(name=f"{text}{number}")
    for number, team in enumerate(Team.objects.all()):
        Team.objects.filter(id=team.id).update(name=f"{text}{number}")
    Account.objects.update(name=text)


def client_of(who: str) -> Client:
    """A browser of whoever a page is for."""
    return client_for(Account.objects.get(email=OFFICER if who == NEWCOMER else who)) if who else Client()


def asked(client: Client, path: str, **query: str) -> Any:
    """A page, with a reason given where it asks for one."""
    answer = client.get(path, query)
    gone_to = answer.headers.get("Location", "")
    if "/why/" in gone_to and not path.endswith("/why/"):
        explained(client, gone_to.split("/")[2])
        answer = client.get(path, query)
    return answer


def fields_to_type(page: bytes, text: str) -> dict[str, str]:
    """What the forms of a page send when the text is typed wherever one types; days are of today."""
    today = legal_day(timezone.now())
    parts = {"day": str(today.day), "month": str(today.month), "year": str(today.year)}
    return {
        name: value if kind in AS_SHOWN else parts.get(name.rpartition("-")[2], text)
        for name, kind, value in form_fields(page)
    }


def type_into_every_form(examples: Examples, text: str) -> Iterator[Seen]:
    """Send every form with the text in it, and keep what came of it; gives each answer."""
    names = [name for name in PAGES if name not in NOT_SENT]
    paths = {name: path_of(name, examples) for name in names}
    for name in sorted(names, key=lambda each: each in LEAD_AWAY):
        who = PAGES[name][0]
        client = client_of(who)
        page = asked(client, paths[name])
        yield seen(who, name, paths[name], page)
        if b"<form" in page.content:
            fields = form_fields(page.content)
            spoilt = {field: value if kind == "hidden" else text for field, kind, value in fields}
            for sent in (spoilt, fields_to_type(page.content, text)):
                yield seen(who, name, paths[name], client.post(paths[name], sent, follow=True))
        yield seen(who, name, paths[name], asked(client, paths[name], q=text, of=text, next=text, page=text))
    stranger = Client()
    yield seen("", "no page", "/", stranger.get(f"/{text}/", {text: text}))
    yield seen("", "account_login", "/sign-in/", stranger.post("/sign-in/", {"login": text, "password": text}))


def opened_by_everybody(
    examples: Examples, more: Iterable[tuple[str, str]] = (), *, only: Collection[str] | None = None
) -> Iterator[Seen]:
    """Every page (and `more`, by name and address) as a stranger and each of the people are shown it, or refused it."""
    every = [*((name, path_of(name, examples)) for name in PAGES if name not in NOT_SENT), *more]
    for who in ["", *(person.email for person in people_here())] if only is None else only:
        client = client_of(who)
        for name, path in every:
            yield seen(who, name, path, asked(client, path))


def asked_for_by_everybody(examples: Examples) -> Iterator[Seen]:
    """What is hidden until it is asked for, as each of the people who asks for all of it is shown it, or refused it."""
    for who in (person.email for person in people_here()):
        client = client_of(who)
        for name in ("whereabouts", "referral_whereabouts", "part_whereabouts"):
            path = path_of(name, examples)
            asked(client, path)
            for what in Whereabouts:
                yield seen(who, f"{name}, asked for", path, client.post(path, {"what": what.value}))


def files(examples: Examples, text: str) -> list[tuple[str, str]]:
    """The addresses of each kind of file that the product makes, by name; asks an agency, so that one has a sheet."""
    letter = reverse("letter", kwargs=examples.letter)
    found: list[tuple[str, dict[str, Any]]] = [
        ("referral_letter", examples.letter),
        ("letter_preview", {**examples.case, "outcome": "negative", "number": 1}),
        ("referral_receipt", examples.case),
        *((name, examples.notification) for name in ("notification_receipt", "notification_form", "received_form")),
        ("request_sheet", _sheet(examples.case["reference"], text)),
        ("post_batch_pdf", examples.batch),
    ]
    return [("letter", letter), *((name, reverse(name, kwargs=parts)) for name, parts in found)]


def _sheet(reference: str, text: str) -> dict[str, Any]:
    from opennrm.cases.actions.asking import ask_agency
    from opennrm.cases.models import InformationRequest

    at = timezone.now()
    told: dict[str, Any] = {"agency": text, "agency_kind": "police", "topics": ["places"], "words": text}
    told |= {"due_on": legal_day(at) + timedelta(days=5), "chase_every": 3, "token": "one"}
    ask_agency(reference, **told, by=actor(CASEWORKER), at=at)
    return {"reference": reference, "request_id": InformationRequest.objects.get(case__reference=reference).id}


OPENS = {
    "letter": CASEWORKER,
    "referral_letter": OFFICER,
    "letter_preview": CASEWORKER,
    "referral_receipt": OFFICER,
    "notification_receipt": OFFICER,
    "notification_form": OFFICER,
    "received_form": TRIAGE,
    "request_sheet": CASEWORKER,
    "post_batch_pdf": MANAGER,
}
"""Who takes a file along."""
OTHERWISE = {"figures_csv": "counts", "consistency_csv": "counts", "letter_to_us": "the same file as `letter`"} | {
    "sitting_calendar": "a moment and an address"
}
assert OPENS.keys() | OTHERWISE.keys() == {name for name, why in NO_PAGES.items() if why == "a file"}


def seen(who: str, page: str, path: str, answer: Any) -> Seen:
    """An answer, with whose it is."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Seen(who, page, path, answer.headers.get("Content-Type", ""), content)
