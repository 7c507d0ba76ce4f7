"""Who is in the pool, the sittings, who was asked, and the cases heard there: who declared what, sealed votes, results.

Of a vote no row tells when it was given, and until its hearing is over the database shows it to nobody but its author.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from opennrm.vault.fields import PersonalField


class PoolMember(models.Model):
    """Somebody who can be asked to panels: for which agency, or for none as an independent chair, who has no vote."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+", db_comment="S0 whose pool")
    account = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")
    agency = models.CharField(max_length=40, blank=True, db_comment="S0 for which agency; empty: independent")
    may_chair = models.BooleanField(db_comment="S0 may they chair")
    joined_at = models.DateTimeField(db_comment="S0 since when")
    joined_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who took them in"
    )
    left_at = models.DateTimeField(null=True, db_comment="S0 until when; empty: still")
    left_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who said so"
    )

    class Meta:
        db_table = "panels_pool_member"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "account"], condition=Q(left_at__isnull=True), name="in_the_pool_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Sitting(models.Model):
    """A time at which a panel meets; how people join is told to those who were asked, and to nobody else."""

    SEALED_UNDER = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+", db_comment="S0 who convenes")
    starts_at = models.DateTimeField(db_comment="S0 when it starts")
    minutes = models.PositiveSmallIntegerField(db_comment="S0 how long it takes")
    places = models.PositiveSmallIntegerField(db_comment="S0 how many cases there is time for")
    chair = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who chairs"
    )
    how_to_join = PersonalField(db_comment="S2 how people join")
    urgent_because = models.CharField(
        max_length=40, blank=True, db_comment="S1 why there is less notice than there should be, coded"
    )
    state = models.CharField(max_length=20, db_comment="S0 called or cancelled")
    called_at = models.DateTimeField(db_comment="S0 when it was called")
    called_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "panels_sitting"

    def __str__(self) -> str:
        return str(self.id)


class Invitation(models.Model):
    """Somebody who was asked to a sitting, its chair too, and what they answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="+", db_comment="S0 to which sitting")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+", db_comment="S0 who convenes")
    account = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+", db_comment="S0 of which organisation"
    )
    agency = models.CharField(max_length=40, blank=True, db_comment="S0 for which agency; empty: as its chair")
    asked_at = models.DateTimeField(db_comment="S0 when they were asked")
    asked_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    answer = models.CharField(max_length=20, blank=True, db_comment="S0 comes or cannot_come; empty: not yet")
    answered_at = models.DateTimeField(null=True, db_comment="S0 when they answered")

    class Meta:
        db_table = "panels_invitation"
        constraints: ClassVar = [models.UniqueConstraint(fields=["sitting", "account"], name="asked_once")]
        indexes: ClassVar = [models.Index(fields=["account"], name="sittings_of_somebody")]

    def __str__(self) -> str:
        return str(self.id)


class Hearing(models.Model):
    """A case before a panel at a sitting; once it is open, how it decides stands fast."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="+", db_comment="S0 at which sitting")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+", db_comment="S0 who convenes")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_comment="S0 which case")
    reference = models.CharField(max_length=40, db_comment="S0 of the case, for who convenes and may not read it")
    chair = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who chairs"
    )
    state = models.CharField(max_length=20, db_comment="S1 listed, off, open, tied, decided or without_quorum")
    rules = models.JSONField(null=True, db_comment="S0 how it decides, as it stood when it was opened")
    put_at = models.DateTimeField(db_comment="S0 when the case was put to the sitting")
    put_by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom")
    opened_at = models.DateTimeField(null=True, db_comment="S0 when the chair opened it")
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it ended")

    class Meta:
        db_table = "panels_hearing"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["listed", "open", "tied"]), name="at_one_sitting_at_a_time"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["sitting"], name="hearings_of_a_sitting")]

    def __str__(self) -> str:
        return str(self.id)


class Seat(models.Model):
    """What somebody declared of one case before its pack opened to them, and whether they sit on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="seats", db_comment="S0 in which")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="+", db_comment="S0 at which sitting")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+", db_comment="S0 who convenes")
    account = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+", db_comment="S0 of which organisation"
    )
    agency = models.CharField(max_length=40, blank=True, db_comment="S0 for which agency; empty: the chair")
    declared_at = models.DateTimeField(db_comment="S0 when they declared")
    aside = models.CharField(max_length=40, blank=True, db_comment="S1 why they stand aside, coded; empty: they do not")
    votes = models.BooleanField(default=False, db_comment="S0 a member when it was opened")
    has_left = models.BooleanField(default=False, db_comment="S0 had to go before it was closed")

    class Meta:
        db_table = "panels_seat"
        constraints: ClassVar = [models.UniqueConstraint(fields=["hearing", "account"], name="declared_once")]

    def __str__(self) -> str:
        return str(self.id)


class Vote(models.Model):
    """A sealed vote. Its row tells nothing of when it was given, and vote anew is the same row."""

    SEALED_UNDER = "hearing__case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="+", db_comment="S0 in which")
    account = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 whose")
    content = PersonalField(db_comment="S2 vote and reasons, as JSON")

    class Meta:
        db_table = "panels_vote"
        constraints: ClassVar = [models.UniqueConstraint(fields=["hearing", "account"], name="one_vote_each")]

    def __str__(self) -> str:
        return str(self.id)


class Counted(models.Model):
    """What the votes of a hearing came to; of a tie, before the chair's casting vote, without a choice."""

    SEALED_UNDER = "hearing__case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    hearing = models.OneToOneField(Hearing, on_delete=models.PROTECT, related_name="+", db_comment="S0 of which")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+", db_comment="S0 who convenes")
    choice = models.CharField(max_length=40, blank=True, db_comment="S1 what was decided; empty: tied")
    votes = models.JSONField(db_comment="S1 how many voted for each choice, and how many abstained")
    voices = models.JSONField(null=True, db_comment="S1 of how many partners each choice had the voice, if they count")
    votes_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the votes that were counted")
    cast_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who broke a tie"
    )
    cast_because = PersonalField(null=True, db_comment="S2 why the chair voted so on a tie")

    class Meta:
        db_table = "panels_counted"

    def __str__(self) -> str:
        return str(self.id)


class Dissent(models.Model):
    """Why somebody who was outvoted dissents, for the minutes."""

    SEALED_UNDER = "hearing__case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="+", db_comment="S0 from which")
    account = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 whose")
    reasons = PersonalField(db_comment="S2 why they dissent")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of it")

    class Meta:
        db_table = "panels_dissent"
        constraints: ClassVar = [models.UniqueConstraint(fields=["hearing", "account"], name="one_dissent_each")]

    def __str__(self) -> str:
        return str(self.id)
