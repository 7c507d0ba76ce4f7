"""Which organisations sign their people in with a provider of their own (OpenID Connect), as the operator's file says.

Without such a file nothing is asked of anybody outside. The file is TOML, a table for each organisation's short name.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import EnvError

KNOWN = {"issuer", "client_id", "client_secret_file", "second_factor_acr", "second_factor_amr"}
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation's provider, and by which claims it says that it asked for a second factor."""

    organisation: str
    issuer: str
    client_id: str
    client_secret: str
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ("mfa",)


def providers_in(path: str) -> dict[str, Provider]:
    """Read the file; no path gives none. Raises `EnvError`, which names the file, the table and what to mend."""
    if not path:
        return {}
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as wrong:
        raise EnvError(f"OPENNRM_SIGN_IN_PROVIDERS: {path} cannot be read as TOML: {wrong}.") from wrong
    return {name: _provider(path, name, table) for name, table in tables.items()}


def _provider(path: str, name: str, table: Any) -> Provider:
    where = f"OPENNRM_SIGN_IN_PROVIDERS: {path}, [{name}]"
    if not isinstance(table, dict) or not {"issuer", "client_id", "client_secret_file"} <= set(table) <= KNOWN:
        raise EnvError(f"{where} needs issuer, client_id and client_secret_file, and knows only {sorted(KNOWN)}.")
    issuer = urlsplit(str(table["issuer"]))
    if issuer.scheme != "https" and issuer.hostname not in THIS_MACHINE:
        raise EnvError(f"{where}: issuer has to be an https address.")
    try:
        secret = Path(table["client_secret_file"]).read_text(encoding="utf-8").strip()
    except OSError as wrong:
        raise EnvError(f"{where}: client_secret_file cannot be read: {wrong.strerror}.") from wrong
    return Provider(
        organisation=name,
        issuer=str(table["issuer"]),
        client_id=str(table["client_id"]),
        client_secret=secret,
        acr=tuple(table.get("second_factor_acr", ())),
        amr=tuple(table.get("second_factor_amr", ("mfa",))),
    )
