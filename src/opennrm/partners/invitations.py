"""The secret in an invitation's link: 256 bits that only this installation can make, so that it need not be kept."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from opennrm.mechanism.refusal import Refusal
from opennrm.vault.sealing import keyed_secret

LASTS = timedelta(hours=24)
OVER = Refusal(
    code="invitation_over",
    because="This invitation no longer works. It can be used once, within 24 hours. "
    "Ask your organisation's administrator for a new one.",
    source="house",
)


def secret_of(invitation_id: UUID) -> str:
    """The secret of an invitation's link; whoever delivers the invitation makes it then, and nobody stores it."""
    return keyed_secret(str(invitation_id), purpose="invitation")


def hash_of(secret: str) -> str:
    """What the table keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
