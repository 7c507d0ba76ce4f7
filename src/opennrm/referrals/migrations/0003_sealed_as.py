"""What names a consent to the seal of its personal columns."""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0002_same_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="sealed_as",
            field=models.UUIDField(
                db_comment="S0 what names the row to the seal",
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
            ),
        ),
    ]
