"""What follows from what, as a page: the table of consequences with what each function says it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opennrm.consequences import CONSEQUENCES, NOTHING_FOLLOWS
from opennrm.mechanism.events import Event


def consequences_page() -> str:
    """The Markdown of the page."""
    lines = [
        "# When this happens, these follow",
        "",
        "Generated from `consequences.py`; do not edit it by hand. What follows happens in the same transaction as",
        "what it follows from: all of it, or nothing. What is sent or rendered happens after, from the outbox.",
        "",
    ]
    for event, follows in CONSEQUENCES.items():
        lines += [f"## {event.__name__}", "", first_sentence(event), ""]
        lines += [f"- `{_place(follow)}`: {first_sentence(follow)}" for follow in follows]
        lines.append("")
    lines += ["## Nothing follows from these", "", "They are kept, shown in timelines, and some are counted.", ""]
    rest = sorted(NOTHING_FOLLOWS, key=lambda event: event.__name__)
    lines += ["| event | what happened |", "|---|---|"]
    lines += [f"| `{event.__name__}` | {first_sentence(event)} |" for event in rest]
    return "\n".join([*lines, ""])


def first_sentence(described: type[Event] | Callable[..., Any]) -> str:
    """The first line of a docstring. Raises `ValueError` where there is none."""
    told = (described.__doc__ or "").strip().splitlines()
    if not told:
        raise ValueError(f"{described.__name__} says nothing of itself.")
    return told[0].strip()


def _place(follow: Callable[..., Any]) -> str:
    return f"{follow.__module__.removeprefix('opennrm.')}.{follow.__name__}"
