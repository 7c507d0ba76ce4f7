"""Holds, proposals and tombstones, each behind the wall of its case."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import wall

OF_A_CASE = ("retention_hold", "retention_proposal")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0014_erased_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("because", opennrm.vault.fields.PersonalField(db_comment="S2 why, in words")),
                ("review_on", models.DateField(db_comment="S0 day on which it is looked at again")),
                ("placed_at", models.DateTimeField(db_comment="S0 when")),
                ("ended_at", models.DateTimeField(db_comment="S0 when it was ended; empty: it holds", null=True)),
                (
                    "ended_because",
                    opennrm.vault.fields.PersonalField(db_comment="S2 why it was ended, in words", null=True),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 which record",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "retention_hold",
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "reference",
                    models.CharField(
                        db_comment="S0 public reference", max_length=32, primary_key=True, serialize=False
                    ),
                ),
                ("record_class", models.CharField(db_comment="S0 class of record, coded", max_length=40)),
                ("schedule", models.CharField(db_comment="S0 version of the schedule", max_length=60)),
                ("action", models.CharField(db_comment="S0 what was proposed", max_length=20)),
                ("erased_at", models.DateTimeField(db_comment="S0 when it went")),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_comment="S0 who decided it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "erased_by",
                    models.ForeignKey(
                        db_comment="S0 who confirmed it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "retention_tombstone",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("record_class", models.CharField(db_comment="S0 class of record, coded", max_length=40)),
                ("schedule", models.CharField(db_comment="S0 version of the schedule", max_length=60)),
                ("action", models.CharField(db_comment="S0 review, erase or anonymise", max_length=20)),
                ("due_on", models.DateField(db_comment="S0 day on which it came up")),
                ("proposed_at", models.DateTimeField(db_comment="S0 when it was proposed")),
                ("state", models.CharField(db_comment="S0 proposed, kept, to_erase or erased", max_length=20)),
                ("keep_until", models.DateField(db_comment="S0 until which day it is kept", null=True)),
                (
                    "because",
                    opennrm.vault.fields.PersonalField(db_comment="S2 why it was decided so, in words", null=True),
                ),
                ("decided_at", models.DateTimeField(db_comment="S0 when it was decided", null=True)),
                (
                    "confirmed_at",
                    models.DateTimeField(db_comment="S0 when a second person confirmed or returned it", null=True),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 which record",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "retention_proposal",
                "indexes": [models.Index(fields=["state", "due_on"], name="proposal_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["proposed", "to_erase"])),
                        fields=("case",),
                        name="proposal_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "erased"), _negated=True),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("confirmed_by", models.F("decided_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="erased_by_two_people",
                    ),
                ],
            },
        ),
        *(wall(table, f"(SELECT true FROM cases_case s WHERE s.id = {table}.case_id LIMIT 1)") for table in OF_A_CASE),  # noqa: S608 - our own words
        wall(
            "retention_tombstone",
            "(SELECT true FROM cases_case s WHERE s.reference = retention_tombstone.reference LIMIT 1)",
        ),
    ]
