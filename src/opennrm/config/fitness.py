"""What must be so before real people are served: checks of Django's own kind, asked where `check --deploy` is.

Django's own deployment checks are asked with them. `refuse_unfit` is the door: `serve` and `prepare` go through it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks

from opennrm.config.fault import Fault

SHORTEST_KEY = 50
"""Letters of a key; what `openssl rand -hex 32` prints is 64 long."""

MODULE, SETTINGS = "DJANGO_SETTINGS_MODULE", "opennrm.config.settings"
SWITCHES = re.compile(
    r"(?:^|_)(?:DEBUG|SKIP|TEST|TESTS|TESTING|BYPASS|INSECURE|UNSAFE|FAKE|MOCK|DISABLE|BENCH|DRILL|FAULTS?)(?:_|$)"
    r"|^PYTHON(?:DEVMODE|BREAKPOINT|INSPECT|STARTUP)$|FAKETIME"
)
"""Parts of names, between underscores, that a switch of tests or of finding faults has."""
OF_THE_RUNNER = "PYTEST_"
"""What pytest sets for itself, and nothing reads."""


def check_settings(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """What is wrong with the settings of a house for real people; each says its remedy."""
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or ""
    faults = (
        (settings.DEBUG, "E001", "DEBUG is on, which shows records in error pages", "take it out of the settings"),
        (
            bool(getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None))
            or bool(getattr(settings, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", False)),
            "E007",
            "A second factor can be gone around",
            "take MFA_TOTP_INSECURE_BYPASS_CODE and MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN out of the settings",
        ),
        (settings.DEMONSTRATION, "E002", "This is a demonstration", "set OPENNRM_DEMONSTRATION=0"),
        (
            not settings.SERVED_OVER_HTTPS,
            "E003",
            "The public address is not an https one, so cookies would travel in the open",
            "set OPENNRM_PUBLIC_ADDRESS to the https address that people type",
        ),
        (
            "*" in settings.ALLOWED_HOSTS or host not in settings.ALLOWED_HOSTS,
            "E004",
            "The names it answers to are not those it is reached under",
            "set OPENNRM_HOSTS to the name in OPENNRM_PUBLIC_ADDRESS, and never to *",
        ),
        (
            len(settings.VAULT_KEY) < SHORTEST_KEY or settings.VAULT_KEY == settings.SECRET_KEY,
            "E005",
            "The key that seals has to be long and one of its own",
            "set OPENNRM_VAULT_KEY to what `openssl rand -hex 32` prints",
        ),
    )
    found: list[CheckMessage] = [
        Error(f"{what}.", hint=remedy, id=f"opennrm.{number}") for wrong, number, what, remedy in faults if wrong
    ]
    return found + [
        Error(
            f"The environment sets {name}, a switch for tests or for finding faults",
            hint=f"take {name} out of the environment",
            id="opennrm.E006",
        )
        for name in switches_in(os.environ)
    ]


def switches_in(environment: Mapping[str, str]) -> list[str]:
    """The names in an environment that could weaken who comes in or what is checked, whatever they are set to.

    Nothing here reads most of them: an operator who sets one means it to do something, and has to be told that it does
    not belong here. Source: OWASP ASVS 5.0, 6.3.4.
    """
    found = [name for name in environment if SWITCHES.search(name.upper()) and not name.startswith(OF_THE_RUNNER)]
    return sorted(found) + ([MODULE] if environment.get(MODULE, SETTINGS) != SETTINGS else [])


def lay_checks() -> None:
    """Add them to Django's own; called once, when the program starts."""
    register(check_settings, Tags.security, deploy=True)


def refuse_unfit() -> None:
    """Raises `Fault` with everything that has to be put right before real people are served."""
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    told = [_sentence(message) for message in found if not message.is_silenced()]
    if told:
        raise Fault("These settings are not fit for real people. " + " ".join(told))


def _sentence(message: CheckMessage) -> str:
    text = f"{message.msg.rstrip('.')} ({message.id})"
    return f"{text}: {message.hint}." if message.hint else f"{text}."
