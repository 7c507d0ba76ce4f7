"""What names rows that the database numbers to the seal of their personal columns."""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_need_to_know"),
    ]

    operations = [
        migrations.AddField(
            model_name="baroverride",
            name="sealed_as",
            field=models.UUIDField(
                db_comment="S0 what names the row to the seal",
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
            ),
        ),
        migrations.AddField(
            model_name="check",
            name="sealed_as",
            field=models.UUIDField(
                db_comment="S0 what names the row to the seal",
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="sealed_as",
            field=models.UUIDField(
                db_comment="S0 what names the row to the seal",
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="sealed_as",
            field=models.UUIDField(
                db_comment="S0 what names the row to the seal",
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
            ),
        ),
        migrations.AddField(
            model_name="recoveryreview",
            name="sealed_as",
            field=models.UUIDField(
                db_comment="S0 what names the row to the seal",
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
            ),
        ),
    ]
