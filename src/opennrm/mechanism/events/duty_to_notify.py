"""What can happen to a notification under the duty to notify."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSent(Event):
    """A notification was sent, without a referral: all that the figures count it by.

    It holds neither gender nor nationality, which together with the force and the day could identify somebody.
    `duty` says how the organisation stands to the duty, `received_by` which organisation has it (None: none here);
    `said_harmless` are the kinds, never the words, of what was pointed out and said to identify nobody.
    """

    notification_kind: Code
    nation: Code
    organisation: Code
    organisation_type: Code
    duty: Code
    force: Code
    received_by: Code | None
    reasons: tuple[Code, ...]
    exploitation: tuple[Code, ...]
    sent_on: date
    content_hash: Hash
    said_harmless: tuple[Code, ...] = ()

    sentence: ClassVar[str] = "A notification was sent on {sent_on}: {notification_kind}, for {force}."

    @classmethod
    def sentence_for(cls, facts: Mapping[str, Any]) -> str:
        """The sentence; with what was pointed out in its words, where anything was."""
        more = " Said to identify nobody: {said_harmless}." if facts.get("said_harmless") else ""
        return cls.sentence + more


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationViewed(Event):
    """Somebody opened a notification or its form; `seen_as` says whether they sent or received it."""

    seen_as: Code

    sentence: ClassVar[str] = "The notification was viewed by those who {seen_as} it."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFollowedNotification(Event):
    """A referral keeps the reference of an earlier notification, because the person agreed; told of the referral."""

    notification_kind: Code

    sentence: ClassVar[str] = "The referral follows a notification ({notification_kind}); the person agreed to say so."
