"""A case, and who may see it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

NO_DAY = date(9999, 12, 31)
"""Sorts a case without a running clock behind all others."""


class Case(models.Model):
    """A case: where it stands, who holds it, and under which rules. Its history is the events, not these columns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    reference = models.CharField(max_length=32, unique=True, db_comment="S0 public reference, the referral's too")
    person_id = models.UUIDField(db_comment="S0 id of the person in referrals")
    referred_by = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, db_comment="S0 who referred")
    profile = models.CharField(max_length=40, db_comment="S0 profile of the mechanism")
    profile_version = models.CharField(max_length=60, db_comment="S0 its version when the case was opened")
    authority = models.CharField(max_length=80, db_comment="S1 which competent authority")
    stage = models.CharField(max_length=60, db_comment="S1 where it stands")
    kind = models.CharField(max_length=20, db_comment="S1 adult or child")
    age_answer = models.CharField(max_length=20, db_comment="S1 under_18, adult or not_sure")
    nation = models.CharField(max_length=20, db_comment="S1 nation whose calendar counts")
    received_on = models.DateField(db_comment="S1 legal day of receipt")
    due_on = models.DateField(null=True, db_comment="S1 day of the next clock that runs")
    owner_team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, db_comment="S0 which team holds it")
    owner = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who in it"
    )
    reasonable_grounds = models.CharField(max_length=20, blank=True, db_comment="S1 outcome once decided")
    reasonable_grounds_on = models.DateField(null=True, db_comment="S1 day it was decided")
    conclusive_grounds = models.CharField(max_length=20, blank=True, default="", db_comment="S1 outcome once decided")
    conclusive_grounds_on = models.DateField(null=True, db_comment="S1 day it was decided")
    review_on = models.DateField(null=True, db_comment="S1 day a suspended case is looked at again")
    ended_because = models.CharField(
        max_length=40, blank=True, default="", db_comment="S1 way of withdrawing or reason for closing, coded"
    )
    ended_on = models.DateField(null=True, db_comment="S1 day it was withdrawn or closed")
    restricted = models.BooleanField(default=False, db_comment="S1 is it open to named people only")
    restricted_because = models.CharField(max_length=40, blank=True, default="", db_comment="S1 why, coded")
    erased_on = models.DateField(null=True, db_comment="S0 day its record was erased; empty: it stands")
    version = models.IntegerField(default=0, db_comment="S0 counts the changes")
    opened_at = models.DateTimeField(db_comment="S1 when it was opened")
    opened_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who referred it"
    )

    class Meta:
        db_table = "cases_case"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="case_restricted_for_a_reason",
                condition=models.Q(restricted=False, restricted_because="")
                | (models.Q(restricted=True) & ~models.Q(restricted_because="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "owner_team",
                "stage",
                Coalesce("due_on", Value(NO_DAY, output_field=models.DateField())),
                "reference",
                name="case_work_list",
            ),
            models.Index(
                "owner",
                "stage",
                Coalesce("due_on", Value(NO_DAY, output_field=models.DateField())),
                "reference",
                name="case_held_by",
            ),
            models.Index("owner_team", "stage", "received_on", "reference", name="case_received"),
            models.Index("person_id", name="case_person"),
            models.Index(
                "owner_team",
                "stage",
                "kind",
                "nation",
                Coalesce("due_on", Value(NO_DAY, output_field=models.DateField())),
                "reference",
                name="case_told_apart",
            ),
            models.Index(
                "owner_team",
                "stage",
                Coalesce("due_on", Value(NO_DAY, output_field=models.DateField())),
                "reference",
                name="case_unallocated",
                condition=models.Q(owner__isnull=True),
            ),
            models.Index("owner_team", "stage", name="case_restricted", condition=models.Q(restricted=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseAccess(models.Model):
    """Who may see a case: an organisation, a team or a person, between two moments.

    Of a restricted case only the rows count that name a person. A row for a time has its end from the beginning.
    """

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="access", db_comment="S0 which")
    grantee = models.UUIDField(db_comment="S0 id of organisation, team or account")
    from_at = models.DateTimeField(db_comment="S0 since when")
    until_at = models.DateTimeField(null=True, db_comment="S0 until when; empty: still")
    because = models.CharField(max_length=40, db_comment="S0 why, coded")

    class Meta:
        db_table = "cases_access"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "grantee"], condition=models.Q(until_at__isnull=True), name="case_access_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["grantee", "until_at"],
                name="case_access_for_a_time",
                condition=models.Q(until_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.because
