"""The one row that is written to see whether the database takes a write."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_who_asks")]

    operations = [
        migrations.CreateModel(
            name="LastWrite",
            fields=[
                ("id", models.SmallIntegerField(db_comment="S0 always 1", primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_comment="S0 when somebody last looked")),
            ],
            options={
                "db_table": "audit_last_write",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="audit_one_last_write"),
                ],
            },
        ),
    ]
