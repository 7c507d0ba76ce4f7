"""A part says for which police forces it is, so that whoever stands in for one knows for whom."""

from django.db import migrations

import opennrm.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0025_partner_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="part",
            name="stands_for",
            field=opennrm.vault.fields.PersonalField(
                db_comment="S2 the police forces it is for, and the towns whose force is not known", null=True
            ),
        ),
    ]
