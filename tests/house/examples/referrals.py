"""Drafts and referrals."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.house.examples import foreign


@foreign("draft", "discard_draft", "check_answers")
def _no_draft() -> dict[str, Any]:
    return {"draft_id": uuid4()}


@foreign("question")
def _no_question() -> dict[str, Any]:
    return {"draft_id": uuid4(), "slug": "names"}


@foreign("referral", "referral_sent", "referral_receipt")
def _no_referral() -> dict[str, Any]:
    return {"reference": "NRM-0000-0000"}
