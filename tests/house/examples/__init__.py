"""Objects to open every address with: one that the asking account may see, and one of somebody else.

A room that adds an address with parts (`<uuid:...>`, `<str:reference>`) adds a module here, which is read by itself:

    @own("person")
    def _(account): return {"account_id": ...}

    @foreign("person")
    def _(): return {"account_id": ...}

and, where teams of one organisation do not see each other's, `@of_another_team(...)`, which takes the account too.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from opennrm.partners.models import Account

Own = Callable[[Account], dict[str, Any]]
Foreign = Callable[[], dict[str, Any]]
OWN: dict[str, Own] = {}
FOREIGN: dict[str, Foreign] = {}
OF_ANOTHER_TEAM: dict[str, Own] = {}


def own(*names: str) -> Callable[[Own], Own]:
    """Parts of these addresses for an object that the account may see (and whatever else must be there for it)."""

    def keep(make: Own) -> Own:
        OWN.update(dict.fromkeys(names, make))
        return make

    return keep


def foreign(*names: str) -> Callable[[Foreign], Foreign]:
    """Parts of these addresses for an object of another organisation."""

    def keep(make: Foreign) -> Foreign:
        FOREIGN.update(dict.fromkeys(names, make))
        return make

    return keep


def of_another_team(*names: str) -> Callable[[Own], Own]:
    """Parts of these addresses for an object of another team of the account's own organisation."""

    def keep(make: Own) -> Own:
        OF_ANOTHER_TEAM.update(dict.fromkeys(names, make))
        return make

    return keep


for _module in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    import_module(f"{__name__}.{_module.stem}")
