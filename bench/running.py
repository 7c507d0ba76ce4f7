"""Run as a program: the product as whoever runs it has it, without the packages that only its tests bring.

Libraries load some of those where they find them, such as structlog does with `rich`; that would be weighed too.
"""

from __future__ import annotations

import runpy
import sys
from typing import Any, cast

NOT_THERE = ("greenlet", "pygments", "rich")

if __name__ == "__main__":
    cast("dict[str, Any]", sys.modules).update(dict.fromkeys(NOT_THERE))
    runpy.run_module("opennrm", run_name="__main__", alter_sys=True)
