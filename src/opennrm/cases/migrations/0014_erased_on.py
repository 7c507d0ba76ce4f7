"""The day on which the record of a case was erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_case_person")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="erased_on",
            field=models.DateField(db_comment="S0 day its record was erased; empty: it stands", null=True),
        ),
    ]
