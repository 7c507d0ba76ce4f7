"""What becomes of each file of a disclosure, and why originals leave."""

from django.db import migrations, models

import opennrm.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0003_who_let_it_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="disclosure",
            name="files",
            field=models.JSONField(db_comment="S1 what becomes of each file, by its id, coded", default=dict),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="originals_because",
            field=opennrm.vault.fields.PersonalField(
                db_comment="S2 why originals of files are given, in words", null=True
            ),
        ),
    ]
