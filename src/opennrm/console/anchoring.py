"""Puts the head of the history outside when it is time: into the folder of anchors, and to outside mailboxes."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from opennrm.config.progress import say


def anchor(at: datetime) -> int | None:
    """Anchor the history where that is due at `at`; gives the number of the entry anchored, or None.

    Raises what keeps it from being anchored: no key, no room, or a history that has gaps. It stands in the folder of
    anchors until the history is anchored again, so that `readyz` tells of it at once.
    """
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

    from opennrm.audit.anchors import keep_trouble, no_trouble, trouble  # noqa: PLC0415

    try:
        seq = _anchored(at)
    except (OSError, ValueError) as wrong:
        with suppress(OSError):  # a disk that is full is told of in any case
            keep_trouble(settings.ANCHORS, type(wrong).__name__, at)
        raise
    if seq is not None and trouble(settings.ANCHORS):
        no_trouble(settings.ANCHORS)
    return seq


def anchor_and_tell(at: datetime) -> int | None:
    """The same for whatever goes on beside it: letters leave although the history cannot be anchored."""
    try:
        return anchor(at)
    except (OSError, ValueError) as wrong:
        say(f"The history is NOT anchored ({type(wrong).__name__}): run `./opennrm verify`, and tell somebody.")
        return None


def _anchored(at: datetime) -> int | None:
    from django.conf import settings  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from opennrm.audit.anchoring import anchor_when_due  # noqa: PLC0415
    from opennrm.notifications.anchors import tell_of_anchor  # noqa: PLC0415

    with transaction.atomic():
        made = anchor_when_due(settings.ANCHOR_KEY, settings.ANCHORS, every=settings.ANCHOR_EVERY, at=at)
        if made is None:
            return None
        if made.is_news:
            tell_of_anchor(made, settings.ANCHOR_MAIL, at=at)
        return made.anchor.seq
