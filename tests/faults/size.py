"""How large a fault is: small in every run of the tests, full in a drill."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")
FULL = os.environ.get("OPENNRM_DRILL") == "full"


def sized(small: T, full: T) -> T:
    """The full size in a drill, otherwise the small one."""
    return full if FULL else small
