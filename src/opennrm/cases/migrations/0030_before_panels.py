"""Cases that wait for a panel, and what panels came to."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from opennrm.audit.walls import wall_by_case


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0029_independent_reviews"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BeforePanel",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(db_comment="S0 reasonable_grounds or conclusive_grounds", max_length=40)),
                (
                    "needs",
                    models.JSONField(db_comment="S1 how many members of which agency are wanted, as counts by agency"),
                ),
                (
                    "state",
                    models.CharField(db_comment="S1 waiting, decided, taken_back, or made_afresh since", max_length=20),
                ),
                ("put_at", models.DateTimeField(db_comment="S0 when it was put before a panel")),
                (
                    "outcome",
                    models.CharField(
                        blank=True, db_comment="S1 positive or negative, or empty", default="", max_length=20
                    ),
                ),
                ("hearing", models.UUIDField(db_comment="S0 the hearing in which it was decided", null=True)),
                (
                    "heard",
                    models.JSONField(
                        db_comment="S0 the accounts of those who were heard, as a list of ids", default=list
                    ),
                ),
                ("decided_at", models.DateTimeField(db_comment="S0 when it was decided", null=True)),
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
                    "chair",
                    models.ForeignKey(
                        db_comment="S0 who chaired it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "put_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "cases_before_panel",
                "indexes": [models.Index(fields=["state", "put_at"], name="waiting_for_a_panel")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("case",), name="before_one_panel_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("chair__isnull", True), ("decided_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("chair__isnull", False),
                                ("decided_at__isnull", False),
                                ("outcome__in", ["positive", "negative"]),
                            ),
                            _connector="OR",
                        ),
                        name="panel_decided_with_a_chair",
                    ),
                ],
            },
        ),
        wall_by_case("cases_before_panel"),
    ]
