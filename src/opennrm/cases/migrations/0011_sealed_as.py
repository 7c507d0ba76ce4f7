"""What names rows that the database numbers to the seal of their personal columns."""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models

from opennrm.audit.short_locks import own_uuid

NUMBERED = {
    "baroverride": "cases_bar_override",
    "check": "cases_check",
    "consultation": "cases_consultation",
    "extension": "cases_extension",
    "recoveryreview": "cases_recovery_review",
}


def sealed_as() -> models.UUIDField:
    return models.UUIDField(
        db_comment="S0 what names the row to the seal",
        db_default=django.contrib.postgres.functions.RandomUUID(),
        default=uuid.uuid4,
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("audit", "0005_who_asks"),
        ("cases", "0010_need_to_know"),
    ]

    operations = [own_uuid(model, table, "id", "sealed_as", sealed_as()) for model, table in NUMBERED.items()]
