"""Marks and disclosures, each behind the wall of its case."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import wall

OF_A_CASE = ("disclosure_mark", "disclosure_disclosure")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0014_erased_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField(db_comment="S0 the how manieth of its case")),
                ("purpose", models.CharField(db_comment="S1 subject_access, court or police", max_length=20)),
                ("basis", models.CharField(db_comment="S1 by which law, coded", max_length=40)),
                (
                    "basis_words",
                    opennrm.vault.fields.PersonalField(
                        db_comment="S2 the basis written out, or what the request says", null=True
                    ),
                ),
                ("recipient", opennrm.vault.fields.PersonalField(db_comment="S2 who receives it")),
                ("recipient_hash", models.CharField(db_comment="S0 keyed hash of who receives it", max_length=64)),
                ("sections", models.JSONField(db_comment="S0 which parts, coded", default=list)),
                ("from_on", models.DateField(db_comment="S0 from which day; empty: from the beginning", null=True)),
                ("until_on", models.DateField(db_comment="S0 until which day; empty: until now", null=True)),
                (
                    "state",
                    models.CharField(db_comment="S0 prepared, decided, returned, released or dropped", max_length=20),
                ),
                ("held_back", models.JSONField(db_comment="S0 which marks are held back, coded", default=list)),
                ("content", opennrm.vault.fields.PersonalField(db_comment="S3 what is given, frozen", null=True)),
                (
                    "withheld",
                    opennrm.vault.fields.PersonalField(
                        db_comment="S2 what is held back and why, for the file", null=True
                    ),
                ),
                (
                    "content_hash",
                    models.CharField(blank=True, db_comment="S0 keyed hash of what is given", max_length=64),
                ),
                (
                    "file_hash",
                    models.CharField(blank=True, db_comment="S0 SHA-256 of the file that leaves", max_length=64),
                ),
                ("remark", opennrm.vault.fields.PersonalField(db_comment="S2 what the second person wrote", null=True)),
                ("prepared_at", models.DateTimeField(db_comment="S0 when it was begun")),
                ("decided_at", models.DateTimeField(db_comment="S0 when it was decided what is held back", null=True)),
                (
                    "checked_at",
                    models.DateTimeField(db_comment="S0 when a second person released or returned it", null=True),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 of which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "decided_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_disclosure",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="disclosure_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "released"), _negated=True),
                            models.Q(
                                ("checked_by__isnull", False),
                                ("content__isnull", False),
                                ("decided_at__isnull", False),
                                ("file_hash__regex", "^[0-9a-f]{64}$"),
                                models.Q(("checked_by", models.F("decided_by")), _negated=True),
                                models.Q(("checked_by", models.F("prepared_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_released_by_a_second",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PieceMark",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("piece", models.CharField(db_comment="S0 key of the piece: its kind and id", max_length=120)),
                (
                    "mark",
                    models.CharField(
                        db_comment="S1 third_party, source, medical, legal_privilege, safe_address", max_length=20
                    ),
                ),
                (
                    "start",
                    models.IntegerField(
                        db_comment="S0 where the span begins in the text; empty: the whole piece", null=True
                    ),
                ),
                ("end", models.IntegerField(db_comment="S0 where it ends", null=True)),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of the text it was made on", max_length=64)),
                (
                    "about",
                    opennrm.vault.fields.PersonalField(
                        db_comment="S2 names that it is about, taken out wherever they stand", null=True
                    ),
                ),
                ("marked_at", models.DateTimeField(db_comment="S0 when")),
                (
                    "lifted_at",
                    models.DateTimeField(db_comment="S0 when it was taken away; empty: it stands", null=True),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 of which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_mark",
                "indexes": [models.Index(fields=["case", "piece"], name="mark_by_piece")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__gte", 0)),
                            _connector="OR",
                        ),
                        name="mark_span_whole_or_both",
                    )
                ],
            },
        ),
        *(wall(table, f"(SELECT true FROM cases_case s WHERE s.id = {table}.case_id LIMIT 1)") for table in OF_A_CASE),  # noqa: S608 - our own words
    ]
