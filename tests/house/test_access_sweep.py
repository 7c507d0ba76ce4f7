"""Every address x every role and a stranger x own and foreign object: the answer follows from the policy alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from opennrm.audit.queries import latest_events
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.holding import CONVENING, DECIDING, LEADING, OVERSEEING, REVIEWING, SITTING
from opennrm.partners.models import Account, RoleHeld
from opennrm.partners.roles import ROLES
from opennrm.web.policy import Openness
from opennrm.web.third_party import BEFORE_SECOND_FACTOR, Address, is_for_programs, policies
from tests.factories import partners as made
from tests.house.examples import FOREIGN, OF_ANOTHER_TEAM, OWN

ADDRESSES = [each for each in policies(get_resolver().url_patterns) if not is_for_programs(each)]
"""Those for programs know no session; they are swept with tokens in tests/web/api/test_endpoint.py."""
WITH_PARTS = [address for address in ADDRESSES if "<" in address.pattern]
pytestmark = pytest.mark.django_db
OF_NOBODY = frozenset(
    {
        *("figures_csv", "profile", "profile_change", "settle_profile", "prompt_sheet", "prompt_sheet_pdf"),
        *("answer_list", "add_to_list", "end_in_list"),
    }
)
"""Addresses with parts behind which is no record of anybody: what is not there is nobody's."""


def holder(role: str) -> Account:
    """Somebody with this role, of an organisation whose people can hold it.

    A reviewer, or who sits on a panel, reads a case by name, and a lead that of an agency; here, as whoever may see
    cases, in the team that holds it.
    """
    if role in DECIDING | OVERSEEING | REVIEWING | LEADING | CONVENING | SITTING:
        authority = made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, may_refer=False)
        return made.account(role, in_team=made.team(authority))
    return made.account(role, in_team=made.team(made.organisation()))


def opened(client: Client, address: Address, parts: dict[str, Any], method: str = "get") -> Any:
    return getattr(client, method)(reverse(address.name, kwargs=parts))


def opened_with_a_reason(client: Client, address: Address, parts: dict[str, Any]) -> Any:
    """As somebody does who does not work on the case: asked why, they say why."""
    response = opened(client, address, parts)
    asked = response.headers.get("Location", "")
    if "/why/" in asked:
        client.post(asked, {"reason": "quality_check", "words": "I look at what the team sends."})
        response = opened(client, address, parts)
    return response


def is_sent_to_sign_in(response: Any) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith("/sign-in/")


def some_parts(address: Address) -> dict[str, Any]:
    return FOREIGN[address.name]() if address in WITH_PARTS else {}


def test_every_address_with_parts_has_an_example_to_open_it_with() -> None:
    assert [address.pattern for address in WITH_PARTS if address.name not in FOREIGN] == []
    assert set(FOREIGN) == {address.name for address in WITH_PARTS}


@pytest.mark.proves("AZ-02", "8.2.1")
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_a_stranger_sees_what_is_public_and_nothing_else(address: Address) -> None:
    assert address.policy is not None
    parts = some_parts(address)
    for method in ("get", "head", "post"):
        response = opened(Client(), address, parts, method)
        if address.policy.is_public:
            assert response.status_code < 500
        else:
            assert is_sent_to_sign_in(response) or (method == "post" and response.status_code == 405)


def may_by_role(address: Address, role: str) -> bool:
    return bool(address.policy and ROLES[role].permissions & set(address.policy.any_of))


@pytest.mark.proves("AZ-01", "AZ-02", "8.2.1")
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_a_role_sees_what_its_permissions_let_it(address: Address, subtests: pytest.Subtests) -> None:
    assert address.policy is not None
    parts = some_parts(address)
    for role in (*sorted(ROLES), "none"):
        who = holder(role) if role != "none" else made.account()
        client = made.client_for(who)
        with subtests.test(role=role):
            response = opened(client, address, parts)
            if address.policy.refusal(made.actor(who)) is not None:
                assert response.status_code == 403
                assert opened(client, address, parts, "post").status_code in (403, 405)
            elif address.policy.openness is Openness.PERMITTED:
                assert looks_like_nothing(client, response) if parts else response.status_code == 200
            else:  # allauth's pages lead on, and some are not there before their time
                assert response.status_code < 500
                assert response.status_code != 403
                assert not is_sent_to_sign_in(response)


