"""What was told of leave to stay."""

import uuid

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import wall_by_case


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0030_before_panels"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(db_comment="S0 row", primary_key=True, serialize=False)),
                (
                    "sealed_as",
                    models.UUIDField(
                        db_comment="S0 what names the row to the seal",
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                    ),
                ),
                ("outcome", models.CharField(db_comment="S1 granted, refused or not_applicable", max_length=40)),
                ("decided_on", models.DateField(db_comment="S1 day others decided it, where they did", null=True)),
                ("until", models.DateField(db_comment="S1 day leave ends, where it was granted", null=True)),
                ("told_by", models.CharField(db_comment="S1 who told us, coded", max_length=40)),
                ("told_on", models.DateField(db_comment="S1 day we were told")),
                ("words", opennrm.vault.fields.PersonalField(db_comment="S2 what else was told", null=True)),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of all that was told", max_length=64)),
                ("recorded_at", models.DateTimeField(db_comment="S0 when it was recorded")),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 which",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "cases_leave",
            },
        ),
        wall_by_case("cases_leave"),
    ]
