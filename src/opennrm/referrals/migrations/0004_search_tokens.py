"""By what a person is looked for whose name is sealed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0003_sealed_as"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchToken",
            fields=[
                ("id", models.BigAutoField(db_comment="S0 row", primary_key=True, serialize=False)),
                (
                    "token",
                    models.BigIntegerField(db_comment="S1 kind, number of bits, and so many bits of a keyed hash"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_comment="S0 whose",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="search_tokens",
                        to="referrals.person",
                    ),
                ),
            ],
            options={
                "db_table": "referrals_search_token",
                "constraints": [models.UniqueConstraint(fields=("token", "person"), name="search_token_once")],
            },
        ),
    ]
