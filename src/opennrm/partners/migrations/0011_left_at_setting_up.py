"""Who signed in once and left at the page that sets a second factor up may still set one up."""

import sys
from typing import Any

from django.conf import settings
from django.db import migrations

# Nobody else is without a factor: who takes the last away has none here, and whoever starts anew accepts an invitation.
# Where an organisation signs its people in, their factor is there; no password is to open what it keeps shut. That is
# told by the history and by the hash of whom it vouched for: the settings of whoever migrates may not name its provider.
TO_SET_UP = """
UPDATE partners_account a SET sets_up_factor = true
FROM partners_organisation o
WHERE o.id = a.organisation_id AND o.slug <> ALL(%s) AND a.provider_hash = '' AND a.is_active
    AND NOT EXISTS (SELECT 1 FROM mfa_authenticator f WHERE f.user_id = a.id AND f.type IN ('totp', 'webauthn'))
    AND NOT EXISTS (
        SELECT 1 FROM audit_event e WHERE e.subject = a.id::text AND e.kind = 'SignedIn'
            AND e.body::jsonb #>> '{facts,how}' LIKE 'organisation%%'
    )
"""


def let_set_up(_apps: Any, editor: Any) -> None:
    """Let them, where their organisation has no provider, and say how many they are."""
    with editor.connection.cursor() as cursor:
        cursor.execute(TO_SET_UP, [list(settings.SIGN_IN_PROVIDERS)])
        if cursor.rowcount:
            sys.stderr.write(f"May set up their first second factor with their password: {cursor.rowcount} accounts\n")


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_chain_of_digests"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("partners", "0010_sign_in_mended"),
    ]

    operations = [migrations.RunPython(let_set_up, migrations.RunPython.noop)]
