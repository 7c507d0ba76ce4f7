"""The token of a form, which it carries hidden so that sending it twice is seen: as it was sent, or a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from opennrm.audit.once import form_token

_OURS = re.compile(r"[A-Za-z0-9_-]{8,32}")
"""What `form_token` makes, with some room; whatever is longer would not fit where tokens are kept."""


def token_in(sent: Mapping[str, Any]) -> str:
    """The token that a form was sent with; a new one where it has none, or one that we never made."""
    return _ours(sent.get("token", "")) or form_token()


def token_again(typed: Mapping[str, Sequence[str]] | None) -> str:
    """The token for a form that is shown: the one it was sent with where it is shown again, otherwise a new one."""
    return _ours(((typed or {}).get("token") or [""])[0]) or form_token()


def _ours(text: Any) -> str:
    return text if isinstance(text, str) and _OURS.fullmatch(text) else ""
