"""Who let a notification into a record that could not be matched, and when; given up or returned, it stands no more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Who did it before is in the history alone. The body of an entry is canonical JSON.
BY_HISTORY = """
UPDATE disclosure_disclosure d SET let_in_at = e.at, let_in_by_id = e.actor
FROM audit_event e
WHERE d.let_in AND e.kind = 'NotificationLetIn' AND (e.body::jsonb)->'facts'->>'disclosure' = d.id::text
"""
NO_LONGER = "UPDATE disclosure_disclosure SET let_in = false WHERE let_in AND state IN ('dropped', 'returned')"


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_last_write"),
        ("disclosure", "0002_how_it_was_read_and_taken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="disclosure",
            name="let_in",
            field=models.BooleanField(
                db_comment="S0 does a notification stand in the record through it", default=False
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="let_in_at",
            field=models.DateTimeField(db_comment="S0 when the notification that it holds was let in", null=True),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="let_in_by",
            field=models.ForeignKey(
                db_comment="S0 by whom",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(BY_HISTORY, migrations.RunSQL.noop),
        migrations.RunSQL(NO_LONGER, migrations.RunSQL.noop),
    ]
