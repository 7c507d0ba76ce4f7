"""Ways to sign in: an organisation's provider, and somebody's passkeys."""

from __future__ import annotations

from typing import Any

from tests.house.examples import foreign


@foreign("organisation_start", "organisation_back")
def _no_provider() -> dict[str, Any]:
    return {"slug": "nowhere"}


@foreign("mfa_edit_webauthn", "mfa_remove_webauthn")
def _no_passkey() -> dict[str, Any]:
    return {"pk": 1}
