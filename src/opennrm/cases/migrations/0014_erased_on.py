"""The day on which the record of a case was erased."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_case_person")]

    operations = [
        ValidateConstraint(model_name="case", name="case_restricted_for_a_reason"),  # while rows are read and written
        migrations.AddField(
            model_name="case",
            name="erased_on",
            field=models.DateField(db_comment="S0 day its record was erased; empty: it stands", null=True),
        ),
    ]
