"""Who interpreted when a consent was said, and what of it the person left out."""

from django.db import migrations

import opennrm.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0026_parts_for_forces"),
    ]

    operations = [
        migrations.AddField(
            model_name="consententry",
            name="interpreted_by",
            field=opennrm.vault.fields.PersonalField(
                db_comment="S2 who interpreted; empty: nobody, or not told", null=True
            ),
        ),
        migrations.AddField(
            model_name="consententry",
            name="limits",
            field=opennrm.vault.fields.PersonalField(
                db_comment="S3 what they left out of it, or for whom; empty: nothing", null=True
            ),
        ),
    ]
