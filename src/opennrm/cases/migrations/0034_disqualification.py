"""Proposals to disqualify a person, or not to, and their checks."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import wall_by_case


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0033_apart_from_immigration"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disqualification",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("outcome", models.CharField(db_comment="S1 disqualified or not_disqualified", max_length=40)),
                ("ground", models.CharField(db_comment="S1 on which ground, as a code of the profile", max_length=40)),
                (
                    "why",
                    opennrm.vault.fields.PersonalField(
                        db_comment="S2 which evidence shows that the ground is met, or not"
                    ),
                ),
                (
                    "need",
                    opennrm.vault.fields.PersonalField(db_comment="S2 how the need of protection weighs against it"),
                ),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of outcome, ground and texts", max_length=64)),
                ("proposed_at", models.DateTimeField(db_comment="S0 when it was proposed")),
                ("state", models.CharField(db_comment="S1 proposed, agreed or returned", max_length=20)),
                (
                    "remark",
                    opennrm.vault.fields.PersonalField(db_comment="S2 what should be looked at again", null=True),
                ),
                ("checked_at", models.DateTimeField(db_comment="S0 when it was checked", null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 which",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disqualifications",
                        to="cases.case",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "cases_disqualification",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("case",),
                        name="one_disqualification_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True), ("state", "proposed")),
                            models.Q(
                                ("checked_at__isnull", False),
                                ("checked_by__isnull", False),
                                ("state__in", ["agreed", "returned"]),
                                models.Q(("checked_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disqualification_checked_by_somebody_else",
                    ),
                ],
            },
        ),
        wall_by_case("cases_disqualification"),
    ]
