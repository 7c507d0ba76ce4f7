"""Figures of conclusive grounds: every fact is made again, so that decisions from before this are counted too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0003_standing"),
    ]

    operations = [
        migrations.RunSQL(
            "DELETE FROM statistics_fact; UPDATE statistics_progress SET seq = 0;", migrations.RunSQL.noop
        ),
    ]
