"""What a draft of a family or group started from, kept beside its answers until they are given."""

from django.db import migrations

import opennrm.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0008_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="taken_over",
            field=opennrm.vault.fields.PersonalField(
                db_comment="S3 what its group shares, suggested until it is answered", null=True
            ),
        ),
    ]
