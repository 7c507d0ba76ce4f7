"""What was corrected in a sent referral, as versions beside it: seen by whoever may see the referral."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import wall


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_walls_by_function"),
        ("referrals", "0007_written_on_paper"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("number", models.IntegerField(db_comment="S0 version; what was sent is 1")),
                (
                    "answers",
                    opennrm.vault.fields.PersonalField(db_comment="S3 the answers that apply since, exactly as typed"),
                ),
                ("answers_hash", models.CharField(db_comment="S0 keyed hash of the answers", max_length=64)),
                ("reason", opennrm.vault.fields.PersonalField(db_comment="S3 why it was corrected")),
                ("reason_hash", models.CharField(db_comment="S0 keyed hash of the reason", max_length=64)),
                ("corrected_at", models.DateTimeField(db_comment="S1 when")),
                (
                    "corrected_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        db_comment="S0 of which referral",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "db_table": "referrals_correction",
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "number"), name="correction_once_per_version")
                ],
            },
        ),
        wall("referrals_correction", "may_see_referral(referrals_correction.referral_id)"),
    ]
