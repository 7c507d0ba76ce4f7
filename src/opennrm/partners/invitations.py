"""The secret in an invitation's link: 256 bits that only this installation can make, so that it need not be kept."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from opennrm.mechanism.refusal import Refusal
from opennrm.vault.sealing import keyed_secret

LASTS = timedelta(hours=24)
LASTS_FOR_A_NEW_START = timedelta(minutes=30)
"""For somebody who has an open account: such a link is a way into it. Source: OWASP ASVS 5.0, 6.4.1."""
OVER = Refusal(
    code="invitation_over",
    because="This invitation no longer works. It can be used once, within 24 hours, or within 30 minutes by "
    "somebody who has an account. "
    "Ask your organisation's administrator for a new one.",
    source="house",
)


def secret_of(invitation_id: UUID) -> str:
    """The secret of an invitation's link; whoever delivers the invitation makes it then, and nobody stores it."""
    return keyed_secret(str(invitation_id), purpose="invitation")


def hash_of(secret: str) -> str:
    """What the table keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
