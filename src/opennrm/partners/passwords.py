"""Which passwords will do: long ones that nobody would guess; no rule about kinds of characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from opennrm.mechanism.refusal import Refusal

if TYPE_CHECKING:
    from opennrm.partners.models import Account

LONGEST = 128
FEWEST_OTHER_LETTERS = 8
WORDS_OF_HERE = tuple(
    [
        "opennrm",
        "nrm",
        "national",
        "referral",
        "mechanism",
        "police",
        "constabulary",
        "homeoffice",
        "authority",
        "council",
        "slavery",
        "trafficking",
        "victim",
        "responder",
        "caseworker",
        "password",
        "welcome",
        "winter",
        "summer",
        "spring",
        "autumn",
    ]
)
"""What somebody who guesses at people of this service begins with."""


class NotTooLong:
    """A password of more than 128 characters is refused, since hashing it would keep the service busy."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise `ValidationError` if it is longer."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """What to do."""
        return f"Use at most {LONGEST} characters."


class NotOfHere:
    """A password is refused that is little but words everybody here would try. Source: OWASP ASVS 5.0, 6.1.2."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise `ValidationError` if less than eight letters are left without those words."""
        home = user.organisation.name if user is not None and user.organisation_id is not None else ""
        letters = left = "".join(letter for letter in password.lower() if letter.isalpha())
        for word in sorted({*WORDS_OF_HERE, *_words(settings.SERVICE_NAME), *_words(home)}, key=len, reverse=True):
            left = left.replace(word, "")
        if left != letters and len(left) < FEWEST_OTHER_LETTERS:
            raise ValidationError(self.get_help_text(), code="password_of_here")

    def get_help_text(self) -> str:
        """What to do."""
        return "Use words that have nothing to do with this service or where you work."


def _words(name: str) -> list[str]:
    return [word for word in "".join(c if c.isalpha() else " " for c in name.lower()).split() if len(word) > 3]


def refusal_to_use_password(password: str, account: Account) -> Refusal | None:
    """None if the password will do for this account; otherwise every reason why not, for the field `password`."""
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        return Refusal(code="weak_password", because=" ".join(wrong.messages), source="house", field="password")
    return None
