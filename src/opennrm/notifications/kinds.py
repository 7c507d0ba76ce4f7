"""The kinds of letter, whom they may be addressed to, how they leave, and how far they have come."""

from __future__ import annotations

from enum import StrEnum

from opennrm.mechanism.serving import Audience, LetterKind

__all__ = ["BY_MACHINE", "Audience", "Channel", "LetterKind", "Standing", "State"]


class Channel(StrEnum):
    """How something leaves the house.

    A letter goes by post, is handed over by the responder or the support provider, or lies in the portal for the
    organisation it is addressed to. E-mail never carries a letter: it only says that there is work.
    """

    POST = "post"
    HAND_OVER = "hand_over"
    PORTAL = "portal"
    EMAIL = "email"


BY_MACHINE = (Channel.POST, Channel.EMAIL)
"""What `deliver` carries. A letter to hand over waits for a person; one in the portal for its organisation."""


class State(StrEnum):
    """How far a message has come. Nothing is ever dropped: what could not be delivered stays, dead and visible.

    What somebody sent in another way before it left is ended: it will not leave.
    """

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    ENDED = "ended"


class Standing(StrEnum):
    """How far something has come, as people are told: what waits for a person is not stuck, so it is told apart."""

    WAITING = "waiting"
    TO_HAND_OVER = "to_hand_over"
    IN_PORTAL = "in_portal"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    DEAD = "dead"
    ENDED = "ended"


def standing_of(state: State, channel: Channel) -> Standing:
    """What a state means for something that leaves by this channel."""
    if state in (State.DEAD, State.ENDED):
        return Standing(state.value)
    if channel is Channel.PORTAL:
        return Standing.IN_PORTAL  # it lies there from COMMIT on
    if channel is Channel.HAND_OVER:
        return Standing.HANDED_OVER if state is State.SENT else Standing.TO_HAND_OVER
    return Standing(state.value)
