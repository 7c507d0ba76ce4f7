"""Notifications for tests, made by the real actions: by a force, for a force that receives them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from opennrm.demo.answers import write_referral
from opennrm.demo.notifying import anonymous_answers, named_answers, notify
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.access import Actor
from opennrm.partners.models import Organisation
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import answers_that_apply
from tests.factories import cases
from tests.factories import partners as made

FORCE = "lincolnshire_police"


def receiving_force() -> Organisation:
    """The force that notifications are for, as an organisation that works here."""
    slug = FORCE.replace("_", "-")
    home = Organisation.objects.filter(slug=slug).first()
    if home is None:
        home = made.organisation("Lincolnshire Police (made up)")
        Organisation.objects.filter(id=home.id).update(slug=slug)
        home.refresh_from_db()
    return home


def answers(at: datetime | None = None, *, named: bool = False, **changed: Any) -> dict[str, Any]:
    """A whole notification's answers."""
    today = legal_day(at or timezone.now())
    given = (named_answers(today) if named else anonymous_answers(today)) | changed
    return answers_that_apply(CATALOGUE, given) | changed


def draft(by: Actor, *, named: bool = False, **changed: Any) -> UUID:
    """A draft that would be a notification."""
    return write_referral(answers(named=named, **changed), by=by, at=timezone.now())


def notified(by: Actor | None = None, *, at: datetime | None = None, named: bool = False, **changed: Any) -> str:
    """The reference of a notification that was sent."""
    when = at or timezone.now()
    return notify(answers(when, named=named, **changed), by=by or cases.referrer(), at=when)


def triage(of: Organisation | None = None) -> Actor:
    """Somebody of the receiving force who triages."""
    return made.actor(made.account("police_triage", of=of or receiving_force(), name="Gwen Marsh"))
