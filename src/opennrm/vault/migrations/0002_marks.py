"""What the vault remembers of itself."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_keys")]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "name",
                    models.CharField(
                        db_comment="S0 what it is about", max_length=60, primary_key=True, serialize=False
                    ),
                ),
                (
                    "marked_at",
                    models.DateTimeField(
                        db_comment="S0 when that was", db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "check_value",
                    models.BinaryField(
                        db_comment="S0 tells whether a key is the same, and nothing of the key", null=True
                    ),
                ),
            ],
            options={"db_table": "vault_mark"},
        ),
    ]
