"""Files given with a referral, their sealed pieces, and the copies that are shown instead of them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0011_left_at_setting_up"),
        ("referrals", "0005_birth_salt"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("name", opennrm.vault.fields.PersonalField(db_comment="S3 its name as it was sent")),
                (
                    "kind",
                    models.CharField(
                        db_comment="S1 what it is by its content, coded; by its name until then", max_length=10
                    ),
                ),
                ("size", models.BigIntegerField(db_comment="S1 bytes of the original")),
                (
                    "sha256",
                    opennrm.vault.fields.PersonalField(
                        db_comment="S2 SHA-256 of the original, as whoever sent it told"
                    ),
                ),
                (
                    "content_hash",
                    models.CharField(db_comment="S0 keyed hash of that, which the history has too", max_length=64),
                ),
                ("begun_at", models.DateTimeField(db_comment="S0 when its first piece was announced")),
                ("finished_at", models.DateTimeField(db_comment="S0 when it was whole and taken", null=True)),
                (
                    "scan",
                    models.CharField(db_comment="S0 not_scanned, clean or found", default="not_scanned", max_length=12),
                ),
                ("scanned_at", models.DateTimeField(db_comment="S0 when the scanner answered", null=True)),
                (
                    "copy",
                    models.CharField(
                        db_comment="S0 how the copy to look at stands, coded", default="awaited", max_length=12
                    ),
                ),
                ("tries", models.IntegerField(db_comment="S0 how often a copy was tried to be made", default=0)),
                (
                    "begun_by",
                    models.ForeignKey(
                        db_comment="S0 who sends it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        db_comment="S0 with which referral, or draft",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="referrals.draft",
                    ),
                ),
                (
                    "finished_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_comment="S0 who sent it",
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "evidence_file",
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_comment="S0 what names the row to the seal",
                        default=uuid.uuid4,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.IntegerField(db_comment="S0 which page, from 1")),
                ("kind", models.CharField(db_comment="S0 png or docx", max_length=10)),
                ("content", opennrm.vault.fields.PersonalBytesField(db_comment="S3 its bytes")),
                (
                    "file",
                    models.ForeignKey(
                        db_comment="S0 of which file",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="copies",
                        to="evidence.file",
                    ),
                ),
            ],
            options={
                "db_table": "evidence_copy",
            },
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_comment="S0 what names the row to the seal",
                        default=uuid.uuid4,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("first_byte", models.BigIntegerField(db_comment="S0 where in the file it begins")),
                ("length", models.IntegerField(db_comment="S0 how many bytes it has")),
                ("content", opennrm.vault.fields.PersonalBytesField(db_comment="S3 its bytes")),
                (
                    "file",
                    models.ForeignKey(
                        db_comment="S0 of which file",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="pieces",
                        to="evidence.file",
                    ),
                ),
            ],
            options={
                "db_table": "evidence_piece",
            },
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(fields=["organisation", "begun_at"], name="file_by_organisation"),
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(
                condition=models.Q(("copy__in", ("awaited", "no_sandbox"))), fields=["finished_at"], name="to_see"
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="copy_once"),
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.UniqueConstraint(fields=("file", "first_byte"), name="piece_once"),
        ),
    ]
