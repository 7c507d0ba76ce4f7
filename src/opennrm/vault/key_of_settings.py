"""The key of the settings, OPENNRM_VAULT_KEY: how it is known again, and how it is changed while the site is used.

Until its first change it is itself what is hashed and sealed with. From then on it only seals those secrets, which lie
in the database: once under each key that may be in use, so that during a change programs with either of them go on.
What was hashed stays comparable, since the secret of hashes stays; what is sealed gets a new secret with each change.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction

from opennrm.vault.marks import marked, marks_beginning, set_mark
from opennrm.vault.refusing import CannotOpen, WrongKeys
from opennrm.vault.sealing import (
    Secrets,
    check_value,
    look_again_by,
    opened_under,
    sealed_under,
    secrets_at_hand,
    secrets_of,
    take,
)

KNOWN = "key of the settings"
"""The mark with the value by which OPENNRM_VAULT_KEY is known again."""
COPY = "secrets under "
"""How the names of the marks begin that hold the secrets, each sealed under the key whose check value follows."""
Walk = Callable[[], int]
"""Seals anew, in small transactions, what is not sealed by the newest secret; gives how much that was."""


def refuse_other_settings(*, is_first: bool) -> None:
    """Take the secrets of this database, which OPENNRM_VAULT_KEY opens or, during a change, its former value.

    Raises `WrongKeys` where neither is a key of this database. With `is_first`, one that knows none gets to know it.
    """
    known = marked(KNOWN).get(KNOWN)
    if known is None and is_first:
        set_mark(KNOWN, check_value(settings.VAULT_KEY))
    if known is not None and not take_secrets():
        raise WrongKeys(
            "OPENNRM_VAULT_KEY is not the one of this database, and neither is OPENNRM_VAULT_KEY_BEFORE: put back the "
            "one that was in use (where it was never set, it is what OPENNRM_SECRET_KEY was). docs/how-to/keys.md says "
            "how it is changed."
        )


def take_secrets() -> bool:
    """Take the secrets of this database for this process, so that it hashes and seals as every other does.

    False, and nothing is taken, where no key opens them, and before this version's tables are there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('vault_mark') IS NOT NULL")
        (is_there,) = cursor.fetchone()
    if not is_there:
        return False
    known, copies = marked(KNOWN).get(KNOWN), _copies()
    for key in _keys_given():
        value = check_value(key)
        copy = copies.get(_name(value))
        if copy:
            take(_read(key, copy))
            return True
        if known is not None and hmac.compare_digest(known[1] or b"", value):
            take(None if key == settings.VAULT_KEY else secrets_of(key))
            return True
    return False


def _take_again() -> bool:
    """The same for a program that has them already; one that finds them damaged goes on with those it has."""
    try:
        return take_secrets()
    except WrongKeys:
        return False


look_again_by(_take_again)


def needs_change() -> bool:
    """Does this database still know another key of the settings as the one in use? Raises `WrongKeys` without one."""
    known = marked(KNOWN).get(KNOWN)
    if known is None:
        raise WrongKeys("This database knows no OPENNRM_VAULT_KEY yet: run `./opennrm prepare` first.")
    return not hmac.compare_digest(known[1] or b"", check_value(settings.VAULT_KEY))


def change_key_of_settings(walk: Walk) -> int:
    """Put OPENNRM_VAULT_KEY in the place of its former value, OPENNRM_VAULT_KEY_BEFORE; gives how much `walk` sealed.

    First both open the secrets, then everything is sealed anew, and last the former opens them no longer. Cut off
    anywhere, the same goes on where it was. Asked again, it only seals what programs not yet started anew left.
    """
    is_due = needs_change()
    if is_due:
        _let_both_open()
    sealed = walk()
    if is_due:
        _let_former_go()
    return sealed


def _let_both_open() -> None:
    """One transaction: a new secret that seals, and a copy of all under each of the two keys."""
    with transaction.atomic():
        if _copies().get(_name(check_value(settings.VAULT_KEY))):
            return  # it was cut off after this
        former = secrets_at_hand()
        last = former.newest[0]
        new = Secrets(former.hashes, (*former.seals, (last + 1, secrets.token_urlsafe(32))))
        for key in _keys_given():
            copy = sealed_under(key, json.dumps([new.hashes, new.seals]), purpose=COPY)
            set_mark(_name(check_value(key)), copy)
    take(new)


def _let_former_go() -> None:
    value = check_value(settings.VAULT_KEY)
    with transaction.atomic():
        set_mark(KNOWN, value)
        for name in marks_beginning(COPY):
            if name != _name(value):
                set_mark(name)  # without content: that there was one tells nothing


def _keys_given() -> list[str]:
    return list(dict.fromkeys(filter(None, (settings.VAULT_KEY, settings.VAULT_KEY_BEFORE))))


def _copies() -> dict[str, bytes]:
    return {name: copy for name, (_at, copy) in marks_beginning(COPY).items() if copy}


def _name(value: bytes) -> str:
    return COPY + value.hex()


def _read(key: str, copy: bytes) -> Secrets:
    try:
        hashes, seals = json.loads(opened_under(key, copy, purpose=COPY))
    except CannotOpen as damaged:
        raise WrongKeys(
            "What OPENNRM_VAULT_KEY opens was changed in the database, in the table vault_mark: restore a backup."
        ) from damaged
    return Secrets(hashes, tuple((key_id, secret) for key_id, secret in seals))
