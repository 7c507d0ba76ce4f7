"""What names a consent to the seal of its personal columns."""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models

from opennrm.audit.short_locks import own_uuid


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("referrals", "0002_same_person"),
    ]

    operations = [
        own_uuid(
            "consent",
            "referrals_consent",
            "id",
            "sealed_as",
            models.UUIDField(
                db_comment="S0 what names the row to the seal",
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
            ),
        ),
    ]
