"""Reviews of negative decisions by independent people, before these are served."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import MINE, only_who_sees_may_write, wall, wall_by_case

# Who convenes reads which case it is and what decision, and nothing of either; what is written comes from the case.
SEEN = f"(team_id {MINE} OR may_see_case(cases_independent_review.case_id))"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0028_list_changes"),
        ("partners", "0013_works_offline"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="state",
            field=models.CharField(
                db_comment="S0 put_forward, returned, sent_back, replaced, served, reconsidered", max_length=20
            ),
        ),
        migrations.CreateModel(
            name="IndependentReview",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "reference",
                    models.CharField(db_comment="S0 of the case, for who convenes and may not read it", max_length=32),
                ),
                ("kind", models.CharField(db_comment="S0 reasonable_grounds or conclusive_grounds", max_length=40)),
                ("body", models.CharField(db_comment="S0 who reviews, as a key of the profile", max_length=80)),
                ("reviewers", models.SmallIntegerField(db_comment="S0 how many give an opinion, by the profile")),
                ("round", models.SmallIntegerField(db_comment="S0 counts from 1 with each time it was sent back")),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of the text that is reviewed", max_length=64)),
                ("asked_at", models.DateTimeField(db_comment="S0 when it went to review")),
                (
                    "state",
                    models.CharField(
                        db_comment="S1 asked, accepted, sent_back or ended without an opinion", max_length=20
                    ),
                ),
                (
                    "opinion",
                    models.CharField(
                        blank=True, db_comment="S1 satisfied or reconsider, once given", default="", max_length=20
                    ),
                ),
                ("given_at", models.DateTimeField(db_comment="S0 when it was given", null=True)),
                (
                    "paused",
                    models.BooleanField(
                        db_comment="S1 did the case leave the mechanism while it waited", default=False
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_comment="S0 who countersigned it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 in which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        db_comment="S0 which decision",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.decision",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_comment="S0 who was the last",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_comment="S0 who convenes",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.team",
                    ),
                ),
            ],
            options={
                "db_table": "cases_independent_review",
            },
        ),
        migrations.CreateModel(
            name="ReviewAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("text", opennrm.vault.fields.PersonalField(db_comment="S2 what was answered")),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of the answer", max_length=64)),
                ("answered_at", models.DateTimeField(db_comment="S0 when")),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 in which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        db_comment="S0 which review",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="cases.independentreview",
                    ),
                ),
            ],
            options={
                "db_table": "cases_review_answer",
            },
        ),
        migrations.AddIndex(
            model_name="independentreview",
            index=models.Index(fields=["team", "state", "asked_at"], name="review_to_convene"),
        ),
        migrations.AddConstraint(
            model_name="independentreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")), fields=("case",), name="one_review_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="independentreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given_at__isnull", True), ("given_by__isnull", True)),
                    models.Q(("given_at__isnull", False), ("given_by__isnull", False)),
                    _connector="OR",
                ),
                name="review_given_by_someone",
            ),
        ),
        wall("cases_independent_review", SEEN),
        only_who_sees_may_write("cases_independent_review", SEEN, "may_see_case(cases_independent_review.case_id)"),
        wall_by_case("cases_review_answer"),
    ]
