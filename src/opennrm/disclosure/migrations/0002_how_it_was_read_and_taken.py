"""What a decision was made on, who worked on it, what was lifted or let in and why, and when a file was taken out."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_erased_on"),
        ("disclosure", "0001_marks_and_disclosures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="disclosure",
            name="disclosure_released_by_a_second",
        ),
        migrations.AddField(
            model_name="disclosure",
            name="let_in",
            field=models.BooleanField(
                db_comment="S0 was a notification let in that could not be matched", default=False
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="let_in_because",
            field=opennrm.vault.fields.PersonalField(
                db_comment="S2 by what it is known that it is about the person, in words", null=True
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="lifted",
            field=models.JSONField(db_comment="S0 which marks that stand by rule do not count, coded", default=list),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="lifted_because",
            field=opennrm.vault.fields.PersonalField(db_comment="S2 why they do not count, in words", null=True),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="marks_counted",
            field=models.IntegerField(db_comment="S0 how often its case was marked until it was decided", null=True),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="taken_at",
            field=models.DateTimeField(db_comment="S0 when its file was first taken out", null=True),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="taken_by",
            field=models.ForeignKey(
                db_comment="S0 by whom",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="worked_on",
            field=models.JSONField(db_comment="S0 ids of those who prepared, decided, marked or lifted", default=list),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "released"), _negated=True),
                    models.Q(
                        ("checked_by__isnull", False),
                        ("content__isnull", False),
                        ("decided_at__isnull", False),
                        ("file_hash__regex", "^[0-9a-f]{64}$"),
                        models.Q(("checked_by", models.F("decided_by")), _negated=True),
                        models.Q(("checked_by", models.F("prepared_by")), _negated=True),
                        models.Q(
                            models.Func(
                                models.F("worked_on"),
                                django.db.models.functions.comparison.Cast("checked_by", models.TextField()),
                                function="jsonb_exists",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="disclosure_released_by_a_second",
            ),
        ),
    ]
