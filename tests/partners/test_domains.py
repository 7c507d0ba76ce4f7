"""Look-alikes are never let in."""

from __future__ import annotations

import pytest

from opennrm.partners.domains import DomainRule, clean_address, is_domain, refusal_to_invite_address

EXACT = DomainRule("northshire.police.example")
WIDE = DomainRule("gov.example", with_subdomains=True)


@pytest.mark.parametrize(
    "address",
    [
        "a.b@northshire.police.example",
        "A.B@NorthShire.Police.Example",
        "  a@northshire.police.example ",
        "a@gov.example",
        "a@digital.gov.example",
        "a@very.deep.gov.example",
    ],
)
def test_an_address_of_the_organisation_is_taken(address: str) -> None:
    assert refusal_to_invite_address(address, [EXACT, WIDE]) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("a@sub.northshire.police.example", "a sub-domain where only the domain is"),
        ("a@notnorthshire.police.example", "a suffix without its dot"),
        ("a@evilgov.example", "a suffix without its dot"),
        ("a@gov.example.evil.example", "the domain in front of another"),
        ("a@gov.example@evil.example", "two at signs"),
        ("a@gov-example", "no dot"),
        ("a@gov.example.", "a dot at the end"),
        ("a@.gov.example", "an empty label"),
        ("a@..gov.example", "empty labels"),
        ("a@g\u043ev.example", "a Cyrillic o"),
        ("a@xn--gv-example.evil", "punycode of elsewhere"),
        ("a@northshire.police.exampIe", "a capital i for an l"),
        ("a@northshire-police.example", "a hyphen for a dot"),
        ("a@gov.example\nBcc: b@evil.example", "a second line"),
        ("a@[127.0.0.1]", "an address of a machine"),
        ("a b@gov.example", "a space"),
        ("Name <a@gov.example>", "a name before it"),
        ("@gov.example", "nobody"),
        ("", "nothing"),
        ("a" * 65 + "@gov.example", "too long before the at sign"),
        ("a@" + "b." * 130 + "gov.example", "too long"),
        ("a\u200b@gov.example", "an invisible space"),
        ("a@gov\u3002example", "an ideographic full stop"),
    ],
)
def test_a_look_alike_is_refused(address: str, why: str) -> None:
    refusal = refusal_to_invite_address(address, [EXACT, WIDE])
    assert refusal is not None, why
    assert refusal.field == "email"


def test_the_refusal_names_the_domains_that_would_do() -> None:
    refusal = refusal_to_invite_address("a@elsewhere.example", [WIDE, EXACT])
    assert refusal is not None
    assert "gov.example, northshire.police.example" in refusal.because


def test_without_a_domain_nobody_is_invited() -> None:
    assert refusal_to_invite_address("a@gov.example", []) is not None


def test_an_address_is_kept_in_lower_case() -> None:
    assert clean_address(" Sam@Gov.Example ") == "sam@gov.example"


@pytest.mark.parametrize(("domain", "is_one"), [("a.example", True), ("a", False), ("-a.example", False)])
def test_a_domain_is_told_from_other_text(domain: str, is_one: bool) -> None:
    assert is_domain(domain) is is_one
