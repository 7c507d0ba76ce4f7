"""Finds the case of a person, restricted cases, and access for a time without walking all of them."""

from django.conf import settings
from django.db import migrations, models

from opennrm.audit.short_locks import IndexWhileUsed


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("cases", "0012_walls"),
        ("partners", "0006_need_to_know"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        IndexWhileUsed(
            model_name="case",
            index=models.Index(models.F("person_id"), name="case_person"),
        ),
        IndexWhileUsed(
            model_name="case",
            index=models.Index(
                models.F("owner_team"),
                models.F("stage"),
                condition=models.Q(("restricted", True)),
                name="case_restricted",
            ),
        ),
        IndexWhileUsed(
            model_name="caseaccess",
            index=models.Index(
                condition=models.Q(("until_at__isnull", False)),
                fields=["grantee", "until_at"],
                name="case_access_for_a_time",
            ),
        ),
    ]
