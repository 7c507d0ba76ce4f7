"""Everything that is kept about a person stands in their record: what a table keeps and no piece tells is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from opennrm.disclosure.gathering import record_of_case
from opennrm.disclosure.pieces import SECTIONS
from opennrm.mechanism.redaction import as_written
from opennrm.vault.fields import PersonalField
from tests.disclosure.records import example, unmarked
from tests.factories import cases as made

pytestmark = pytest.mark.django_db

NOT_OF_THE_PERSON = {
    "disclosure.PieceMark.about": "names of others",
    "disclosure.Disclosure.basis_words": "about the disclosure",
    "disclosure.Disclosure.recipient": "about the disclosure",
    "disclosure.Disclosure.content": "the record once more",
    "disclosure.Disclosure.withheld": "what is held back",
    "disclosure.Disclosure.remark": "about the disclosure",
    "referrals.Draft.answers": "the referral once more, as it was typed",
    "referrals.Consent.explained_by": "somebody at work",
    "notifications.Letter.addressee": "stands in what the letter says",
}
STAFF = (
    "consent_explained_by",
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
    assert set(SECTIONS) - filled == {"notifications", "between", "letters", "looks"}


def test_a_caseworker_is_shown_only_the_notes_that_they_may_read() -> None:
    here, caseworker = unmarked(), made.officer("second_officer")
    record = record_of_case(made.seen(here.reference, caseworker), caseworker)
    notes = [piece.text for piece in record.pieces if piece.key.startswith("note:")]
    assert notes == ["Our counsel advises to wait."]
    assert any("Rang" in piece.text for piece in here.pieces())
