"""Does a work e-mail address belong to an organisation? Whole domains only, so that a look-alike is never let in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from opennrm.mechanism.refusal import Refusal

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")


@dataclass(frozen=True, slots=True)
class DomainRule:
    """A domain of an organisation; with `with_subdomains`, whatever ends in a dot and the domain counts too."""

    domain: str
    with_subdomains: bool = False

    def matches(self, domain: str) -> bool:
        """Is it the domain itself, or (where allowed) a sub-domain by its whole suffix with the dot?"""
        return domain == self.domain or (self.with_subdomains and domain.endswith("." + self.domain))


def is_domain(text: str) -> bool:
    """Is it a domain in plain ASCII, lower case, of at least two labels?"""
    return len(text) <= 253 and _DOMAIN.fullmatch(text) is not None


def clean_address(typed: str) -> str | None:
    """The address in lower case without spaces around it; None if it is not one plain address.

    Only ASCII is taken: a letter of another script that looks the same is the oldest look-alike.
    """
    local, at, domain = typed.strip().rpartition("@")
    if not at or len(typed) > 254 or not _LOCAL.fullmatch(local) or not is_domain(domain.lower()):
        return None
    return f"{local}@{domain}".lower()


def refusal_to_invite_address(typed: str, rules: Iterable[DomainRule]) -> Refusal | None:
    """None if the address is one of the organisation's own; otherwise why not, for the field `email`."""
    address = clean_address(typed)
    if address is None:
        return Refusal(
            code="not_an_address",
            because="Enter a work e-mail address, like name@force.example.",
            source="house",
            field="email",
        )
    domain = address.rpartition("@")[2]
    allowed = tuple(rules)
    if any(rule.matches(domain) for rule in allowed):
        return None
    names = ", ".join(sorted(rule.domain for rule in allowed)) or "none yet"
    return Refusal(
        code="not_our_domain",
        because=f"Enter an address of your own organisation. Its domains: {names}.",
        source="house",
        field="email",
    )
