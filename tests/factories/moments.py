"""Moments some legal days apart: none is lost where summer time ends between them, late in an evening."""

from __future__ import annotations

from datetime import datetime, timedelta

from opennrm.mechanism.calendar import legal_day


def days_later(at: datetime, days: int) -> datetime:
    """The moment so many legal days after another, at about its time of day."""
    wanted, then = legal_day(at) + timedelta(days=days), at + timedelta(days=days)
    while legal_day(then) < wanted:
        then += timedelta(hours=1)
    return then


def days_before(at: datetime, days: int) -> datetime:
    """The moment so many legal days before another, at about its time of day."""
    wanted, then = legal_day(at) - timedelta(days=days), at - timedelta(days=days)
    while legal_day(then) > wanted:
        then -= timedelta(hours=1)
    return then
