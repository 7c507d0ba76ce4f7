"""Which passwords will do: long ones that nobody would guess; no rule about kinds of characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from opennrm.mechanism.refusal import Refusal

if TYPE_CHECKING:
    from opennrm.partners.models import Account

LONGEST = 128


class NotTooLong:
    """A password of more than 128 characters is refused, since hashing it would keep the service busy."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise `ValidationError` if it is longer."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """What to do."""
        return f"Use at most {LONGEST} characters."


def refusal_to_use_password(password: str, account: Account) -> Refusal | None:
    """None if the password will do for this account; otherwise every reason why not, for the field `password`."""
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        return Refusal(code="weak_password", because=" ".join(wrong.messages), source="house", field="password")
    return None
