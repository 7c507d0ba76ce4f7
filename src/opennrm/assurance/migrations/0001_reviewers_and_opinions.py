"""Who reviews a decision independently, and what they found: sealed until all have spoken, in the database too."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields
from opennrm.audit.walls import MINE, only_who_sees_may_write, wall

OWN = f"by_id {MINE}"
NAMED = f"(team_id {MINE} OR account_id {MINE})"
GIVEN = "may_see_opinions_of(assurance_opinion.review_id)"
# By function, as every policy asks: written out, what it reads is planned anew with each statement.
SEEN = """
CREATE FUNCTION may_see_opinions_of(uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
    PERFORM FROM public.cases_independent_review r
    WHERE r.id = $1 AND r.state IN ('accepted', 'sent_back') AND public.may_see_case(r.case_id);
    RETURN FOUND;
END $$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0029_independent_reviews"),
        ("partners", "0013_works_offline"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GivenOpinion",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of the text that was read", max_length=64)),
                (
                    "content",
                    opennrm.vault.fields.PersonalField(
                        db_comment="S2 answers of the test, opinion and reasons, as JSON"
                    ),
                ),
                ("given_at", models.DateTimeField(db_comment="S0 when")),
                (
                    "by",
                    models.ForeignKey(
                        db_comment="S0 whose",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_comment="S0 of which review",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.independentreview",
                    ),
                ),
            ],
            options={
                "db_table": "assurance_opinion",
                "constraints": [models.UniqueConstraint(fields=("review", "by"), name="one_opinion_each")],
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("named_at", models.DateTimeField(db_comment="S0 when they were named")),
                (
                    "declared_at",
                    models.DateTimeField(db_comment="S0 when they declared that they have no interest", null=True),
                ),
                (
                    "stood_aside_at",
                    models.DateTimeField(db_comment="S0 when they stood aside; empty: they review", null=True),
                ),
                (
                    "stood_aside_because",
                    models.CharField(blank=True, db_comment="S1 why, coded", default="", max_length=40),
                ),
                (
                    "account",
                    models.ForeignKey(
                        db_comment="S0 who",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_comment="S0 for which review",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.independentreview",
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
                "db_table": "assurance_reviewer",
                "indexes": [models.Index(fields=["account", "stood_aside_at"], name="reviews_of_somebody")],
                "constraints": [models.UniqueConstraint(fields=("review", "account"), name="reviewer_named_once")],
            },
        ),
        migrations.RunSQL(SEEN, "DROP FUNCTION may_see_opinions_of(uuid)"),
        wall("assurance_reviewer", NAMED),
        only_who_sees_may_write("assurance_reviewer", NAMED, f"team_id {MINE}"),
        wall("assurance_opinion", f"({OWN} OR {GIVEN})"),
        only_who_sees_may_write("assurance_opinion", f"({OWN} OR {GIVEN})", OWN),
    ]
