"""Copies of old documents and of sound: what had none waits for one, once the programs for it are there."""

from django.db import migrations, models

AWAITED = """
SELECT set_config('opennrm.house', 'on', true);  -- the wall is forced on the owner, too
UPDATE evidence_file SET copy = 'awaited' WHERE copy = 'none';
SELECT set_config('opennrm.house', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0002_walls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="copy",
            name="kind",
            field=models.CharField(db_comment="S0 png, docx, txt or mp3", max_length=10),
        ),
        migrations.RunSQL(AWAITED, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="file", name="to_see"),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(
                condition=models.Q(copy__in=("awaited", "no_sandbox", "no_program")),
                fields=["finished_at"],
                name="to_see",
            ),
        ),
    ]
