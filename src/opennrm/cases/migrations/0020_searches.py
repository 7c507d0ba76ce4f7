"""Searches for people that wait to be held against the restricted cases, sealed, each for some seconds."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_walls_by_function"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Search",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("sealed", models.TextField(db_comment="S1 what was typed, sealed; gone within seconds")),
                ("home_id", models.UUIDField(db_comment="S0 the organisation that was searched in")),
                ("searched_at", models.DateTimeField(db_comment="S1 when")),
                (
                    "searched_by",
                    models.ForeignKey(
                        db_comment="S0 who",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "cases_search"},
        ),
    ]
