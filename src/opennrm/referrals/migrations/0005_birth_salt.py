"""What the history's hash of a date of birth is made with, so that nobody can make it again once it is erased."""

from django.db import migrations

import opennrm.vault.fields


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_search_tokens")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="birth_salt",
            field=opennrm.vault.fields.PersonalField(
                db_comment="S2 what the history's hash of a date of birth is made with; gone with the key", null=True
            ),
        ),
    ]
