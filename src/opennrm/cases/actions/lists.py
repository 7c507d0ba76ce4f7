"""The lists that answers choose from, changed by an administrator: an entry is added, or ends and names its successors.

What was answered by an entry that has ended keeps it. Nothing is taken back: an entry ended by mistake is added anew
under another code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from opennrm.audit.record import announce, command
from opennrm.cases.list_changes import look_at_lists
from opennrm.cases.models import ListChange
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import ListChanged
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.directory import organisation_type
from opennrm.partners.roles import Permission
from opennrm.questions import list_changes, lists

LISTS_SUBJECT = "lists"
CHANGING = 7_266_003
"""The advisory lock under which changes are numbered; any number that nothing else uses."""
LONGEST, LONGEST_REASON, LONGEST_CODE = 80, 200, 40
SHORT_CODE = 20
"""How long a language's code may be: a consent keeps no longer one."""
MOST_NAMES = 10
CODE = re.compile(r"[a-z0-9][a-z0-9_]*")
NOT_AN_AUTHORITY = Refusal(
    code="not_a_competent_authority",
    because="Only an administrator of a competent authority changes the lists: everybody chooses from them.",
    source="house",
)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as it was typed; without a code, one is made of what it is called."""

    label: str
    also: Sequence[str] = ()
    kind: str = ""
    nation: str = ""
    starts_on: date | None = None
    code: str = ""


def add_to_list(list_name: str, entry: NewEntry, *, reason: str, by: Actor, at: datetime) -> str:
    """Add an entry to a list; gives its code.

    Raises `KeyError` for no such list, and `Refused` if a field is wrong, it is there already, or the actor may not.
    """
    _refuse_who_may_not(by)
    with command():
        _begin()
        label, also = entry.label.strip(), [name.strip() for name in entry.also if name.strip()]
        code = entry.code.strip() or _code_of(label)
        _refuse_to_add(list_name, entry, code, label, also, legal_day(at))
        _refuse_reason(reason)
        told = {"label": label, "also": also, "kind": entry.kind, "nation": entry.nation}
        _keep(list_name, code, told | {"starts_on": entry.starts_on}, reason=reason, by=by, at=at)
    look_at_lists()
    return code


def end_in_list(
    list_name: str, code: str, ends_on: date, successors: Sequence[str], *, reason: str, by: Actor, at: datetime
) -> None:
    """End an entry from a day on; `successors` are typed, by code or by name, and stand in its place.

    Raises `KeyError` for no such list or entry, and `Refused` as above.
    """
    _refuse_who_may_not(by)
    with command():
        _begin()
        entry = lists.entries(list_name)[code]
        if entry.ends_on is not None:
            raise _refused("ended_already", f"{entry.label} has ended already.", "ends_on")
        _refuse_day(ends_on, legal_day(at), "ends_on")
        if entry.starts_on and ends_on <= entry.starts_on:
            raise _refused("before_start", f"{entry.label} begins on a later day: give one after it.", "ends_on")
        if len(successors) > MOST_NAMES:
            raise _refused("too_many_successors", f"Give at most {MOST_NAMES} successors.", "replaced_by")
        replaced_by = [_successor(list_name, typed, entry, legal_day(at)) for typed in successors if typed.strip()]
        _refuse_reason(reason)
        told = {"ends_on": ends_on, "replaced_by": list(dict.fromkeys(replaced_by))}
        _keep(list_name, code, told, reason=reason, by=by, at=at)
    look_at_lists()


def refusal_to_change_lists(by: Actor) -> Refusal | None:
    """Why somebody may not change lists, by the organisation they work for; None if they may. Source: house."""
    decides = organisation_type(by.organisation_id) == OrganisationType.COMPETENT_AUTHORITY.value
    return None if decides else NOT_AN_AUTHORITY


def kinds_of(list_name: str) -> list[str]:
    """The kinds that entries of a list have; none where it tells no kinds."""
    return _told_of({entry.kind for entry in lists.entries(list_name).values()})


def nations_of(list_name: str) -> list[str]:
    """The nations that entries of a list have; an empty one where not every entry lies in one."""
    return _told_of({entry.nation for entry in lists.entries(list_name).values()})


def _told_of(found: set[str]) -> list[str]:
    return [] if found == {""} else sorted(found)


def _refuse_who_may_not(by: Actor) -> None:
    refuse_if(refusal_to_act(by, Permission.KEEP_LISTS) or refusal_to_change_lists(by))


def _begin() -> None:
    """One at a time, and knowing every change before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHANGING])
    look_at_lists()


