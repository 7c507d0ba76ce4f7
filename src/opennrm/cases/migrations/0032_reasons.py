"""What speaks against in a case, and what officers wrote of its points before they decided."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import wall_by_case


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0031_leave_to_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AdversePoint",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(db_comment="S1 inconsistency, delay_in_telling, credibility...", max_length=40),
                ),
                ("text", opennrm.vault.fields.PersonalField(db_comment="S2 what speaks against")),
                ("source", opennrm.vault.fields.PersonalField(db_comment="S2 where it comes from")),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of all of it", max_length=64)),
                ("added_at", models.DateTimeField(db_comment="S0 when")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_adverse_point",
            },
        ),
        migrations.CreateModel(
            name="PointsWeighed",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(db_comment="S0 reasonable_grounds or conclusive_grounds", max_length=40)),
                ("points", opennrm.vault.fields.PersonalField(db_comment="S3 keys of the points, a line each")),
                ("text", opennrm.vault.fields.PersonalField(db_comment="S2 what weight, and why")),
                ("rests_on", opennrm.vault.fields.PersonalField(db_comment="S2 names of the evidence, a line each")),
                ("guidance", opennrm.vault.fields.PersonalField(db_comment="S2 a paragraph of guidance", null=True)),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of all of it", max_length=64)),
                ("weighed_at", models.DateTimeField(db_comment="S0 when")),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "weighed_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "cases_points_weighed",
            },
        ),
        wall_by_case("cases_adverse_point"),
        wall_by_case("cases_points_weighed"),
    ]
