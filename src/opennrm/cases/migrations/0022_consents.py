"""The ledger of a person's consents: added to, and never changed or taken away by anybody who asks."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import wall


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0021_searches_under_their_own_key"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField(db_comment="S0 place in the ledger of the case")),
                ("scope", models.CharField(db_comment="S1 consent to what, coded", max_length=20)),
                ("said", models.CharField(db_comment="S1 given, refused or withdrawn", max_length=20)),
                ("how", models.CharField(blank=True, db_comment="S1 signed or spoken; empty: not told", max_length=40)),
                (
                    "through",
                    opennrm.vault.fields.PersonalField(
                        db_comment="S2 through whom it was said, or who explained it", null=True
                    ),
                ),
                (
                    "language",
                    models.CharField(blank=True, db_comment="S1 language it was explained in, coded", max_length=20),
                ),
                (
                    "interpreter",
                    models.CharField(blank=True, db_comment="S1 was an interpreter used, coded", max_length=40),
                ),
                ("said_on", models.DateField(db_comment="S1 day it was said; empty: not told", null=True)),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of all of it", max_length=64)),
                ("recorded_at", models.DateTimeField(db_comment="S0 when")),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 in which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="cases.case",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_comment="S0 by whom; empty: it follows from something else",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "cases_consent",
                "constraints": [models.UniqueConstraint(fields=("case", "number"), name="consent_entry_in_order")],
            },
        ),
        wall("cases_consent", "may_see_case(cases_consent.case_id)"),
    ]
