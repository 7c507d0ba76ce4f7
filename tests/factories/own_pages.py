"""Pages that persons were given, by the real actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from opennrm.audit.once import form_token
from opennrm.cases.actions.own_pages import Offer, offer_own_page
from opennrm.partners.access import Actor

CHOSEN = "window seat"


def offered(reference: str, *, by: Actor, at: datetime, referred: bool = True, **changed: Any) -> str:
    """A page given to the person of a referral; gives its code."""
    said: dict[str, Any] = {"agreed": True, "how": "spoken", "kind": "word", "chosen": CHOSEN} | changed
    return offer_own_page(reference, Offer(**said), token=form_token(), referred=referred, by=by, at=at)
