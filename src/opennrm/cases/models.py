"""Cases, who may see them, their clocks, evidence, decisions and the checks of those."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from opennrm.vault.fields import PersonalField

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
    authority = models.CharField(max_length=40, db_comment="S1 which competent authority")
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
    version = models.IntegerField(default=0, db_comment="S0 counts the changes")
    opened_at = models.DateTimeField(db_comment="S1 when it was opened")
    opened_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who referred it"
    )

    class Meta:
        db_table = "cases_case"
        indexes: ClassVar = [
            models.Index(
                "owner_team",
                "stage",
                Coalesce("due_on", Value(NO_DAY, output_field=models.DateField())),
                "reference",
                name="case_work_list",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseAccess(models.Model):
    """Who may see a case: an organisation, a team or a person, between two moments."""

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

    def __str__(self) -> str:
        return self.because


class Clock(models.Model):
    """A deadline of a case, with what it takes to explain it. Moving it ends this row and adds another."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks", db_comment="S0 whose")
    rule = models.CharField(max_length=60, db_comment="S0 which rule")
    kind = models.CharField(max_length=20, db_comment="S0 target, bar or none")
    starts_on = models.DateField(db_comment="S1 day it starts from")
    due_on = models.DateField(null=True, db_comment="S1 day it ends on")
    calendar_version = models.CharField(max_length=60, db_comment="S0 calendar it was counted by")
    explanation = models.TextField(db_comment="S1 rule, days counted and days skipped")
    started_at = models.DateTimeField(db_comment="S0 when it began to run")
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it was met or moved")
    ended_because = models.CharField(max_length=60, blank=True, db_comment="S0 met, or the recorded cause")

    class Meta:
        db_table = "cases_clock"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "rule"], condition=models.Q(ended_at__isnull=True), name="clock_runs_once"
            ),
        ]

    def __str__(self) -> str:
        return self.rule


class Evidence(models.Model):
    """Something that bears on the decision, and where it came from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence", db_comment="S0 for which case")
    kind = models.CharField(max_length=40, db_comment="S0 what kind, coded")
    text = PersonalField(db_comment="S2 what it says")
    source = PersonalField(null=True, db_comment="S2 who gave it")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text")
    added_at = models.DateTimeField(db_comment="S0 when")
    added_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_evidence"

    def __str__(self) -> str:
        return str(self.id)


class Decision(models.Model):
    """A decision as it was written: the text it is bound to, and the rules it was made under."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions", db_comment="S0 in which case")
    kind = models.CharField(max_length=40, db_comment="S0 reasonable_grounds or conclusive_grounds")
    outcome = models.CharField(max_length=20, db_comment="S1 positive or negative")
    reasons = PersonalField(db_comment="S2 the reasons")
    standard = models.CharField(max_length=60, db_comment="S0 standard applied")
    guidance = models.CharField(max_length=80, db_comment="S0 version of the guidance")
    profile = models.CharField(max_length=40, db_comment="S0 profile it was made under")
    profile_version = models.CharField(max_length=60, db_comment="S0 and its version")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of outcome, standard, guidance and reasons")
    state = models.CharField(max_length=20, db_comment="S0 put_forward, returned, replaced or served")
    written_at = models.DateTimeField(db_comment="S0 when")
    written_by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")
    served_at = models.DateTimeField(null=True, db_comment="S1 when it was served")
    served_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_decision"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=models.Q(state__in=["put_forward", "served"]),
                name="one_standing_decision",
            ),
            models.CheckConstraint(
                name="decision_served_by_someone",
                condition=models.Q(served_at__isnull=True, served_by__isnull=True)
                | models.Q(served_at__isnull=False, served_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Check(models.Model):
    """A second officer's check of a decision, bound to the hash of the text that was read."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="checks", db_comment="S0 of which")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text that was read")
    agreed = models.BooleanField(db_comment="S1 countersigned, or returned")
    remark = PersonalField(null=True, db_comment="S2 what the second officer wrote")
    checked_at = models.DateTimeField(db_comment="S0 when")
    checked_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    void_at = models.DateTimeField(null=True, db_comment="S0 when an edit made it void")

    class Meta:
        db_table = "cases_check"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(void_at__isnull=True), name="one_standing_check"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
