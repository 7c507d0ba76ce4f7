"""What leaves holds everything about the person and nothing about others, only after two people looked, and again."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.disclosure.actions.deciding import HeldBack, decide_redaction
from opennrm.disclosure.actions.marking import lift_mark, mark_piece
from opennrm.disclosure.actions.preparing import drop_disclosure
from opennrm.disclosure.actions.releasing import release_disclosure, take_disclosure
from opennrm.disclosure.models import Disclosure, PieceMark
from opennrm.disclosure.queries import disclosure_of
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.printing import pdf_of
from opennrm.partners.access import NotYours
from tests.disclosure.records import EVERY_MARK, ITS_OWN, OTHERS, everything_in, example, leaks_in, unmarked
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


@pytest.mark.proves("PRIV-08", "RED-01", "SDC-05")
def test_the_pack_holds_the_person_and_no_canary_of_anybody_else() -> None:
    here = example()
    disclosure = here.prepared()
    here.decided(disclosure)
    here.released(disclosure)
    for form in ("zip", "pdf"):
        content = here.taken(disclosure, form).content
        assert leaks_in(content) == []
        words = " ".join(everything_in(content).split())
        for wanted in ITS_OWN:
            assert wanted in words, (form, wanted)


def test_the_search_for_leaks_finds_what_was_only_covered_or_forgotten() -> None:
    here = unmarked()
    disclosure = here.prepared()
    here.decided(disclosure)
    here.released(disclosure)
    # People at work, the person's own safe address, and what tells of sources are held back by rule, without a mark.
    assert set(leaks_in(here.taken(disclosure).content)) == set(OTHERS)
    assert set(leaks_in(here.taken(disclosure, "pdf").content)) == set(OTHERS)
    said = {"reference": "NRM-0", "purpose": "court", "name": "n", "service_name": "s", "authority": "Ruth Alder"}
    in_the_metadata = pdf_of("disclosure.1.typ", said | {"cover": [], "sections": []}, at=timezone.now())
    assert leaks_in(in_the_metadata) == ["Ruth Alder"]


@pytest.mark.proves("RED-02")
def test_whoever_marked_lifted_or_decided_before_does_not_release_it() -> None:
    here, at = example(), timezone.now()
    disclosure, another = here.prepared(), made.officer("records_officer", name="Una Fell")
    here.decided(disclosure)
    release_disclosure(here.reference, disclosure, agreed=False, remark="Again.", seen="", by=here.second, at=at)
    # Una decides it the second time, Ada a third: both have worked on it, whoever was the last.
    seen = here.would(disclosure).fingerprint
    decide_redaction(here.reference, disclosure, held=HeldBack(EVERY_MARK), seen=seen, read=True, by=another, at=at)
    release_disclosure(here.reference, disclosure, agreed=False, remark="Again.", seen="", by=here.second, at=at)
    here.decided(disclosure)
    told: dict[str, Any] = {"agreed": True, "remark": "", "seen": here.frozen(disclosure), "at": at}
    with pytest.raises(Refused, match="same_person"):
        release_disclosure(here.reference, disclosure, by=another, **told)
    row = Disclosure.objects.get(id=disclosure)
    row.state, row.file_hash, row.checked_at, row.checked_by_id = "released", "0" * 64, at, another.account_id
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    lift_mark(here.reference, PieceMark.objects.earliest("marked_at").id, by=here.second, at=at)
    with pytest.raises(Refused, match="same_person"):
        release_disclosure(here.reference, disclosure, by=here.second, **told)


@pytest.mark.proves("RED-02")
def test_a_mark_holds_a_release_up_whatever_the_clock_said_when_it_was_made() -> None:
    here = example()
    disclosure = here.prepared()
    here.decided(disclosure)
    # Marked by a request that began an hour before it was decided, and was kept after it.
    piece = here.piece("evidence:", "notebook")
    earlier: dict[str, Any] = {"mark": "third_party", "whole": True, "at": timezone.now() - timedelta(hours=1)}
    mark_piece(here.reference, piece.key, by=here.officer, **earlier)
    with pytest.raises(Refused, match="marked_since"):
        here.released(disclosure)


@pytest.mark.proves("RED-02")
def test_nothing_leaves_before_redaction_is_decided_and_a_second_person_has_released_it() -> None:
    here, at = example(), timezone.now()
    reference, disclosure = here.reference, here.prepared()
    told = {"agreed": True, "remark": "", "at": at, "seen": ""}
    unread: dict[str, Any] = {"seen": "", "by": here.officer, "at": at}
    for when in ("prepared", "decided"):
        with pytest.raises(Refused, match="not_released"):
            here.taken(disclosure)
        if when == "prepared":
            with pytest.raises(Refused, match="changed_meanwhile"):
                release_disclosure(reference, disclosure, by=here.second, **told)  # type: ignore[arg-type]
            with pytest.raises(Refused, match="redaction_not_decided"):
                decide_redaction(reference, disclosure, held=HeldBack(("third_party",)), read=False, **unread)
            with pytest.raises(Refused, match="always_held_back"):
                decide_redaction(reference, disclosure, held=HeldBack(("medical",)), read=True, **unread)
            here.decided(disclosure)
    with pytest.raises(Refused, match="same_person"):
        release_disclosure(reference, disclosure, by=here.officer, **told)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="not_your_role"):
        release_disclosure(reference, disclosure, by=made.officer("caseworker"), **told)  # type: ignore[arg-type]
    with pytest.raises(NotYours):
        stranger = made.officer("manager", in_team=made.authority_team("Z"))
        release_disclosure(reference, disclosure, by=stranger, **told)  # type: ignore[arg-type]
    here.released(disclosure)
    assert here.taken(disclosure).content.startswith(b"PK")
    for again in ("release", "decide", "drop"):
        with pytest.raises(Refused, match="changed_meanwhile"):
            {
                "release": lambda: here.released(disclosure),
                "decide": lambda: here.decided(disclosure),
                "drop": lambda: drop_disclosure(reference, disclosure, by=here.officer, at=at),
            }[again]()


@pytest.mark.proves("RED-02")
def test_the_database_itself_refuses_a_release_by_whoever_put_it_together() -> None:
    here = example()
    disclosure = here.prepared()
    here.decided(disclosure)
    row = Disclosure.objects.get(id=disclosure)
    row.state, row.file_hash, row.checked_at, row.checked_by_id = (
        "released",
        "0" * 64,
        timezone.now(),
        row.prepared_by_id,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.checked_by_id = here.second.account_id
    row.save()


def test_what_is_returned_is_decided_again_and_a_mark_made_since_holds_it_up() -> None:
    here = example()
    reference, disclosure, at = here.reference, here.prepared(), timezone.now()
    here.decided(disclosure)
    with pytest.raises(Refused, match="no_text"):
        release_disclosure(reference, disclosure, agreed=False, remark=" ", seen="", by=here.second, at=at)
    with pytest.raises(Refused, match="no_answer"):
        release_disclosure(reference, disclosure, agreed=None, remark="", seen="", by=here.second, at=at)
    here.mark("evidence:", "notebook", "third_party")
    with pytest.raises(Refused, match="marked_since"):
        here.released(disclosure)
    release_disclosure(reference, disclosure, agreed=False, remark="The notebook.", seen="", by=here.second, at=at)
    here.decided(disclosure)
    here.released(disclosure)
    assert "A notebook was found" not in everything_in(here.taken(disclosure, "pdf").content)


@pytest.mark.proves("RED-03")
def test_what_left_is_known_by_hash_recipient_and_basis_and_is_made_again_to_the_letter() -> None:
    here = example()
    disclosure = here.prepared("court", recipient="Registrar, Marshland Crown Court")
    here.decided(disclosure)
    here.released(disclosure)
    first = here.taken(disclosure)
    made.officer("caseworker")
    here.mark("answer:first_name", "Linh", "medical", whole=True)  # what is marked later changes nothing that left
    later = take_disclosure(
        here.reference, disclosure, form="zip", by=here.officer, at=timezone.now() + timedelta(days=400)
    )
    read = disclosure_of(made.seen(here.reference, here.officer).id, disclosure)
    assert first.content == later.content
    assert sha256(first.content).hexdigest() == first.file_hash == read.file_hash
    assert (read.recipient, read.basis) == ("Registrar, Marshland Crown Court", "court_order")
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    listed = {each["path"]: each["sha256"] for each in json.loads(held.pop("manifest.json"))["files"]}
    assert listed == {path: sha256(content).hexdigest() for path, content in held.items()}
    told = [event for event in events_of_case(here.reference) if event.kind.startswith(("Disclosure", "Redaction"))]
    assert [event.kind for event in told] == [
        *("DisclosurePrepared", "RedactionDecided", "DisclosureReleased", "DisclosureTaken", "DisclosureTaken")
    ]
    assert told[2].facts["file_hash"] == told[3].facts["file_hash"] == first.file_hash
    assert "Registrar" not in json.dumps([event.facts for event in told])


@pytest.mark.proves("RED-03")
def test_a_file_that_cannot_be_made_as_it_left_is_not_given_out() -> None:
    here = example()
    disclosure = here.prepared()
    here.decided(disclosure)
    here.released(disclosure)
    row = Disclosure.objects.get(id=disclosure)
    row.content = row.content | {"authority": "Somebody else"}
    row.save()
    with pytest.raises(Refused, match="file_changed"):
        here.taken(disclosure)


def test_the_list_of_what_was_held_back_stays_in_the_file_and_is_not_in_the_pack() -> None:
    here = example()
    disclosure = here.prepared()
    here.decided(disclosure)
    here.released(disclosure)
    read = disclosure_of(made.seen(here.reference, here.officer).id, disclosure)
    marks = {each["mark"] for each in read.withheld or []}
    assert marks == {"third_party", "source", "legal_privilege", "safe_address"}
    words = everything_in(here.taken(disclosure).content)
    assert "exploiters_known" not in words
    assert "it could tell who gave information" in " ".join(words.split())
