"""The parts of a referral that other organisations receive; each sees its own while it may read it, and no other."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import MINE, wall


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_consents"),
        ("partners", "0011_left_at_setting_up"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "case_reference",
                    models.CharField(db_comment="S0 its reference, for who may not see the case", max_length=32),
                ),
                (
                    "receiver",
                    models.CharField(
                        choices=[
                            ("council_safeguarding", "council_safeguarding"),
                            ("guardian_service", "guardian_service"),
                            ("support_provider", "support_provider"),
                            ("police_of_the_current_place", "police_of_the_current_place"),
                            ("police_of_the_exploitation", "police_of_the_exploitation"),
                        ],
                        db_comment="S1 as what it is received",
                        max_length=40,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("received", "received"),
                            ("not_routed", "not_routed"),
                            ("held", "held"),
                            ("ended", "ended"),
                        ],
                        db_comment="S0 how far it has come",
                        max_length=20,
                    ),
                ),
                (
                    "because",
                    models.CharField(blank=True, db_comment="S1 why it ended, coded; empty: it has not", max_length=40),
                ),
                (
                    "content",
                    opennrm.vault.fields.PersonalField(
                        db_comment="S3 the questions and answers that this receiver is told"
                    ),
                ),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of what it says", max_length=64)),
                ("made_at", models.DateTimeField(db_comment="S0 when")),
                (
                    "received_at",
                    models.DateTimeField(db_comment="S0 when somebody there said that they have it", null=True),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 in which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="cases.case",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_comment="S0 whose doing; empty: it follows from the referral",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_comment="S1 who receives it; empty: nobody was found",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisation",
                    ),
                ),
                (
                    "received_by",
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
                "db_table": "cases_part",
                "indexes": [models.Index(fields=["organisation", "-made_at"], name="part_by_receiver")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ended"), _negated=True),
                        fields=("case", "receiver", "organisation"),
                        name="part_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_at__isnull", True), ("received_by__isnull", True)),
                            models.Q(("received_at__isnull", False), ("received_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="part_received_by_someone",
                    ),
                ],
            },
        ),
        wall(
            "cases_part",
            f"(organisation_id {MINE} AND state IN ('waiting', 'received')) OR may_see_case(cases_part.case_id)",
        ),
    ]
