"""What was typed on the way to an anonymous notification is in nothing that leaves: no table read through SQL, no log,
no file, no mail, no letter or form, no page that shows it, no export of figures, no dump and no opened backup.

Forty random histories in which names are planted go all that way, in two times twenty, each of them with a file whose
name and content tell the name too, beside one history that names somebody in every answer there is.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, given, settings

from opennrm.audit.queries import latest_events
from opennrm.duty_to_notify.actions import send_notification
from opennrm.duty_to_notify.printed import form_pdf, receipt_pdf
from opennrm.duty_to_notify.queries import notification_for
from opennrm.notifications.delivery import deliver
from opennrm.partners.access import Actor
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.question import Kind
from opennrm.referrals.actions import save_page
from opennrm.referrals.models import Draft
from opennrm.referrals.queries import draft_for
from opennrm.statistics.export import as_csv
from opennrm.statistics.queries import TABLES
from tests.duty_to_notify.everywhere import where
from tests.duty_to_notify.test_nothing_survives import HISTORIES, QUICKLY, written
from tests.duty_to_notify.test_printed import words_of
from tests.factories import cases, partners
from tests.factories import notifications as made
from tests.factories.files import added, pdf
from tests.factories.sealing import overwrite
from tests.questions.test_edit_histories import TRACES
from tests.vault.test_at_rest import backup_in, dumped, files, spellings

RANDOM = 20
"""Random histories for each of the two tests."""
PLANTED = {
    Kind.TEXT: "Zubrowka Quill",
    Kind.TEXTAREA: "Zubrowka, of 9 Quillon Street, ZE1 9QQ, z@planted.example",
    Kind.PHONE: "07700 900999",
    Kind.EMAIL: "zubrowka@planted.example",
}


def typed_everywhere() -> list[tuple[Any, dict[str, list[str]]]]:
    """A referral of a child that names everybody, page by page; it becomes an anonymous notification at the end."""
    history: list[tuple[Any, dict[str, list[str]]]] = [
        (CATALOGUE.page("your-nation"), {"referrer_nation": ["wales"]}),
        (CATALOGUE.page("age"), {"age_answer": ["under_18"]}),
    ]
    for _section, page in CATALOGUE.pages:
        planted = {each.key: [PLANTED[each.kind]] for each in page.questions if each.kind in PLANTED}
        history += [(page, planted)] if planted else []
    return history


def traces_in(content: bytes) -> set[str]:
    """What was planted and stands in some bytes, however it is spelt."""
    words = [*TRACES, "07700 900999", "Zubrowka", "Quillon", "ZE1 9QQ"]
    return {word for word in words for spelling in spellings(word) if spelling in content}


def sent(by: Actor, history: list[tuple[Any, dict[str, list[str]]]]) -> str:
    draft_id = written(history, by)
    added(draft_id, by, pdf(author="Zubrowka Quillon"), name="Zubrowka Quillon, 9 Quillon Street.pdf")
    seen = draft_for(by, draft_id).version
    return send_notification(draft_id, considered=True, seen=seen, by=by, at=timezone.now())


def all_sent(by: Actor) -> list[str]:
    """The references of notifications that were written so: one that named somebody everywhere, the others random."""
    references = [sent(by, typed_everywhere())]

    @given(HISTORIES)
    @settings(QUICKLY, max_examples=RANDOM, phases=[Phase.generate])
    def another(history: list[tuple[Any, dict[str, list[str]]]]) -> None:
        references.append(sent(by, history))

    another()
    assert len(set(references)) >= 1 + RANDOM
    return references


@pytest.mark.django_db
def test_nothing_planted_is_on_paper_on_a_page_in_a_log_or_in_figures(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    account = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    by = partners.actor(account)
    references = all_sent(by)
    deliver(timezone.now())
    read = [notification_for(by, reference) for reference in references]
    client = partners.client_for(account)
    pages = [client.get(reverse("notification", kwargs={"reference": reference})) for reference in references]
    assert {page.status_code for page in pages} == {200}
    told = {
        "forms": " ".join(words_of(form_pdf(each)) for each in read).encode(),
        "receipts": " ".join(words_of(receipt_pdf(each)) for each in read).encode(),
        "pages": b"".join(page.content for page in pages),
        "log": caplog.text.encode(),
        "history": str(latest_events(500)).encode(),
        "figures": b"".join(as_csv(make()).encode() for make in TABLES.values()),
        "files and mail": files(),
    }
    assert {name for name, content in told.items() if traces_in(content)} == set()
    assert where(TRACES) == []


@pytest.mark.django_db(transaction=True)
def test_nothing_planted_is_in_a_dump_or_an_opened_backup_and_what_is_left_behind_is_found(tmp_path: Path) -> None:
    by = cases.referrer()
    references = [reference.encode() for reference in all_sent(by)]
    dump = dumped()
    assert all(reference in dump for reference in references)
    assert traces_in(dump) == set()
    lies, opened = backup_in(tmp_path / "sealed")
    assert all(reference in opened for reference in references)
    assert traces_in(opened) == set()
    # In what is sealed five letters come together by chance, once in some hundred backups; six and more do not.
    assert {trace for trace in traces_in(lies) if len(trace) > 5} == set()
    # Had a draft stayed with its key, whoever reads through the house would see it, and here it is seen.
    draft_id = made.draft(by)
    save_page(draft_id, "notified-what-happened", {"notified_what_happened": ["Zubrowka"]}, by=by, at=timezone.now())
    assert where(TRACES) == [("referrals_draft", "answers")]
    overwrite(Draft.objects.filter(id=draft_id), answers={})
    assert where(TRACES) == []