def looks_like_nothing(client: Client, response: Any) -> bool:
    """Is it, byte for byte, the answer to an address that was never there?"""
    return response.status_code == 404 and response.content == client.get("/there/is/no/such/page/").content


@pytest.mark.proves("AZ-02", "AZ-03", "AZ-04", "8.2.2", "8.4.1")
@pytest.mark.parametrize("address", WITH_PARTS, ids=lambda address: address.name)
def test_what_somebody_else_has_can_neither_be_seen_nor_changed(address: Address, subtests: pytest.Subtests) -> None:
    parts = FOREIGN[address.name]()
    for role in (role for role in sorted(ROLES) if may_by_role(address, role)):
        client = made.client_for(holder(role))
        before = latest_events(1)[:1]
        with subtests.test(role=role):
            assert looks_like_nothing(client, opened(client, address, parts))
            sent = opened(client, address, parts, "post")
            assert sent.status_code == 405 or looks_like_nothing(client, sent)
            after = before[0].seq if before else 0
            told = set() if address.name in OF_NOBODY else {"AccessRefused"}
            assert {event.kind for event in latest_events(9) if event.seq > after} == told


@contextmanager
def undone() -> Iterator[None]:
    """What is made meanwhile is gone afterwards: some records there can be one of."""
    around: Any = transaction.atomic()
    around._from_testcase = True  # as the one around a test: durable ones may stand within
    with around:
        yield
        transaction.set_rollback(True)


def seats(address: Address) -> Iterator[tuple[Account, list[str]]]:
    """Who the records of this address are made for: whoever may, each for themselves; of the roles that may not, one
    of each kind of organisation with all of them, since the same record can be refused to each in turn."""
    kinds: dict[bool, list[str]] = {}
    for role in sorted(ROLES):
        if may_by_role(address, role):
            with undone():
                yield holder(role), [role]
        else:
            kinds.setdefault(role in DECIDING | OVERSEEING | REVIEWING, []).append(role)
    for refused in kinds.values():
        with undone():
            yield holder(refused[0]), refused


def as_role(who: Account, role: str) -> Client:
    """A browser of this account, which holds this role and no other from now on."""
    RoleHeld.objects.filter(account=who).update(role=role)
    return made.client_for(who)


@pytest.mark.proves("8.2.2")
@pytest.mark.parametrize(
    "address", [address for address in WITH_PARTS if address.name in OF_ANOTHER_TEAM], ids=lambda address: address.name
)
def test_what_another_team_has_is_not_there_either(address: Address, subtests: pytest.Subtests) -> None:
    assert address.policy is not None
    for who, roles in seats(address):
        parts = OF_ANOTHER_TEAM[address.name](who)
        for role in roles:
            client = as_role(who, role)
            with subtests.test(role=role):
                response = opened(client, address, parts)
                may = address.policy.refusal(made.actor(who)) is None
                assert looks_like_nothing(client, response) if may else response.status_code == 403


def test_every_address_that_is_permitted_has_an_own_example() -> None:
    permitted = [a.name for a in WITH_PARTS if a.policy and a.policy.openness is Openness.PERMITTED]
    assert [name for name in permitted if name not in OWN] == []


@pytest.mark.parametrize(
    "address", [address for address in WITH_PARTS if address.name in OWN], ids=lambda address: address.name
)
def test_an_own_object_opens_for_whoever_may(address: Address, subtests: pytest.Subtests) -> None:
    assert address.policy is not None
    for who, roles in seats(address):
        parts = OWN[address.name](who)
        for role in roles:
            client = as_role(who, role)
            with subtests.test(role=role):
                response = opened_with_a_reason(client, address, parts)
                may = address.policy.refusal(made.actor(who)) is None
                assert response.status_code == (200 if may else 403)


@pytest.mark.proves("6.3.3")
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_without_the_second_factor_only_its_set_up_opens(address: Address) -> None:
    assert address.policy is not None
    opens_before = BEFORE_SECOND_FACTOR | {"own_account", "own_sessions", "stay"}
    client = made.client_for(made.account(*ROLES, second_factor=False))
    response = opened(client, address, some_parts(address))
    if not address.policy.is_public and address.name not in opens_before:
        assert response.headers["Location"] == reverse("mfa_activate_totp")
    else:
        assert response.status_code < 500
