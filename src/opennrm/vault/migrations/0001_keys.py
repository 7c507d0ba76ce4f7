"""The keys, wrapped, and how far sealing has come."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SealedColumn",
            fields=[
                (
                    "name",
                    models.CharField(
                        db_comment="S0 table and column", max_length=120, primary_key=True, serialize=False
                    ),
                ),
                (
                    "sealed_at",
                    models.DateTimeField(
                        db_comment="S0 when that was found", db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
            ],
            options={
                "db_table": "vault_sealed_column",
            },
        ),
        migrations.CreateModel(
            name="WrappingKey",
            fields=[
                (
                    "id",
                    models.CharField(
                        db_comment="S0 id of the key in the keys file", max_length=8, primary_key=True, serialize=False
                    ),
                ),
                (
                    "check_value",
                    models.BinaryField(
                        db_comment="S0 tells whether the key at hand is this one, and nothing of the key"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_comment="S0 since when this database knows it",
                        db_default=django.db.models.functions.datetime.Now(),
                    ),
                ),
                (
                    "retired_at",
                    models.DateTimeField(
                        db_comment="S0 since when it wraps nothing new; empty: it is in use", null=True
                    ),
                ),
            ],
            options={
                "db_table": "vault_wrapping_key",
            },
        ),
        migrations.CreateModel(
            name="DataKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_comment="S0 the scope: whose key it is",
                        default=uuid.uuid4,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("wrapped", models.BinaryField(db_comment="S0 the data key, wrapped; empty: erased", null=True)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_comment="S0 when its newest generation was made",
                        db_default=django.db.models.functions.datetime.Now(),
                    ),
                ),
                (
                    "wrapped_by",
                    models.ForeignKey(
                        db_comment="S0 by which key it is wrapped",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="vault.wrappingkey",
                    ),
                ),
            ],
            options={
                "db_table": "vault_key",
            },
        ),
    ]
