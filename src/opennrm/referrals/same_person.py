"""Whether two referrals may be about the same person: by a keyed hash of name and date of birth, and never more than
a question to somebody who looks."""

from __future__ import annotations

import secrets
import unicodedata
from uuid import UUID

from opennrm.referrals.models import PersonToken, Referral
from opennrm.vault.hashes import keyed_hash

AT_MOST = 5
"""How many others are named to whoever looks."""


def token_of(first_name: str | None, last_name: str | None, date_of_birth: str | None) -> str | None:
    """The token of a person; None where the name or the date of birth is not known, because then nothing is alike.

    Case, accents, hyphens and the order of the names make no difference.
    """
    words = sorted(_plain(f"{first_name or ''} {last_name or ''}").split())
    if not words or not date_of_birth or not first_name or not last_name:
        return None
    return keyed_hash("same person", [words, date_of_birth])


def hash_of_birth(person_id: UUID, date_of_birth: str | None, salt: str | None) -> str:
    """The keyed hash by which the history knows the date of birth that was found for a person.

    There are few days. So that nobody can try them all once the person is erased, who has the key of the settings, the
    hash is made with a salt that is sealed under the person's own key. Histories made before have it without (None).
    """
    return keyed_hash("date of birth", [str(person_id), date_of_birth, *([] if salt is None else [salt])])


def new_salt() -> str:
    """A salt that nobody has had before."""
    return secrets.token_hex(16)


def keep_token(person_id: UUID, first_name: str | None, last_name: str | None, date_of_birth: str | None) -> None:
    """Keep the token of a person, where there is one, inside the command that keeps the person."""
    token = token_of(first_name, last_name, date_of_birth)
    if token is not None:
        PersonToken.objects.update_or_create(person_id=person_id, defaults={"token": token})


def is_token_of(person_id: UUID, first_name: str | None, last_name: str | None, date_of_birth: str | None) -> bool:
    """Have this person and one of this name and birth the same token? Never where any of it is not known."""
    token = token_of(first_name, last_name, date_of_birth)
    return token is not None and PersonToken.objects.filter(person_id=person_id, token=token).exists()


def referrals_like(reference: str) -> list[str]:
    """References of other referrals whose person has the same token, the newest first, for the room above to sift."""
    mine = PersonToken.objects.filter(person__referrals__reference=reference).values("token")
    rows = Referral.objects.filter(person__token__token__in=mine).exclude(reference=reference)
    return list(rows.order_by("-submitted_at").values_list("reference", flat=True)[: 10 * AT_MOST])


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(" " if not character.isalnum() else character for character in folded if not _is_mark(character))


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0
