"""Systems of organisations for tests, their tokens, and programs that ask by one."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.utils import timezone

from opennrm.partners.models import Account, RoleHeld, Team
from opennrm.partners.systems import Scope, make_token
from tests.factories import partners as made

ALL = tuple(scope.value for scope in Scope)


def system(team: Team | None = None, *, role: str = "first_responder") -> Account:
    """A system of an organisation, with the role in a team (a new one unless told)."""
    team = team or made.team(made.organisation())
    found = made.account(of=team.organisation, name="Case system", second_factor=False)
    found.is_system = True
    found.save(update_fields=["is_system"])
    if role:
        RoleHeld.objects.create(account=found, role=role, team=team, from_at=made.LONG_AGO)
    return found


def token_of(of: Account, *scopes: str, days: int = 90) -> str:
    """A token of a system, made by an administrator of its organisation."""
    by = made.actor(made.account("administrator", of=of.organisation))
    return make_token(system_id=of.id, scopes=scopes or ALL, days=days, by=by, at=timezone.now()).secret


class Program:
    """Asks in JSON, by a token or without."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, path: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        """Ask; a body that is not bytes is sent as JSON."""
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        told = {**self.headers, **({"Idempotency-Key": key} if key else {}), **headers}
        kind = told.pop("Content-Type", "application/json")
        return self.client.generic(method, f"/api/v1/{path}", sent, kind, headers=told)

    def get(self, path: str) -> Any:
        """Ask for something."""
        return self.ask("GET", path)

    def begins(self, answers: dict[str, Any], key: str = "key-of-a-draft") -> str:
        """Begin a draft; gives its path."""
        answer = self.ask("POST", "drafts", {"answers": answers}, key=key)
        assert answer.status_code == 201, answer.json()
        return str(answer.json()["href"]).removeprefix("/api/v1/")


def program(*scopes: str, of: Account | None = None) -> Program:
    """A program with a token of a new system."""
    return Program(token_of(of or system(), *scopes))
