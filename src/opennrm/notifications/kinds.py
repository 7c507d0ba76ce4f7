"""The kinds of letter, whom they may be addressed to, how they leave, and how far they have come."""

from __future__ import annotations

from enum import StrEnum

from opennrm.mechanism.serving import Audience, LetterKind

__all__ = ["Audience", "Channel", "LetterKind", "State"]


class Channel(StrEnum):
    """How something leaves the house.

    A letter goes by post, is handed over by the responder or the support provider, or lies in the portal for the
    organisation it is addressed to. E-mail never carries a letter: it only says that there is work.
    """

    POST = "post"
    HAND_OVER = "hand_over"
    PORTAL = "portal"
    EMAIL = "email"


class State(StrEnum):
    """How far a message has come. Nothing is ever dropped: what could not be delivered stays, dead and visible."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
