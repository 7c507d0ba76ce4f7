"""What must be so before real people are served: checks of Django's own kind, asked where `check --deploy` is.

Django's own deployment checks are asked with them. `refuse_unfit` is the door: `serve` and `prepare` go through it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks

from opennrm.config.fault import Fault

SHORTEST_KEY = 50
"""Letters of a key; what `openssl rand -hex 32` prints is 64 long."""


def check_settings(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """What is wrong with the settings of a house for real people; each says its remedy."""
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or ""
    faults = (
        (settings.DEBUG, "E001", "DEBUG is on, which shows records in error pages", "take it out of the settings"),
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
    return [Error(f"{what}.", hint=remedy, id=f"opennrm.{number}") for wrong, number, what, remedy in faults if wrong]


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
