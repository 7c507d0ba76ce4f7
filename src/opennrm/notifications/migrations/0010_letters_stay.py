"""No role that the policies hold removes a message of a letter, or one that carried an anchor of the history outside."""

from django.db import migrations

STAYS = """
DROP POLICY IF EXISTS letters_and_anchors_stay ON notifications_message;
CREATE POLICY letters_and_anchors_stay ON notifications_message AS RESTRICTIVE FOR DELETE
    USING (letter_id IS NULL AND anchor_id IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0009_every_message_holds")]

    operations = [migrations.RunSQL(STAYS, "DROP POLICY letters_and_anchors_stay ON notifications_message")]
