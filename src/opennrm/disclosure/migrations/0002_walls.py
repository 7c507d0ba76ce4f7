"""Row-level security on marks and disclosures: seen by whoever may see the case."""

from django.db import migrations

from opennrm.audit.walls import wall_by_case


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_case_person"), ("disclosure", "0001_marks_and_disclosures")]

    operations = [wall_by_case("disclosure_mark"), wall_by_case("disclosure_disclosure")]
