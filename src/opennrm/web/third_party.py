"""The policy of every address whose view is not ours, by its URL name; one that is not listed answers to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver

from opennrm.web.policy import PUBLIC, SIGNED_IN, Policy
from opennrm.web.problems import FOR_PROGRAMS

POLICIES: dict[str, Policy] = {
    "account_login": PUBLIC,
    "account_logout": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "mfa_authenticate": PUBLIC,  # the password was right, the code is still to come
    "mfa_activate_totp": SIGNED_IN,
    "mfa_login_webauthn": PUBLIC,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
}
BEFORE_SECOND_FACTOR = frozenset({"account_logout", "mfa_activate_totp", "mfa_add_webauthn", "mfa_index"})
"""Those that can be opened by somebody who has yet to set up their second factor."""


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern, its name, and its policy (None: none was declared, which fails the build)."""

    pattern: str
    name: str
    policy: Policy | None


def is_for_programs(address: Address) -> bool:
    """Is it one that systems ask by a token, and never a browser by its session?"""
    return address.pattern.startswith(FOR_PROGRAMS)


def policies(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[Address]:
    """Every address under these patterns with its policy, as `opennrm routes` lists them."""
    for entry in patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from policies(entry.url_patterns, path)
        else:
            name = entry.name or ""
            policy = getattr(entry.callback, "policy", None) or POLICIES.get(name)
            yield Address(pattern="/" + path, name=name, policy=policy)
