"""What the pages of a change of profile show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from opennrm.cases.changing_profile import LATEST, Tried
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import NOT_YET, Adoption
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.simulating import Part
from opennrm.partners.profile_changes import ProfileChangeRow
from opennrm.web import wording
from opennrm.web.cases.typed_day import PARTS, day_in
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields, Typed

STANDING = {None: "Waits for a second administrator", True: "Confirmed", False: "Refused or taken back"}


def spelt(profile: str, from_day: date) -> str:
    """How a form names what was tried."""
    return f"{profile}@{from_day.isoformat()}"


def adoption(row: ProfileChangeRow) -> Adoption:
    """What a change would have the installation adopt."""
    return Adoption(row.profile, row.from_day)


def propose(typed: Typed, errors: Sequence[PageError], tried: Tried | None, now: ProfileVersion) -> dict[str, Any]:
    """The form, and what was tried."""
    fields = Fields(typed, errors)
    choices = [(key, profile.title) for key, profile in PROFILES.items() if key not in NOT_YET]
    day = _day_typed(fields)
    return {
        "now": PROFILES[now.profile].title,
        "fields": [
            fields.select("profile", "Which profile?", choices),
            fields.date("from_day", "From which day on do new cases come under it?", "A day after today."),
            fields.line("reason", "Why do the rules change?", "Name the law, the guidance or the agreement."),
        ],
        "tried": _tried(tried.counts()) if tried else None,
        "spelt": spelt(fields.value("profile"), day) if tried and day else "",
        "compare_href": reverse("compare_profiles"),
    }


def change(row: ProfileChangeRow, *, may_settle: bool) -> dict[str, Any]:
    """One change as everybody sees it who sees the rules."""
    waits = row.confirmed is None
    return {
        "title": _title(row.profile),
        "rows": _rows(row),
        "tried": _tried(row.simulated),
        "settle_href": reverse("settle_profile", kwargs={"change_id": row.id}) if waits and may_settle else "",
    }


def settle(
    row: ProfileChangeRow, missing: Sequence[str], typed: Typed, errors: Sequence[PageError], *, is_own: bool
) -> dict[str, Any]:
    """The change and the question; whoever proposed it can only take it back."""
    answers = [("refuse", "Take it back")] if is_own else [("confirm", "Confirm it"), ("refuse", "Refuse it")]
    return {
        "title": _title(row.profile),
        "rows": _rows(row),
        "tried": _tried(row.simulated),
        "missing": missing,
        "field": Fields(typed, errors).radios("answer", "What becomes of this change?", answers),
        "href": reverse("profile_change", kwargs={"change_id": row.id}),
    }


def changes(rows: Sequence[ProfileChangeRow]) -> list[dict[str, str]]:
    """The changes, the newest first, each with the way to it."""
    return [
        {
            "text": f"{_title(row.profile)}, from {wording.day(row.from_day)}",
            "href": reverse("profile_change", kwargs={"change_id": row.id}),
            "standing": STANDING[row.confirmed],
        }
        for row in rows
    ]


def _rows(row: ProfileChangeRow) -> list[dict[str, Any]]:
    settled = row.settled_at and wording.row("Settled", f"By {row.settled_by}, {wording.moment(row.settled_at)}")
    return [
        wording.row("Stands", STANDING[row.confirmed]),
        wording.row("For cases received from", wording.day(row.from_day)),
        wording.row("Why", row.reason),
        wording.row("Proposed", f"By {row.proposed_by}, {wording.moment(row.proposed_at)}"),
        *([settled] if settled else []),
    ]


def _tried(counts: Mapping[str, Any]) -> dict[str, Any]:
    """What was tried as sentences and a table. Counts of cases, and nothing of any."""
    cases, changed = counts["cases"], counts["changed"]
    told = [
        f"It was tried on the {cases:,} latest cases (at most {LATEST}), open and closed. In {changed:,} of them "
        "something would have been otherwise. Nothing of these cases changes: each keeps its rules.",
        f"Of {counts['decisions']:,} decisions {counts['other_way']:,} would have gone through other hands. What "
        "would have been decided nobody can say.",
    ]
    if counts["not_told"]:
        told.append(f"{counts['not_told']:,} cases reach into years without a calendar here, and were left out.")
    rows = [
        *((Part(key).words, f"{how_many:,}") for key, how_many in counts["parts"].items()),
        ("Clocks, together", f"{counts['clocks']:,}"),
        ("Letters, together", f"{counts['letters']:,}"),
    ]
    return {"told": told, "rows": rows}


def _title(profile: str) -> str:
    return PROFILES[profile].title if profile in PROFILES else profile


def _day_typed(fields: Fields) -> date | None:
    return day_in({f"from_day-{part}": fields.value(f"from_day-{part}") for part in PARTS}, "from_day")
