"""Everything that is kept about a person stands in their record: what a table keeps and no piece tells is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import command
from opennrm.disclosure.actions.preparing import drop_disclosure, let_notification_in
from opennrm.disclosure.actions.releasing import release_disclosure
from opennrm.disclosure.gathering import record_of_case
from opennrm.disclosure.pieces import SECTIONS
from opennrm.disclosure.queries import disclosure_of
from opennrm.mechanism.redaction import as_written
from opennrm.mechanism.refusal import Refused
from opennrm.referrals.safe_ways import replace_safe_ways
from opennrm.vault.fields import PersonalField
from tests.disclosure.records import Example, example, unmarked
from tests.factories import cases as made
from tests.factories import notifications

pytestmark = pytest.mark.django_db

NOT_OF_THE_PERSON = {
    "disclosure.PieceMark.about": "names of others",
    "disclosure.Disclosure.basis_words": "about the disclosure",
    "disclosure.Disclosure.recipient": "about the disclosure",
    "disclosure.Disclosure.content": "the record once more",
    "disclosure.Disclosure.withheld": "what is held back",
    "disclosure.Disclosure.lifted_because": "about the disclosure",
    "disclosure.Disclosure.let_in_because": "about the disclosure",
    "disclosure.Disclosure.remark": "about the disclosure",
    "referrals.Draft.answers": "the referral once more, as it was typed",
    "referrals.Consent.explained_by": "somebody at work",
    "cases.ConsentEntry.through": "somebody at work",
    "cases.ConsentEntry.interpreted_by": "somebody at work, or another person",
    "cases.Part.content": "answers of the referral once more",
    "referrals.Draft.paper": "the same once more, while it is a draft",
    "referrals.Referral.paper": "its day stands with the case; who wrote it down is somebody at work",
    "notifications.Letter.addressee": "stands in what the letter says",
}
STAFF = (
    "consent_explained_by",
    "consent_interpreted_by",
    "referrer_role",
    "referrer_phone",
    "alternative_contact_name",
    "alternative_contact_email",
)


def tables_of_a_record() -> Iterator[type[models.Model]]:
    for table in apps.get_models():
        if table.__module__.startswith("opennrm.") and table._meta.app_label not in ("retention", "partners"):
            yield table


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)
    elif isinstance(value, str) and " " in value.strip():
        yield " ".join(as_written(value).split())


def untold(reference: str, told: str) -> list[str]:
    """The personal columns with words that are nowhere in what is told; codes and single words are not looked at."""
    found = []
    for table in tables_of_a_record():
        for field in table._meta.get_fields():
            name = f"{table._meta.label}.{field.name}"
            if not isinstance(field, PersonalField) or name in NOT_OF_THE_PERSON:
                continue
            for row in table._default_manager.all():
                kept = getattr(row, field.name)
                if name == "referrals.Referral.answers":
                    kept = {key: said for key, said in kept.items() if key not in STAFF}
                found += [name for text in texts_in(kept) if text not in told]
    return sorted(set(found))


@pytest.mark.proves("PRIV-08")
def test_every_word_that_is_kept_of_a_person_stands_in_their_record() -> None:
    here = unmarked()
    told = " ".join(" ".join([*(said for _what, said in each.rows), each.text]) for each in here.pieces())
    assert untold(here.reference, " ".join(told.split())) == []


def test_what_is_left_out_is_found() -> None:
    here = unmarked()
    told = " ".join(each.text for each in here.pieces() if not each.key.startswith("note:"))
    assert "cases.Note.text" in untold(here.reference, " ".join(told.split()))


def test_every_section_that_a_case_can_have_is_filled_or_known_to_be_empty() -> None:
    filled = {piece.section for piece in example().pieces()}
    assert set(SECTIONS) - filled == {"notifications", "files", "between", "looks"}


def test_a_caseworker_is_shown_only_the_notes_that_they_may_read() -> None:
    here, caseworker = unmarked(), made.officer("second_officer")
    record = record_of_case(made.seen(here.reference, caseworker), caseworker)
    notes = [piece.text for piece in record.pieces if piece.key.startswith("note:")]
    assert notes == ["Our counsel advises to wait."]
    assert any("Rang" in piece.text for piece in here.pieces())


@pytest.mark.proves("PRIV-08")
def test_the_line_of_a_letter_that_says_where_it_goes_is_marked_by_rule() -> None:
    letter = unmarked().piece("letter:", "Lantern House")
    ((rule,),) = (letter.ruled,)
    assert "Lantern House" in letter.text[rule.start : rule.end]
    assert "Lantern House" not in letter.text[rule.end :]


AGREED: dict[str, Any] = {"notified_before": "yes", "notification_may_be_kept": "yes"}
WHO: dict[str, Any] = {
    "notified_first_name": "Radu",
    "notified_last_name": "Strain",
    "notified_date_of_birth": "1991-02-03",
}


def referred_after(**notified: str) -> Example:
    """A case whose referral names a notification that the same organisation sent of somebody."""
    by = made.referrer()
    notification = notifications.notified(by, named=True, **(WHO | notified))
    told: dict[str, Any] = {"first_name": "Linh", "last_name": "Exemple", "date_of_birth": "1994-05-17"}
    reference = made.referred(by, **AGREED, **told, notification_reference=notification)
    return Example(reference, made.officer("records_officer"), made.officer("manager"))


def told_of(here: Example) -> str:
    return " ".join(f"{piece.title} {piece.rows} {piece.text}" for piece in here.pieces())


@pytest.mark.proves("PRIV-08")
def test_a_notification_of_another_person_under_a_mistyped_reference_is_not_in_the_record() -> None:
    here = referred_after()
    disclosure = here.prepared()
    assert "Radu" not in told_of(here)
    assert "07700 900456" not in told_of(here)
    would = here.would(disclosure)
    assert would.not_matched.startswith("DTN-")
    assert "Radu" not in str(would.made)
    assert would.not_matched not in str([s for s in would.made.sections if s["title"].startswith("Notifications")])


@pytest.mark.proves("PRIV-08")
def test_a_notification_of_the_same_name_and_birth_is_in_the_record_and_its_telephone_is_held_back() -> None:
    own = {"notified_first_name": "LINH", "notified_last_name": "Exemple", "notified_date_of_birth": "1994-05-17"}
    here = referred_after(**own)
    disclosure = here.prepared()
    assert here.would(disclosure).not_matched == ""
    assert "07700 900456" in told_of(here)
    assert "900456" not in str(here.would(disclosure).made.sections).replace(" ", "")


def test_somebody_lets_a_notification_in_by_a_recorded_decision_and_then_it_is_there() -> None:
    here, at = referred_after(), timezone.now()
    disclosure = here.prepared()
    told: dict[str, Any] = {"by": here.officer, "at": at}
    with pytest.raises(Refused, match="no_text"):
        let_notification_in(here.reference, disclosure, because=" ", **told)
    let_notification_in(here.reference, disclosure, because="She gave another name then.", **told)
    assert "Radu" in told_of(here)
    event = events_of_case(here.reference)[-1]
    assert (event.kind, event.by) == ("NotificationLetIn", here.officer.account_id)
    assert "DTN-" not in str(event.facts)
    with pytest.raises(Refused, match="nothing_to_let_in"):
        let_notification_in(here.reference, disclosure, because="Again.", **told)


def test_pieces_keep_their_keys_when_a_way_or_a_consent_ends_and_another_begins() -> None:
    here = unmarked()
    before = {piece.key: piece.text for piece in here.pieces() if piece.section in ("safe_ways", "consents", "clocks")}
    told = {"audience": "person", "channel": "post", "addressee": "Linh Exemple", "confirmed_safe": True}
    with command():
        by, at = here.officer.account_id, timezone.now()
        replace_safe_ways(here.reference, lines=["7 Quiet Row", "Marshland"], **told, by=by, at=at)  # type: ignore[arg-type]
    after = {piece.key: piece for piece in here.pieces()}
    assert {key: after[key].text for key in before} == before
    new = next(piece for piece in after.values() if "7 Quiet Row" in piece.text)
    assert new.key not in before
    assert new.ruled
    # What ended is still where she may be.
    safe = set(record_of_case(made.seen(here.reference, here.officer), here.officer).safe)
    assert {"Lantern House", "7 Quiet Row", "Quiet Row"} <= safe


def let_in(here: Example, disclosure: UUID, why: str = "She gave another name then.") -> None:
    let_notification_in(here.reference, disclosure, because=why, by=here.officer, at=timezone.now())


def returned(here: Example, disclosure: UUID) -> None:
    told: dict[str, Any] = {"agreed": False, "remark": "That is somebody else.", "seen": ""}
    release_disclosure(here.reference, disclosure, **told, by=here.second, at=timezone.now())


@pytest.mark.proves("PRIV-08")
@pytest.mark.parametrize("goes", ["dropped", "returned"])
def test_a_notification_leaves_the_record_again_when_what_it_was_let_into_is_given_up_or_returned(goes: str) -> None:
    here = referred_after()
    first, second = here.prepared(), here.prepared()
    let_in(here, first)
    here.decided(first)
    here.decided(second)
    if goes == "dropped":
        drop_disclosure(here.reference, first, by=here.officer, at=timezone.now())
    else:
        returned(here, first)
    third = here.prepared()
    assert "Radu" not in told_of(here)
    assert here.would(third).not_matched.startswith("DTN-")
    # Nor does it leave with the other that was decided while it was let in.
    with pytest.raises(Refused, match="marked_since"):
        here.released(second)


def test_a_notification_that_was_let_in_stands_with_who_did_it_and_why_in_every_disclosure_that_holds_it() -> None:
    here = referred_after()
    before, first, after = here.prepared(), here.prepared(), here.prepared()
    here.decided(before)
    let_in(here, first)
    case_id = made.seen(here.reference, here.officer).id
    here.decided(after)
    for disclosure in (first, after, here.prepared()):
        found = disclosure_of(case_id, disclosure).let_in
        assert found is not None
        assert (found.by, found.because) == (here.officer.name, "She gave another name then.")
    assert disclosure_of(case_id, before).let_in is None
    returned(here, after)
    assert [disclosure_of(case_id, each).let_in for each in (first, after)] == [None, None]


@pytest.mark.proves("RED-02")
def test_whoever_let_the_notification_in_does_not_release_what_holds_it() -> None:
    here = referred_after()
    first, second = here.prepared(), here.prepared()
    another = made.officer("records_officer", name="Una Fell")
    let_notification_in(here.reference, first, because="She said so.", by=another, at=timezone.now())
    here.decided(second)
    told: dict[str, Any] = {"agreed": True, "remark": "", "seen": here.frozen(second)}
    with pytest.raises(Refused, match="same_person"):
        release_disclosure(here.reference, second, **told, by=another, at=timezone.now())


def test_what_was_said_of_consents_since_stands_in_it() -> None:
    ledger = [piece for piece in example().pieces() if piece.key.startswith("ledger:")]
    assert ("Said", "Given") in ledger[0].rows
