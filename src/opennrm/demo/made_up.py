"""What a made-up organisation of the demonstration is, and somebody to sign in as."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from django.conf import settings

from opennrm.mechanism.vocabulary import Nation, OrganisationType


@dataclass(frozen=True, slots=True)
class MadeUpOrganisation:
    """An organisation of the demonstration."""

    slug: str
    name: str
    kind: OrganisationType
    nation: Nation | None
    may_refer: bool
    domain: str
    team: str


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """Somebody to sign in as."""

    email: str
    name: str
    organisation: str
    roles: tuple[str, ...]

    @property
    def secret(self) -> str:
        """The secret of their second factor (base32): of this address only, and worth nothing elsewhere."""
        key = f"{settings.SECRET_KEY} demonstration {self.email}".encode()
        return base64.b32encode(hashlib.sha256(key).digest()[:20]).decode()
