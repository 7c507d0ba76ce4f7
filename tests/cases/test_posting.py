"""The post of an authority: each letter in one batch, printed with a cover, and posted by a person."""

from __future__ import annotations

import re
import threading
import time
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from django.utils import timezone

from opennrm.audit.queries import events_of_case, latest_events
from opennrm.audit.record import announce, command
from opennrm.cases.actions.posting import (
    batch_of,
    batches_to_post,
    letters_to_post,
    make_post_batch,
    mark_posted,
    pdf_of_batch,
    posted_batches,
    pulled_from,
)
from opennrm.cases.actions.restricting import restrict_case
from opennrm.mechanism.events import PostBatchPosted
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications import posting
from opennrm.notifications.channels.port import Parcel
from opennrm.notifications.delivery import Delivered, deliver
from opennrm.notifications.kinds import Channel
from opennrm.notifications.models import Letter, Message, PostBatch
from opennrm.notifications.printing import CannotBePrinted
from opennrm.notifications.queries import letters_of, pdf_of_message
from opennrm.partners.access import Actor, NotYours
from tests.factories import cases as made
from tests.factories import partners
from tests.notifications.reading import opened

pytestmark = pytest.mark.django_db


def decided(count: int) -> list[str]:
    """So many cases with a letter that waits for the post."""
    by = made.officer("caseworker")
    references = [made.referred() for _ in range(count)]
    for reference in references:
        made.decided(reference, "positive", by=by)
    return references


def batch(by: Actor) -> UUID:
    (made_now,) = make_post_batch(by=by, at=timezone.now())
    return made_now


def waiting(by: Actor) -> int:
    return letters_to_post(by, at=timezone.now()).letters


def restricted(reference: str, *people: Actor, by: Actor) -> None:
    holder = made.seen(reference, by).owner_id
    restrict_case(
        reference,
        because="threat_to_life",
        people={each.account_id for each in people} | ({holder} if holder else set()),
        seen=made.seen(reference, by).version,
        by=by,
        at=timezone.now(),
    )


def printed(batch_id: UUID, by: Actor) -> bytes:
    with command():
        return pdf_of_batch(batch_id, by=by, at=timezone.now())


def test_each_letter_is_in_one_batch_and_never_in_another() -> None:
    manager = made.officer("manager")
    first = decided(2)
    one = batch(manager)
    second = decided(1)
    assert waiting(manager) == 1
    two = batch(manager)
    in_batches = {
        id_: set(Letter.objects.filter(message__batch=id_).values_list("case_reference", flat=True))
        for id_ in (one, two)
    }
    assert in_batches == {one: set(first), two: set(second)}
    with pytest.raises(Refused, match="nothing_to_post"):
        batch(manager)
    assert [row.letters for row in batches_to_post(manager, at=timezone.now())] == [2, 1]


def test_what_was_not_posted_comes_first_and_what_was_comes_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "ON_A_PAGE", 1)
    manager = made.officer("manager")
    batches = []
    for _ in range(3):
        decided(1)
        batches.append(batch(manager))
    for each in batches[1:]:
        mark_posted(each, by=manager, at=timezone.now())
    assert [row.id for row in batches_to_post(manager, at=timezone.now())] == [batches[0]]
    first, more = posted_batches(manager, at=timezone.now())
    second, no_more = posted_batches(manager, at=timezone.now(), page=2)
    assert ([row.id for row in first], more) == ([batches[2]], True)
    assert ([row.id for row in second], no_more) == ([batches[1]], False)
    assert posted_batches(manager, at=timezone.now(), page=3) == ([], False)


def test_the_cover_has_references_and_counts_and_no_name() -> None:
    manager, references = made.officer("manager"), decided(2)
    pdf = opened(printed(batch(manager), manager))
    cover = pdf.pages[0].extract_text()
    assert all(reference in cover for reference in references)
    assert "2 letters" in cover
    assert not re.search("Linh|Exemple|Lantern|reasonable", cover)
    assert len(pdf.pages) % 2 == 0
    firsts = [number for number, page in enumerate(pdf.pages) if "Dear" in page.extract_text()]
    assert len(firsts) == 2
    assert all(number % 2 == 0 for number in firsts), "each letter begins on a sheet of its own"


def test_printing_counts_as_viewing_each_letter() -> None:
    manager, (reference,) = made.officer("manager"), decided(1)
    printed(batch(manager), manager)
    viewed = events_of_case(reference)[-1]
    assert (viewed.kind, viewed.facts["because"]) == ("LetterViewed", "to_post")
    whole = latest_events(1)[0]
    assert (whole.kind, whole.facts, whole.by) == ("PostBatchPrinted", {"letters": 1}, manager.account_id)


def test_it_is_a_person_who_says_that_it_was_posted_and_only_once() -> None:
    manager, (reference,) = made.officer("manager"), decided(1)
    batch_id = batch(manager)
    assert {row.standing for row in letters_of(reference) if row.channel == "post"} == {"waiting"}
    mark_posted(batch_id, by=manager, at=timezone.now())
    message = Message.objects.get(batch_id=batch_id)
    assert (message.state, message.sent_by_id) == ("sent", manager.account_id)
    assert [event.kind for event in latest_events(2)] == ["PostBatchPosted", "LetterDelivered"]
    assert batch_of(manager, batch_id, at=timezone.now()).posted_by == manager.name
    with pytest.raises(Refused, match="already_posted"):
        mark_posted(batch_id, by=manager, at=timezone.now())


def test_what_is_in_a_batch_does_not_leave_by_machine_as_well() -> None:
    decided(1)
    batch(made.officer("manager"))

    class Folder:
        def carry(self, parcel: Parcel) -> None:
            raise AssertionError("It is being posted by hand.")

    assert deliver(timezone.now(), carriers={Channel.POST: Folder()}) == Delivered()


