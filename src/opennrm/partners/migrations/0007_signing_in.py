"""Tries that were counted, and known browsers; what axes and the cache kept for the same purpose goes."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NO_LONGER_NEEDED = """
DROP TABLE IF EXISTS axes_accessattemptexpiration, axes_accessattempt, axes_accessfailurelog, axes_accesslog;
DELETE FROM django_migrations WHERE app = 'axes';
DROP TABLE IF EXISTS partners_cache;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0006_need_to_know"),
    ]

    operations = [
        migrations.RunSQL(NO_LONGER_NEEDED, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Tries",
            fields=[
                (
                    "key",
                    models.CharField(
                        db_comment="S0 keyed hash of what was tried at whom",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "moments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(), db_comment="S1 moments of the last tries", size=None
                    ),
                ),
            ],
            options={
                "db_table": "partners_tries",
            },
        ),
        migrations.CreateModel(
            name="KnownBrowser",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "secret_hash",
                    models.CharField(db_comment="S1 SHA-256 of the secret in the browser's cookie", max_length=64),
                ),
                (
                    "kind",
                    models.CharField(db_comment="S1 kind of browser and system, without versions", max_length=60),
                ),
                ("first_at", models.DateTimeField(db_comment="S1 first sign-in with it")),
                ("last_at", models.DateTimeField(db_comment="S1 last sign-in with it")),
                (
                    "account",
                    models.ForeignKey(
                        db_comment="S0 whose",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "partners_known_browser",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "secret_hash"), name="known_browser_once"),
                ],
            },
        ),
    ]
