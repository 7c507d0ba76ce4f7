"""Components that hold no answer of a person: the macros of govuk-frontend-jinja, each result remembered.

The macros cost about a millisecond each, and pages show the same buttons, tags and panels again and again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

REMEMBERED = 2000
# They carry the crown, the crest or the GOV.UK logo, which belong to gov.uk alone; `base.html` has our own.
NOT_OURS = frozenset({"header", "footer"})
# They hold what a person answered: nothing of that may stay in memory, and our own are thirty times faster.
HOLD_ANSWERS = frozenset(
    (
        *("input", "textarea", "radios", "checkboxes", "select", "date-input"),
        *("file-upload", "character-count", "error-summary", "summary-list"),
    )
)


@cache
def _environment() -> Environment:
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=loader, autoescape=True, auto_reload=False, cache_size=-1)


@cache
def _macro(name: str) -> Any:
    template = _environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    return getattr(template.module, "govuk" + name.replace("-", " ").title().replace(" ", ""))


def render_macro(name: str, params: Mapping[str, Any]) -> Markup:
    """Take a component's upstream name and its parameters; give its HTML, freshly made."""
    return Markup(str(_macro(name)(params)).strip())  # noqa: S704 - the macros escape what is given as text


def _refuse_plain_markup(given: object, name: str = "") -> None:
    if isinstance(given, Mapping):
        for key, value in given.items():
            _refuse_plain_markup(value, str(key))
    elif isinstance(given, (list, tuple)):
        for value in given:
            _refuse_plain_markup(value, name)
    elif isinstance(given, str) and given and name.lower().endswith("html") and not hasattr(given, "__html__"):
        raise TypeError(f"Plain text came under {name!r}: pass it as text, or vouch for it with Markup().")


@lru_cache(maxsize=REMEMBERED)
def _remembered(name: str, canonical: str) -> Markup:
    # The macros leave up to a dozen empty lines between two elements, which every page would carry.
    lines = (line.strip() for line in render_macro(name, json.loads(canonical)).split("\n"))
    return Markup("\n").join(line for line in lines if line)


def govuk(name: str, params: Mapping[str, Any] | None = None) -> Markup:
    """Take a component's upstream name ("button", "tag", "panel") and its parameters; give its HTML.

    Results are remembered, so never give it anything about a person. Raises ValueError for a component that holds
    answers and for the header and footer of gov.uk, and TypeError for plain text under a name that ends in html.
    """
    if name in NOT_OURS:
        raise ValueError(f"The {name} of gov.uk carries its logo: use the one in base.html.")
    if name in HOLD_ANSWERS:
        raise ValueError(f"What govuk() gives is remembered: use the function for {name} in opennrm.web.components.")
    given = params or {}
    _refuse_plain_markup(given)
    return _remembered(name, json.dumps(given, sort_keys=True, default=str, separators=(",", ":")))