def test_the_letters_of_another_authority_are_not_in_it() -> None:
    decided(1)
    other = partners.team(partners.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, may_refer=False))
    assert waiting(made.officer("manager", in_team=other)) == 0


def test_a_batch_of_another_organisation_is_not_there() -> None:
    decided(1)
    batch_id = batch(made.officer("manager"))
    stranger = made.referrer()
    for look in (
        lambda by, id_: batch_of(by, id_, at=timezone.now()),
        lambda by, id_: mark_posted(id_, by=by, at=timezone.now()),
        lambda by, id_: printed(id_, by),
    ):
        with pytest.raises(NotYours):
            look(stranger, batch_id)


def test_whoever_may_not_post_makes_no_batch() -> None:
    decided(1)
    with pytest.raises(Refused, match="not_your_role"):
        batch(made.officer("caseworker"))


def test_a_letter_that_cannot_be_printed_stays_visible_and_holds_up_none(monkeypatch: pytest.MonkeyPatch) -> None:
    manager, (wrong, right) = made.officer("manager"), decided(2)
    whole = pdf_of_message

    def trips(message: Any) -> bytes:
        if message.letter.case_reference == wrong:
            raise CannotBePrinted("x.typ")
        return whole(message)

    monkeypatch.setattr(posting, "pdf_of_message", trips)
    batch_id = batch(manager)
    assert Letter.objects.get(message__batch=batch_id).case_reference == right
    failed = Message.objects.get(letter__case_reference=wrong, channel="post")
    assert (failed.state, failed.last_error) == ("dead", "letter_cannot_be_printed")
    assert PostBatch.objects.count() == 1


@pytest.mark.proves("8.2.2")
def test_whoever_is_off_the_list_of_a_restricted_case_never_prints_or_counts_its_letters() -> None:
    listed, other = made.officer("manager", name="Mina Grove"), made.officer("manager", name="Max Hill")
    (hidden,) = decided(1)
    restricted(hidden, listed, by=listed)
    (plain,) = decided(1)
    assert (waiting(other), waiting(listed)) == (1, 2)
    (theirs,) = make_post_batch(by=other, at=timezone.now())
    assert hidden not in "".join(page.extract_text() for page in opened(printed(theirs, other)).pages)
    (own,) = make_post_batch(by=listed, at=timezone.now())
    text = "".join(page.extract_text() for page in opened(printed(own, listed)).pages)
    assert hidden in text
    assert plain not in text
    assert [row.id for row in batches_to_post(other, at=timezone.now())] == [theirs]
    assert {row.id for row in batches_to_post(listed, at=timezone.now())} == {theirs, own}
    for look in (batch_of, pulled_from):
        with pytest.raises(NotYours):
            look(other, own, at=timezone.now())
    for act in (lambda: printed(own, other), lambda: mark_posted(own, by=other, at=timezone.now())):
        with pytest.raises(NotYours):
            act()
    mark_posted(own, by=listed, at=timezone.now())
    assert posted_batches(other, at=timezone.now()) == ([], False)
    assert [row.id for row in posted_batches(listed, at=timezone.now())[0]] == [own]


@pytest.mark.proves("8.2.2")
def test_a_case_that_is_restricted_once_its_letter_lies_in_a_batch_takes_the_letter_out() -> None:
    listed, other = made.officer("manager", name="Mina Grove"), made.officer("manager", name="Max Hill")
    hidden, plain = decided(2)
    together = batch(other)
    restricted(hidden, listed, by=listed)
    assert batch_of(other, together, at=timezone.now()).letters == 1
    text = "".join(page.extract_text() for page in opened(printed(together, other)).pages)
    assert plain in text
    assert hidden not in text
    mark_posted(together, by=other, at=timezone.now())
    assert {row.standing for row in letters_of(hidden) if row.channel == "post"} == {"waiting"}
    assert letters_to_post(listed, at=timezone.now()).restricted == 1


def test_whoever_posts_and_is_on_the_list_is_told_that_a_letter_waits_which_nobody_else_sees() -> None:
    listed, by = made.officer("manager", name="Mina Grove"), made.officer("caseworker")
    other, reference = made.officer("manager", name="Max Hill"), made.referred()
    restricted(reference, listed, by, by=listed)
    Message.objects.all().delete()
    made.decided(reference, "positive", by=by)
    told = set(Message.objects.filter(line="you_have_work").values_list("recipient_id", flat=True))
    assert listed.account_id in told
    assert other.account_id not in told


def test_a_batch_that_was_posted_is_not_printed_again() -> None:
    manager, _reference = made.officer("manager"), decided(1)
    batch_id = batch(manager)
    mark_posted(batch_id, by=manager, at=timezone.now())
    with pytest.raises(Refused, match="was_posted"):
        printed(batch_id, manager)


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_is_marked_as_posted_while_its_case_is_restricted_stays_in_its_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reference, _other = decided(2)
    manager = made.officer("manager")
    lying = batch(manager)

    def take() -> None:
        posting.take_out(reference)
        connections.close_all()

    took = threading.Thread(target=take)

    def after_it_waits(event: Any, **told: Any) -> None:
        """Go on once somebody waits for the letters that have just been marked."""
        if isinstance(event, PostBatchPosted):
            took.start()
            until = time.monotonic() + 30
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                while not cursor.fetchone()[0]:
                    assert time.monotonic() < until, "It never waited."
                    time.sleep(0.05)
                    cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        announce(event, **told)

    monkeypatch.setattr(posting, "announce", after_it_waits)
    mark_posted(lying, by=manager, at=timezone.now())
    took.join()
    assert Message.objects.filter(batch_id=lying).count() == 2
