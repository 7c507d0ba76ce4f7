"""What the pages of the profiles show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import Adoption
from opennrm.mechanism.profiles.described import RuleRow, assumed_rows, rule_differences, rule_rows
from opennrm.mechanism.profiles.profile import DatedChange, NotInForce, Profile, ProfileVersion, version_on
from opennrm.mechanism.sources import SOURCES, cited
from opennrm.web import wording
from opennrm.web.components import select
from opennrm.web.errors import PageError

NOT_A_DAY = PageError("Give the day as year-month-day, such as 2026-03-02.", "on")
NO_VERSION = "Choose a version from the list."


def profiles(adoptions: Sequence[Adoption], now: ProfileVersion) -> dict[str, Any]:
    """The list of profiles."""
    return {
        "now": f"{PROFILES[now.profile].title}, as it stands from {_day(now.version)}",
        "profiles": [
            {
                "title": profile.title,
                "href": reverse("profile", kwargs={"key": profile.key}),
                "is_now": profile.key == now.profile,
                "rows": [
                    wording.row("Key", profile.key),
                    wording.row("Used", _used(profile)),
                    wording.row("Adopted here", _adopted(profile, adoptions)),
                    wording.row("Changed since on", *([wording.day(c.on) for c in profile.changes] or ["Never"])),
                    wording.row("Source", cited(profile.source)),
                    wording.row("Assumed", _how_much_is_assumed(version_on(profile, _newest(profile)), profile)),
                ],
            }
            for profile in PROFILES.values()
        ],
        "compare_href": reverse("compare_profiles"),
    }


def profile(profile: Profile, typed: str, today: date, adoptions: Sequence[Adoption]) -> dict[str, Any]:
    """One profile on a day. A day that is none, or before the profile was used, is told and the newest is shown."""
    version, errors = _asked_version(profile, typed, today)
    return {
        "key": profile.key,
        "title": profile.title,
        "errors": errors,
        "on": typed or today.isoformat(),
        "version": wording.day(date.fromisoformat(version.version)),
        "standing": [
            wording.row("Used", _used(profile)),
            wording.row("Adopted here", _adopted(profile, adoptions)),
            wording.row("Source", cited(profile.source)),
        ],
        "versions": [
            {
                "text": wording.day(day),
                "href": f"{reverse('profile', kwargs={'key': profile.key})}?{urlencode({'on': day.isoformat()})}",
                "here": day.isoformat() == version.version,
            }
            for day in _days(profile)
        ],
        "groups": [
            {"title": title, "rows": [_rule(row) for row in rows]} for title, rows in _grouped(rule_rows(version))
        ],
        "changes": [_change(change) for change in profile.changes],
        "assumed": [row.words for row in assumed_rows(version)],
    }


def comparison(one: str | None, other: str | None, now: ProfileVersion) -> dict[str, Any]:
    """What differs between two versions, each asked for as profile@day; without any, the first profile and today's."""
    first = version_on(*_last_of(next(iter(PROFILES.values()))))
    asked = {"one": one if one is not None else spelt(first), "other": other if other is not None else spelt(now)}
    versions = {spelt(version): version for version in every_version()}
    errors = [PageError(NO_VERSION, name) for name, value in asked.items() if value not in versions]
    found = [] if errors else rule_differences(versions[asked["one"]], versions[asked["other"]])
    items = [{"value": value, "text": _version_words(version)} for value, version in versions.items()]
    return {
        "errors": errors,
        "fields": {
            name: select(
                {
                    "id": name,
                    "name": name,
                    "label": {"text": label, "classes": "govuk-label--s"},
                    "items": items,
                    "value": asked[name],
                    **({"errorMessage": {"text": NO_VERSION}} if asked[name] not in versions else {}),
                }
            )
            for name, label in (("one", "One version"), ("other", "The other version"))
        },
        "compared": not errors,
        "one": _version_words(versions[asked["one"]]) if not errors else "",
        "other": _version_words(versions[asked["other"]]) if not errors else "",
        "differences": found,
    }


def every_version() -> list[ProfileVersion]:
    """Every version of every profile, in the order in which they came into force."""
    return [version_on(profile, day) for profile in PROFILES.values() for day in _days(profile)]


def spelt(version: ProfileVersion) -> str:
    """How an address names a version."""
    return f"{version.profile}@{version.version}"


def _version_words(version: ProfileVersion) -> str:
    return f"{PROFILES[version.profile].title}, from {_day(version.version)}"


def _asked_version(profile: Profile, typed: str, today: date) -> tuple[ProfileVersion, list[PageError]]:
    newest = version_on(profile, max(today, profile.first_used_on))
    if not typed:
        return newest, []
    try:
        return version_on(profile, date.fromisoformat(typed)), []
    except NotInForce:
        because = (
            f"This profile was first used on {wording.day(profile.first_used_on)}. Choose that day or a later one."
        )
        return newest, [PageError(because, "on")]
    except ValueError:
        return newest, [NOT_A_DAY]


def _days(profile: Profile) -> list[date]:
    return [profile.first_used_on, *(change.on for change in profile.changes)]


def _newest(profile: Profile) -> date:
    return _days(profile)[-1]


def _last_of(profile: Profile) -> tuple[Profile, date]:
    return profile, _newest(profile)


def _used(profile: Profile) -> str:
    until = wording.day(profile.last_used_on) if profile.last_used_on else "now"
    return f"From {wording.day(profile.first_used_on)} until {until}"


def _adopted(profile: Profile, adoptions: Sequence[Adoption]) -> str:
    days = [wording.day(each.from_day) for each in adoptions if each.profile == profile.key]
    return f"For cases received from {', '.join(days)}" if days else "No"


def _how_much_is_assumed(version: ProfileVersion, profile: Profile) -> str:
    rules, of, changes = (
        len(assumed_rows(version)),
        len(rule_rows(version)),
        len([c for c in profile.changes if c.uncertain]),
    )
    return f"{rules} of {of} rules, and something about {changes} of {len(profile.changes)} changes"


def _grouped(rows: Iterable[RuleRow]) -> list[tuple[str, list[RuleRow]]]:
    return [(title, list(found)) for title, found in groupby(rows, key=lambda row: row.words.partition(":")[0])]


def _rule(row: RuleRow) -> dict[str, Any]:
    title, _, rest = row.words.partition(": ")
    return {
        "words": (rest or title).capitalize(),
        "value": row.value,
        "source": SOURCES[row.source].title if row.source else "",
        "assumed": row.is_assumed,
    }


def _change(change: DatedChange) -> dict[str, Any]:
    return {
        "on": wording.day(change.on),
        "what": change.what,
        "reaches": "Yes" if change.reaches_open_cases else "No",
        "source": cited(change.source),
        "uncertain": change.uncertain,
    }


def _day(version: str) -> str:
    return wording.day(date.fromisoformat(version))
