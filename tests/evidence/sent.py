"""Referrals that were sent with files."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone

from opennrm.demo.answers import write_referral
from opennrm.evidence.kinds import kind_by_content
from opennrm.partners.access import Actor
from opennrm.referrals.actions import submit_referral
from tests.factories import cases as made
from tests.factories import files


def whole_draft(by: Actor) -> UUID:
    """A draft that can be sent."""
    made.authority_team()
    return write_referral(made.answers(date_of_birth=made.another_birthday()), by=by, at=timezone.now())


def referred_with_files(by: Actor, *contents: bytes) -> str:
    """A referral sent with these files; gives its reference."""
    draft = whole_draft(by)
    for number, content in enumerate(contents, start=1):
        kind = kind_by_content(content[:4096])
        assert kind is not None
        files.added(draft, by, content, name=f"file {number}.{kind.endings[0]}")
    return submit_referral(draft, token=str(uuid4()), by=by, at=timezone.now())
