"""Every address of the house with its policy, as data and as a page."""

from __future__ import annotations

from django.urls import get_resolver

from opennrm.web.third_party import Address, policies


def addresses() -> list[Address]:
    """Every address, in the order in which they are looked at."""
    return list(policies(get_resolver().url_patterns))


def routes_page() -> str:
    """The Markdown of the page."""
    return "\n".join(
        [
            "# Addresses, and who may open them",
            "",
            "Generated from the URL patterns and the policy that each view states; do not edit it by hand.",
            "An address without a policy answers to nobody, and fails a test. Whether somebody may see a particular",
            "record is asked after this: what is not theirs looks exactly like what does not exist.",
            "",
            "| address | name | who may open it |",
            "|---|---|---|",
            *(f"| `{each.pattern}` | `{each.name}` | {each.policy} |" for each in addresses()),
            "",
        ]
    )
