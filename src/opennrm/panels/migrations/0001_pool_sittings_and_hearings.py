"""Who is in the pool, the sittings, who was asked, the cases that are heard, and sealed votes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opennrm.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0029_independent_reviews"),
        ("partners", "0013_works_offline"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "reference",
                    models.CharField(db_comment="S0 of the case, for who convenes and may not read it", max_length=40),
                ),
                (
                    "state",
                    models.CharField(db_comment="S1 listed, off, open, tied, decided or without_quorum", max_length=20),
                ),
                ("rules", models.JSONField(db_comment="S0 how it decides, as it stood when it was opened", null=True)),
                ("put_at", models.DateTimeField(db_comment="S0 when the case was put to the sitting")),
                ("opened_at", models.DateTimeField(db_comment="S0 when the chair opened it", null=True)),
                ("ended_at", models.DateTimeField(db_comment="S0 when it ended", null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_comment="S0 which case",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        db_comment="S0 who chairs",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "put_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
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
                "db_table": "panels_hearing",
            },
        ),
        migrations.CreateModel(
            name="Counted",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("choice", models.CharField(blank=True, db_comment="S1 what was decided; empty: tied", max_length=40)),
                ("votes", models.JSONField(db_comment="S1 how many voted for each choice, and how many abstained")),
                (
                    "voices",
                    models.JSONField(
                        db_comment="S1 of how many partners each choice had the voice, if they count", null=True
                    ),
                ),
                (
                    "votes_hash",
                    models.CharField(db_comment="S0 keyed hash of the votes that were counted", max_length=64),
                ),
                (
                    "cast_because",
                    opennrm.vault.fields.PersonalField(db_comment="S2 why the chair voted so on a tie", null=True),
                ),
                (
                    "cast_by",
                    models.ForeignKey(
                        db_comment="S0 who broke a tie",
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
                (
                    "hearing",
                    models.OneToOneField(
                        db_comment="S0 of which",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="panels.hearing",
                    ),
                ),
            ],
            options={
                "db_table": "panels_counted",
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("starts_at", models.DateTimeField(db_comment="S0 when it starts")),
                ("minutes", models.PositiveSmallIntegerField(db_comment="S0 how long it takes")),
                ("places", models.PositiveSmallIntegerField(db_comment="S0 how many cases there is time for")),
                ("how_to_join", opennrm.vault.fields.PersonalField(db_comment="S2 how people join")),
                (
                    "urgent_because",
                    models.CharField(
                        blank=True, db_comment="S1 why there is less notice than there should be, coded", max_length=40
                    ),
                ),
                ("state", models.CharField(db_comment="S0 called or cancelled", max_length=20)),
                ("called_at", models.DateTimeField(db_comment="S0 when it was called")),
                (
                    "called_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        db_comment="S0 who chairs",
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
                "db_table": "panels_sitting",
            },
        ),
        migrations.AddField(
            model_name="hearing",
            name="sitting",
            field=models.ForeignKey(
                db_comment="S0 at which sitting",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="panels.sitting",
            ),
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("content", opennrm.vault.fields.PersonalField(db_comment="S2 vote and reasons, as JSON")),
                (
                    "account",
                    models.ForeignKey(
                        db_comment="S0 whose",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        db_comment="S0 in which",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="panels.hearing",
                    ),
                ),
            ],
            options={
                "db_table": "panels_vote",
            },
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("reasons", opennrm.vault.fields.PersonalField(db_comment="S2 why they dissent")),
                ("text_hash", models.CharField(db_comment="S0 keyed hash of it", max_length=64)),
                (
                    "account",
                    models.ForeignKey(
                        db_comment="S0 whose",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        db_comment="S0 from which",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="panels.hearing",
                    ),
                ),
            ],
            options={
                "db_table": "panels_dissent",
                "constraints": [models.UniqueConstraint(fields=("hearing", "account"), name="one_dissent_each")],
            },
        ),
        migrations.CreateModel(
            name="PoolMember",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "agency",
                    models.CharField(blank=True, db_comment="S0 for which agency; empty: independent", max_length=40),
                ),
                ("may_chair", models.BooleanField(db_comment="S0 may they chair")),
                ("joined_at", models.DateTimeField(db_comment="S0 since when")),
                ("left_at", models.DateTimeField(db_comment="S0 until when; empty: still", null=True)),
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
                    "joined_by",
                    models.ForeignKey(
                        db_comment="S0 who took them in",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        db_comment="S0 who said so",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_comment="S0 whose pool",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.team",
                    ),
                ),
            ],
            options={
                "db_table": "panels_pool_member",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("team", "account"),
                        name="in_the_pool_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "agency",
                    models.CharField(blank=True, db_comment="S0 for which agency; empty: the chair", max_length=40),
                ),
                ("declared_at", models.DateTimeField(db_comment="S0 when they declared")),
                (
                    "aside",
                    models.CharField(
                        blank=True, db_comment="S1 why they stand aside, coded; empty: they do not", max_length=40
                    ),
                ),
                ("votes", models.BooleanField(db_comment="S0 a member when it was opened", default=False)),
                ("has_left", models.BooleanField(db_comment="S0 had to go before it was closed", default=False)),
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
                    "hearing",
                    models.ForeignKey(
                        db_comment="S0 in which",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="panels.hearing",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_comment="S0 of which organisation",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisation",
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
                (
                    "sitting",
                    models.ForeignKey(
                        db_comment="S0 at which sitting",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="panels.sitting",
                    ),
                ),
            ],
            options={
                "db_table": "panels_seat",
                "constraints": [models.UniqueConstraint(fields=("hearing", "account"), name="declared_once")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(db_comment="S0 public id", default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "agency",
                    models.CharField(blank=True, db_comment="S0 for which agency; empty: as its chair", max_length=40),
                ),
                ("asked_at", models.DateTimeField(db_comment="S0 when they were asked")),
                (
                    "answer",
                    models.CharField(blank=True, db_comment="S0 comes or cannot_come; empty: not yet", max_length=20),
                ),
                ("answered_at", models.DateTimeField(db_comment="S0 when they answered", null=True)),
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
                    "asked_by",
                    models.ForeignKey(
                        db_comment="S0 by whom",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_comment="S0 of which organisation",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisation",
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
                (
                    "sitting",
                    models.ForeignKey(
                        db_comment="S0 to which sitting",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="panels.sitting",
                    ),
                ),
            ],
            options={
                "db_table": "panels_invitation",
                "indexes": [models.Index(fields=["account"], name="sittings_of_somebody")],
                "constraints": [models.UniqueConstraint(fields=("sitting", "account"), name="asked_once")],
            },
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(fields=["sitting"], name="hearings_of_a_sitting"),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["listed", "open", "tied"])),
                fields=("case",),
                name="at_one_sitting_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("hearing", "account"), name="one_vote_each"),
        ),
    ]
