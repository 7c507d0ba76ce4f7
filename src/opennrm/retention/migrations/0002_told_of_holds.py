"""When it was told that a hold is to be looked at again; what can be proposed, and that a proposal can be void."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0001_holds_and_proposals"),
    ]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="told_at",
            field=models.DateTimeField(db_comment="S0 when it was told that its day had come", null=True),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="action",
            field=models.CharField(db_comment="S0 review or erase", max_length=20),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(db_comment="S0 proposed, kept, to_erase, erased or void", max_length=20),
        ),
    ]
