"""What a case's team and whoever referred write to each other: seen by whoever may see the case, or the referral."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import wall


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0024_own_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "reference",
                    models.CharField(db_comment="S0 reference of case and referral, for the wall", max_length=32),
                ),
                ("side", models.CharField(db_comment="S0 who wrote it: authority or referrer", max_length=20)),
                ("text", opennrm.vault.fields.PersonalField(db_comment="S2 what it says")),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of the text", max_length=64)),
                ("written_at", models.DateTimeField(db_comment="S0 when")),
                ("read_at", models.DateTimeField(db_comment="S0 when the other side said that it was read", null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 in which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="cases.case",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "cases_partner_message",
                "indexes": [models.Index(fields=["reference", "-written_at"], name="partner_message_newest")],
            },
        ),
        wall(
            "cases_partner_message",
            "may_see_case(cases_partner_message.case_id) OR may_see_referral_of(cases_partner_message.reference)",
        ),
    ]
