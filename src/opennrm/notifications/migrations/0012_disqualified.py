"""The letter that says that somebody is disqualified."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0011_webhooks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reasonable_grounds_positive", "reasonable grounds positive"),
                    ("reasonable_grounds_negative", "reasonable grounds negative"),
                    ("conclusive_grounds_positive", "conclusive grounds positive"),
                    ("conclusive_grounds_negative", "conclusive grounds negative"),
                    ("notice_of_outcome", "notice of outcome"),
                    ("notice_of_change", "notice of change"),
                    ("request_for_information", "request for information"),
                    ("reminder_of_request", "reminder of request"),
                    ("recovery_extended", "recovery extended"),
                    ("representations_answered", "representations answered"),
                    ("case_withdrawn", "case withdrawn"),
                    ("case_closed", "case closed"),
                    ("case_transferred", "case transferred"),
                    ("case_reopened", "case reopened"),
                    ("reconsideration_accepted", "reconsideration accepted"),
                    ("reconsideration_refused", "reconsideration refused"),
                    ("consent_before_18", "consent before 18"),
                    ("turned_18", "turned 18"),
                    ("disqualified", "disqualified"),
                    ("referral_receipt", "referral receipt"),
                ],
                db_comment="S1 which letter",
                max_length=40,
            ),
        ),
    ]
