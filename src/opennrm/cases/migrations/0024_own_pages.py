"""Pages of the persons themselves: each sees its one case by a row of access under its own id."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from opennrm.audit.walls import MINE, wall


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnPage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_comment="S0 id, under which it may see its case",
                        default=uuid.uuid4,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code_hash", models.CharField(db_comment="S1 keyed hash of the code", max_length=64, unique=True)),
                (
                    "second",
                    models.CharField(db_comment="S1 kind of the second fact: word, date or number", max_length=20),
                ),
                (
                    "second_hash",
                    models.CharField(db_comment="S1 slow hash of the second fact, as of a password", max_length=255),
                ),
                ("how", models.CharField(db_comment="S1 how the person agreed, coded", max_length=20)),
                ("wrong", models.SmallIntegerField(db_comment="S1 wrong tries since it was last opened", default=0)),
                (
                    "visit_hash",
                    models.CharField(
                        db_comment="S1 keyed hash of what the browser holds that opened it last",
                        max_length=64,
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "visit_until_at",
                    models.DateTimeField(db_comment="S1 when that visit is over in any case", null=True),
                ),
                ("offered_at", models.DateTimeField(db_comment="S1 when")),
                ("ended_at", models.DateTimeField(db_comment="S1 when it was closed", null=True)),
                ("ended_because", models.CharField(blank=True, db_comment="S1 why, coded", default="", max_length=20)),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_pages",
                        to="cases.case",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_comment="S0 by whom; empty: by itself",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "cases_own_page",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("case",), name="one_open_own_page"
                    )
                ],
            },
        ),
        wall("cases_own_page", f"cases_own_page.id {MINE} OR may_see_case(cases_own_page.case_id)"),
    ]
