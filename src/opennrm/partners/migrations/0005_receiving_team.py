"""Which team of an organisation receives its cases: until now the first by name, so that is what stays."""

from django.db import migrations, models

FORWARD = """
UPDATE partners_team SET receives = true WHERE id IN (
    SELECT DISTINCT ON (t.organisation_id) t.id FROM partners_team t
    JOIN partners_organisation o ON o.id = t.organisation_id
    WHERE o.type = 'competent_authority' ORDER BY t.organisation_id, t.name
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0004_idle_limit"),
    ]

    operations = [
        migrations.AddField(
            model_name="team",
            name="receives",
            field=models.BooleanField(db_comment="S0 do cases that come to the organisation go to it", default=False),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                condition=models.Q(("receives", True)), fields=("organisation",), name="one_receiving_team"
            ),
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]
