"""Drafts that an organisation's own system writes: begun, changed and sent by one object of answers, once for one key.

A system sees and changes only what it began itself, whatever else is shared with its team; its colleagues see what it
began as they see each other's drafts. The rules are those of the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.once import once, remember
from opennrm.audit.record import command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.questions.answers import AnswerError, clean_so_far
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import answers_that_apply
from opennrm.referrals.actions import (
    NOT_COMPLETE,
    HeldDraft,
    keep_answers,
    locked_draft,
    start_draft,
    submit_referral,
)
from opennrm.referrals.models import Draft, Referral
from opennrm.referrals.queries import DraftRead, draft_for
from opennrm.referrals.whole import WrongAnswers, checked
from opennrm.vault.hashes import keyed_hash

KEY_USED = Refusal(
    code="key_used",
    because="This Idempotency-Key came before with something else. Nothing was changed: send it with a new key.",
    source="house",
    field="Idempotency-Key",
)


class ChangedMeanwhile(Exception):
    """The system would change or take out these answers, and did not see what a colleague wrote; nothing was changed.

    `version` is that of the draft as it stands now.
    """

    def __init__(self, keys: tuple[str, ...], version: int) -> None:
        super().__init__(f"{len(keys)} answers were changed meanwhile")
        self.keys, self.version = keys, version


@dataclass(frozen=True, slots=True)
class Begun:
    """A referral that a system began, as it may know of it: no answer, and nothing of the person."""

    reference: str
    kind: str
    received_on: date
    submitted_at: datetime


def begin(given: Mapping[str, Any], *, key: str, by: Actor, at: datetime) -> UUID:
    """Begin a draft with these answers; gives its id. With a key that came before, that of the first time.

    Raises `WrongAnswers`, naming each that is not in order, and `Refused`.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    token = token_of("begin", key)
    with command():
        earlier = once(who=by.account_id, token=token, body={"begin": dict(given)}, at=at, changed=KEY_USED)
        if earlier is not None:
            return UUID(earlier.result)
        draft_id = start_draft(by=by, at=at)
        with connection.cursor() as cursor:
            keep_answers(cursor, locked_draft(cursor, draft_id, by), _merged({}, given, at), by=by, at=at)
        remember(who=by.account_id, token=token, result=str(draft_id))
    return draft_id


def change(draft_id: UUID, given: Mapping[str, Any], *, by: Actor, at: datetime, version: int | None = None) -> None:
    """Change the answers that are given, under the draft's lock; null takes one out. The others stay.

    An answer to what is no longer asked with the new ones goes, as it does on the pages. `version` is that of the draft
    which the system read. Raises as `begin`; `ChangedMeanwhile` where it is no longer that or, without a version, where
    an answer would change or go that somebody else wrote; and `NotYours`.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    with command():
        see_that_begun(draft_id, by)
        with connection.cursor() as cursor:
            held = locked_draft(cursor, draft_id, by)
            answers = _merged(held.answers, given, at)
            _see_that_known(held, answers, version, by)
            keep_answers(cursor, held, answers, by=by, at=at)


def read(draft_id: UUID, *, by: Actor) -> DraftRead:
    """A draft that the system began. Raises `NotYours`."""
    see_that_begun(draft_id, by)
    return draft_for(by, draft_id)


def check(draft_id: UUID, *, by: Actor, at: datetime) -> None:
    """See whether a draft could be sent as it stands. Raises `WrongAnswers` with all that keeps it; and `NotYours`."""
    found = read(draft_id, by=by)
    if found.reference is None:
        checked(found.answers, today=legal_day(at))


def send(draft_id: UUID, *, key: str, by: Actor, at: datetime) -> str:
    """Send a draft that the system began; gives its reference, however often it is sent, with whatever key.

    Raises `WrongAnswers` with all that is missing, `Refused`, and `NotYours`.
    """
    see_that_begun(draft_id, by)
    try:
        return submit_referral(draft_id, token=token_of("send", key), by=by, at=at)
    except Refused as refused:
        if refused.refusal.code == NOT_COMPLETE.code:
            check(draft_id, by=by, at=at)
        if refused.refusal.code == "changed_after_sending":
            raise Refused(KEY_USED) from refused
        raise


def begun_referral(reference: str, *, by: Actor) -> Begun:
    """A referral whose draft the system began, behind the wall. Raises `NotYours`."""
    rows = Referral.objects.filter(reference=reference, draft__started_by_id=by.account_id)
    row = rows.values_list("reference", "kind", "received_on", "submitted_at").first()
    if row is None:
        raise NotYours
    return Begun(*row)


def token_of(what: str, key: str) -> str:
    """What the history of commands keeps of a key: so the same key can stand for several things, each done once."""
    return keyed_hash("idempotency key", [what, key])


def see_that_begun(draft_id: UUID, by: Actor) -> None:
    """See that the system began this draft. Raises `NotYours`."""
    if not Draft.objects.filter(id=draft_id, started_by_id=by.account_id).exists():
        raise NotYours


def _see_that_known(held: HeldDraft, answers: Mapping[str, Any], version: int | None, by: Actor) -> None:
    """See that the system read what it changes. The same sent again changes nothing, and is never refused."""
    changed = [key for key in {**held.answers, **answers} if held.answers.get(key) != answers.get(key)]
    if not changed or version == held.version:
        return
    if version is None:
        unseen = [key for key in changed if key in held.written and held.written[key][1] != str(by.account_id)]
    else:
        unseen = [key for key in changed if key in held.written and held.written[key][0] > version]
    if unseen or version is not None:
        raise ChangedMeanwhile(tuple(unseen), held.version)


def _merged(before: Mapping[str, Any], given: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The answers with those given put in. What stood before and is not asked any more goes; a given one may not."""
    taken = {key: value for key, value in before.items() if key not in given}
    wanted = {key: value for key, value in given.items() if value is not None or key not in CATALOGUE.questions}
    kept = answers_that_apply(CATALOGUE, taken | wanted)
    clean = clean_so_far(CATALOGUE, {**kept, **wanted}, today=legal_day(at))
    errors: list[AnswerError] = [each for each in clean.errors if each.question_key in given]
    reported = {each.question_key for each in errors}
    errors += [_left_empty(key) for key, value in wanted.items() if key not in reported and _is_empty(value)]
    if errors:
        raise WrongAnswers(errors)
    stood = {key: value for key, value in kept.items() if key in taken}
    return answers_that_apply(CATALOGUE, stood | clean.values)


def _is_empty(value: Any) -> bool:
    """Is an answer, or a part of one, there without saying anything? Pages send such parts; a program leaves them out.

    A form cannot help sending its empty boxes. A program that sends one has lost what it meant to say, and would not
    learn of it.
    """
    if isinstance(value, str):
        return not value.strip()
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return value is None if parts is None else not parts or any(map(_is_empty, parts))


def _left_empty(key: str) -> AnswerError:
    remedy = "leave the empty part out, or send null in place of the whole answer to take it out"
    return AnswerError(key, key, f"The {CATALOGUE.question(key).called} is empty, or a part of it is: {remedy}")
