"""The operator's file of providers: read whole, or refused with the table and what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from environs import EnvError

from opennrm.partners.sign_in_providers import Provider, providers_in

GOOD = """[marshland-police]
issuer = "https://login.marshland.police.example"
client_id = "opennrm"
client_secret_file = "{secret}"
second_factor_acr = ["gold"]
"""


def written(folder: Path, text: str) -> str:
    (folder / "secret").write_text("between the two\n")
    (folder / "providers.toml").write_text(text.replace("{secret}", str(folder / "secret")))
    return str(folder / "providers.toml")


def test_no_file_is_no_provider() -> None:
    assert providers_in("") == {}


def test_a_table_is_a_provider(tmp_path: Path) -> None:
    assert providers_in(written(tmp_path, GOOD)) == {
        "marshland-police": Provider(
            organisation="marshland-police",
            issuer="https://login.marshland.police.example",
            client_id="opennrm",
            client_secret="between the two",
            acr=("gold",),
            amr=("mfa",),
        )
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("not toml", "cannot be read as TOML"),
        ("[a]\nissuer = 'https://a.example'\n", r"\[a\] needs issuer, client_id"),
        (GOOD.replace("https://", "http://"), "https address"),
        (GOOD + "secret = 'here'\n", r"\[marshland-police\] needs"),
        (GOOD.replace("{secret}", "/nowhere/secret"), "client_secret_file cannot be read"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(EnvError, match=told):
        providers_in(written(tmp_path, text))