def _keep(list_name: str, code: str, told: dict[str, Any], *, reason: str, by: Actor, at: datetime) -> None:
    ListChange.objects.create(
        number=list_changes.newest() + 1,
        list_name=list_name,
        code=code,
        reason=reason.strip(),
        changed_at=at,
        changed_by_id=by.account_id,
        **told,
    )
    ends_on, replaced_by = told.get("ends_on"), tuple(told.get("replaced_by", ()))
    changed = ListChanged(
        subject=LISTS_SUBJECT, list_name=list_name, code=code, ends_on=ends_on, replaced_by=replaced_by
    )
    announce(changed, at=at, by=by.account_id)


def _refuse_to_add(list_name: str, entry: NewEntry, code: str, label: str, also: Sequence[str], today: date) -> None:
    _refuse_names(list_name, label, also)
    _refuse_code(list_name, code)
    if entry.kind not in (kinds_of(list_name) or [""]):
        raise _refused("no_kind", "Choose of which kind the entry is.", "kind")
    if entry.nation not in (nations_of(list_name) or [""]):
        raise _refused("no_nation", "Choose in which nation the entry lies.", "nation")
    if entry.starts_on:
        _refuse_day(entry.starts_on, today, "starts_on")


def _refuse_names(list_name: str, label: str, also: Sequence[str]) -> None:
    if not lists.fold(label):
        raise _refused("no_label", "Write what the entry is called.", "label")
    if len(also) > MOST_NAMES:
        raise _refused("too_many_names", f"Give at most {MOST_NAMES} other names.", "also")
    for name, field in ((label, "label"), *((name, "also") for name in also)):
        if len(name) > LONGEST:
            raise _refused("name_too_long", f"Write a name of at most {LONGEST} characters.", field)
    known = (entry for entry in lists.entries(list_name).values() if entry.ends_on is None)
    same = next((entry for entry in known if lists.fold(label) == entry.folded[0]), None)
    if same:
        raise _refused("there_already", f"{same.label} is in the list already.", "label")


def _refuse_code(list_name: str, code: str) -> None:
    longest = SHORT_CODE if list_name == "languages" else LONGEST_CODE
    if not CODE.fullmatch(code) or len(code) > longest:
        because = f"Give the entry a code of at most {longest} small letters a to z, digits and _."
        raise _refused("not_a_code", because, "code")
    if code in lists.entries(list_name):
        because = f"Give the entry another code: {code} is that of {lists.label(list_name, code)}."
        raise _refused("code_taken", because, "code")


def _refuse_day(day: date, today: date, field: str) -> None:
    if not date(1800, 1, 1) <= day <= today:
        raise _refused("not_yet", "Give a day that is not in the future: a list is changed on the day itself.", field)


def _refuse_reason(reason: str) -> None:
    if not reason.strip():
        raise _refused("no_reason", "Write why, and by which source.", "reason")
    if len(reason) > LONGEST_REASON:
        raise _refused("reason_too_long", f"Write at most {LONGEST_REASON} characters.", "reason")


def _successor(list_name: str, typed: str, entry: lists.Entry, today: date) -> str:
    found = lists.entry_for(list_name, typed, on=today)
    if found is None or found.code == entry.code:
        because = "Write the name or the code of another entry that can be chosen today, in full, as successor."
        raise _refused("no_successor", because, "replaced_by")
    return found.code


def _code_of(label: str) -> str:
    plain = "".join(character if character.isascii() else " " for character in lists.fold(label))
    return "_".join(plain.split())[:SHORT_CODE].strip("_")


def _refused(code: str, because: str, field: str) -> Refused:
    return Refused(Refusal(code, because, "house", field))
