"""When an account searched for people within the last hour, beside whose records it opened."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0008_own_address")]

    operations = [
        migrations.AddField(
            model_name="recordsopened",
            name="searches",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateTimeField(),
                db_comment="S1 when they searched for people",
                default=list,
                size=None,
            ),
        ),
    ]
