"""The data class of every column that is not ours, as our own say theirs in their database comment.

S0 open, S1 needed for clocks and counts (here: for signing in), S2 personal, S3 a life at risk. Nothing of theirs may
be S2 or S3: no answer about a person referred ever reaches a third party's table.
"""

from __future__ import annotations

S0 = "S0"
S1 = "S1"

FIELDS: dict[str, dict[str, str]] = {
    "auth.Permission": {"id": S0, "name": S0, "content_type": S0, "codename": S0},
    "auth.Group": {"id": S0, "name": S0},
    "auth.Group_permissions": {"id": S0, "group": S0, "permission": S0},
    "contenttypes.ContentType": {"id": S0, "app_label": S0, "model": S0},
    "sessions.Session": {"session_key": S1, "session_data": S1, "expire_date": S0},
    "account.EmailAddress": {"id": S0, "user": S0, "email": S1, "verified": S0, "primary": S0},
    "account.EmailConfirmation": {"id": S0, "email_address": S0, "created": S0, "sent": S0, "key": S1},
    # `data` of an authenticator holds secrets sealed by partners.second_factor.
    "mfa.Authenticator": {"id": S0, "user": S0, "type": S0, "data": S1, "created_at": S0, "last_used_at": S1},
}
