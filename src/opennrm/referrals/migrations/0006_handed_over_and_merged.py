"""Who goes on with a draft and what they were told, who wrote each answer, and which drafts are of one group."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0005_birth_salt"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="handed_over_at",
            field=models.DateTimeField(db_comment="S0 when it was handed over last", null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="handed_over_by",
            field=models.ForeignKey(
                db_comment="S0 by whom",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="held_by",
            field=models.ForeignKey(
                db_comment="S0 who goes on with it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="note",
            field=opennrm.vault.fields.PersonalField(db_comment="S3 what was said as it was handed over", null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="same_group",
            field=models.UUIDField(
                db_comment="S1 draft with which the family or group began; empty: this one, or none",
                db_index=True,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="warned_on",
            field=models.DateField(db_comment="S0 day on which its people were told that it expires", null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="written",
            field=opennrm.vault.fields.PersonalField(
                db_comment="S2 who wrote each answer last, when, and in which version", null=True
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="same_group",
            field=models.UUIDField(
                db_comment="S1 draft with which the family or group began; empty: this one, or none",
                db_index=True,
                null=True,
            ),
        ),
    ]
