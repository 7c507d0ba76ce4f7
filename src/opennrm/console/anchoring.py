"""Puts the head of the history outside when it is time: into the folder of anchors, and to outside mailboxes."""

from __future__ import annotations

from datetime import datetime


def anchor(at: datetime) -> int | None:
    """Anchor the history where that is due at `at`; gives the number of the entry anchored, or None.

    Raises what keeps it from being anchored: no key, no room, or a history that has gaps.
    """
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now
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
