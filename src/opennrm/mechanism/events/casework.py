"""What people do around a case: tasks, notes, flags, handing over, being away, and taking the whole of it along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAdded(Event):
    """Something is to be done in a case, by somebody."""

    task: Reference
    to: Account
    due_on: date | None
    text_hash: Hash

    sentence: ClassVar[str] = "A task was added for {to}. Due: {due_on}."


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned(Event):
    """A task passed to somebody else."""

    task: Reference
    to: Account

    sentence: ClassVar[str] = "A task passed to {to}."


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone(Event):
    """A task was done."""

    task: Reference

    sentence: ClassVar[str] = "A task was done."


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReopened(Event):
    """A task that was done is to be done after all."""

    task: Reference

    sentence: ClassVar[str] = "A task was opened again."


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    """A note was written, for those whom `visibility` names."""

    note: Reference
    visibility: Code
    text_hash: Hash

    sentence: ClassVar[str] = "A note was written. Who can read it: {visibility}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueMentioned(Event):
    """A note names a colleague, who is told."""

    note: Reference
    to: Account

    sentence: ClassVar[str] = "{to} was mentioned in a note."


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRead(Event):
    """Somebody has read where they were mentioned."""

    note: Reference

    sentence: ClassVar[str] = "Somebody who was mentioned has read the note."


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRaised(Event):
    """A case carries a flag from now on."""

    flag: Code

    sentence: ClassVar[str] = "A flag was raised: {flag}."


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagLowered(Event):
    """A case no longer carries a flag."""

    flag: Code

    sentence: ClassVar[str] = "A flag was lowered: {flag}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedOver(Event):
    """A case passed from one colleague to another, with a note; `CaseAllocated` says who holds it then."""

    to: Account
    text_hash: Hash

    sentence: ClassVar[str] = "The case was handed over to {to}, with a note."


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRecorded(Event):
    """Somebody (the subject) will be away between two days, and who covers for them."""

    absence: Reference
    from_on: date
    until_on: date
    cover: Account | None

    sentence: ClassVar[str] = "Away from {from_on} until {until_on}. Covered by: {cover}."


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnded(Event):
    """An absence of the subject was ended or called off."""

    absence: Reference

    sentence: ClassVar[str] = "The absence was ended."


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationRuleSet(Event):
    """A team (the subject) allocates its new cases in another way from now on."""

    way: Code

    sentence: ClassVar[str] = "New cases of the team are allocated so: {way}."


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkListSaved(Event):
    """Somebody saved a way to look at the work list, for themselves or for their team."""

    shared: bool

    sentence: ClassVar[str] = "A work list was saved. Shared with the team: {shared}."


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkListRemoved(Event):
    """A saved work list was removed."""

    sentence: ClassVar[str] = "A saved work list was removed."


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMade(Event):
    """The whole of a case was put together to be taken along; the hash is that of the list of its files."""

    form: Code
    files: int
    manifest_hash: Hash

    sentence: ClassVar[str] = "A dossier was made: {form}, {files} files."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMessageWritten(Event):
    """The team that holds a case wrote to who referred, or they to the team: `side` says who wrote."""

    message: Reference
    side: Code
    text_hash: Hash

    sentence: ClassVar[str] = "A message was written between the authority and who referred, by the {side}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMessagesRead(Event):
    """Somebody of one side said that what the other wrote was read."""

    side: Code

    sentence: ClassVar[str] = "The {side} read the messages of the other."
