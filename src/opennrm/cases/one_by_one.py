"""Doing the same in many cases, so that one that is broken keeps nothing from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping

from django.db import InterfaceError, OperationalError

Failed = MutableMapping[str, str]
"""What could not be done: the reference of the case, and the kind of the fault."""


def one_by_one(does: Iterable[tuple[str, Callable[[], int]]], failed: Failed | None) -> int:
    """Do it in each case, each given with its reference and a command of its own; gives how much was done in all.

    A case that cannot be done is left as it is and named in `failed`; without one its fault is raised. Raises
    `OperationalError` or `InterfaceError` in any case: where the database is gone, it is gone for every case.
    """
    done = 0
    for reference, do in does:
        try:
            done += do()
        except (OperationalError, InterfaceError):
            raise
        except Exception as fault:
            if failed is None:
                raise
            failed[reference] = type(fault).__name__
    return done
