"""Letters that were kept from leaving say why."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0006_patience"),
        ("partners", "0005_receiving_team"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="stopped_because",
            field=models.CharField(
                blank=True,
                db_comment="S1 why it was kept from leaving, coded; empty: it was not",
                default="",
                max_length=40,
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("stopped_because", ""), ("state", "ended"), _connector="OR"),
                name="message_stopped_never_leaves",
            ),
        ),
    ]
