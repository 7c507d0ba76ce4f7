"""Looks whether the messages of earlier versions are as `0008_anchors` wants them, while they are read and written."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0008_anchors")]

    operations = [
        ValidateConstraint(model_name="message", name="message_outside_carries_an_anchor"),
        ValidateConstraint(model_name="message", name="message_is_an_email_or_a_letter"),
    ]
