"""Names that stand for people in one disclosure, and for nobody in the next, so that two readers cannot join theirs."""

from __future__ import annotations

import base64
from uuid import UUID

from opennrm.vault.sealing import keyed_digest

LETTERS = 6


def pseudonym(name: str, *, disclosure: UUID) -> str:
    """What stands for a name within a disclosure: six letters by HMAC-SHA-256 under a key of this disclosure alone.

    The same name, whatever its case and spaces, has the same pseudonym there; in another disclosure it has another.
    """
    spelt = " ".join(name.casefold().split()).encode()
    digest = keyed_digest(spelt, purpose=f"pseudonyms of disclosure {disclosure}")
    return base64.b32encode(digest).decode()[:LETTERS]
