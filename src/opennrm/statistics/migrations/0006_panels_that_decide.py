"""Which decisions a panel came to: every fact is made again, so that what happened before this is counted too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0005_consistency"),
    ]

    operations = [
        migrations.RunSQL(
            "DELETE FROM statistics_fact; UPDATE statistics_progress SET seq = 0;", migrations.RunSQL.noop
        ),
    ]
