"""Sessions under the hash of their key; who may set up a first second factor; whom a provider vouched for first."""

from django.db import migrations, models

HASHED = "UPDATE partners_session SET session_key = encode(sha256(convert_to(session_key, 'UTF8')), 'hex')"
# Whoever never signed in is about to set their second factor up. Whoever did has one, or their organisation asks for it.
TO_SET_UP = "UPDATE partners_account SET sets_up_factor = true WHERE last_login IS NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0009_searches"),
    ]

    operations = [
        migrations.AlterField(
            model_name="signedinsession",
            name="session_key",
            field=models.CharField(
                db_comment="S0 SHA-256 of the cookie's secret", max_length=64, primary_key=True, serialize=False
            ),
        ),
        migrations.RunSQL(HASHED, "DELETE FROM partners_session"),
        migrations.AddField(
            model_name="account",
            name="sets_up_factor",
            field=models.BooleanField(
                db_comment="S0 may they set up a first second factor: invited, and not yet done", default=False
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="provider_hash",
            field=models.CharField(
                blank=True,
                db_comment="S1 keyed hash of who they are to their organisation's provider",
                default="",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="new_factor",
            field=models.BooleanField(
                db_comment="S0 for an account that is there: do they set up a new second factor", default=False
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="waits",
            field=models.BooleanField(db_comment="S0 does it wait for a second administrator", default=False),
        ),
        # An invitation that was sent before into an account that is there starts it wholly anew, as it said then.
        migrations.RunSQL("UPDATE partners_invitation SET new_factor = true", migrations.RunSQL.noop),
        migrations.RunSQL(TO_SET_UP, migrations.RunSQL.noop),
    ]
