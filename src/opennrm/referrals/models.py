"""Drafts and sent referrals, the person, their consents, and where it is safe to reach them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from opennrm.vault.fields import PersonalField


class CatalogueCopy(models.Model):
    """A frozen copy of a catalogue of questions that some referral answered; kept once for all that answered it."""

    hash = models.CharField(primary_key=True, max_length=64, db_comment="S0 SHA-256 of the copy")
    version = models.CharField(max_length=40, db_comment="S0 version of the catalogue")
    content = models.JSONField(db_comment="S0 the questions as they were asked")

    class Meta:
        db_table = "referrals_catalogue_copy"

    def __str__(self) -> str:
        return self.version


class Draft(models.Model):
    """A referral being written. It is shared with a team (or a person who has none), saved on every page."""

    SEALED_UNDER = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    shared_with = models.UUIDField(db_index=True, db_comment="S0 id of the team, or person, who may see it")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, db_comment="S0 whose referral")
    catalogue_version = models.CharField(max_length=40, db_comment="S0 version of the questions")
    answers = PersonalField(db_comment="S3 the answers so far, in one value")
    written = PersonalField(null=True, db_comment="S2 who wrote each answer last, when, and in which version")
    paper = PersonalField(
        null=True, db_comment="S2 the day on which it was written down on paper, and by whom; empty: typed at once"
    )
    version = models.IntegerField(default=0, db_comment="S0 counts the saves")
    started_at = models.DateTimeField(db_comment="S0 when it was begun")
    started_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who began it"
    )
    saved_at = models.DateTimeField(db_comment="S0 last save")
    saved_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    expires_on = models.DateField(db_comment="S0 day on which it may be removed if nobody goes on")
    warned_on = models.DateField(null=True, db_comment="S0 day on which its people were told that it expires")
    held_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who goes on with it"
    )
    handed_over_at = models.DateTimeField(null=True, db_comment="S0 when it was handed over last")
    handed_over_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    note = PersonalField(null=True, db_comment="S3 what was said as it was handed over")
    same_group = models.UUIDField(
        null=True, db_index=True, db_comment="S1 draft with which the family or group began; empty: this one, or none"
    )
    taken_over = PersonalField(null=True, db_comment="S3 what its group shares, suggested until it is answered")
    sent_at = models.DateTimeField(null=True, db_comment="S0 when it became a referral")
    sent_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who sent it"
    )

    class Meta:
        db_table = "referrals_draft"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="draft_sent_by_someone",
                condition=models.Q(sent_at__isnull=True, sent_by__isnull=True)
                | models.Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Person(models.Model):
    """Somebody who may be a victim."""

    SEALED_UNDER = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    first_name = PersonalField(null=True, db_comment="S2 first name")
    last_name = PersonalField(null=True, db_comment="S2 last name")
    other_names = PersonalField(null=True, db_comment="S2 other names")
    date_of_birth = PersonalField(null=True, db_comment="S2 date of birth, ISO text")
    birth_salt = PersonalField(
        null=True, db_comment="S2 what the history's hash of a date of birth is made with; gone with the key"
    )
    gender = models.CharField(max_length=40, blank=True, db_comment="S1 gender, coded")
    nationality = models.CharField(max_length=80, blank=True, db_comment="S1 nationality, coded")
    language = models.CharField(max_length=80, blank=True, db_comment="S1 language they understand best, coded")
    interpreter_needed = models.BooleanField(default=False, db_comment="S1 is an interpreter needed")

    class Meta:
        db_table = "referrals_person"

    def __str__(self) -> str:
        return str(self.id)


class PersonToken(models.Model):
    """By what two records of one person can be found to be alike without reading either; a likeness proves nothing."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="token", db_comment="S0 whose"
    )
    token = models.CharField(
        max_length=64, db_index=True, db_comment="S1 keyed hash of the normalised name and the date of birth"
    )

    class Meta:
        db_table = "referrals_person_token"

    def __str__(self) -> str:
        return str(self.person_id)


class SearchToken(models.Model):
    """By what a person is looked for whose name is sealed: the beginning of a keyed hash, shared by several people."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="search_tokens", db_comment="S0 whose")
    token = models.BigIntegerField(db_comment="S1 kind, number of bits, and so many bits of a keyed hash")

    class Meta:
        db_table = "referrals_search_token"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "person"], name="search_token_once"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class SafeContact(models.Model):
    """Who receives the decisions about a person, and by which way that is confirmed safe."""

    SEALED_UNDER = "person_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="safe_contacts", db_comment="S0 about whom"
    )
    audience = models.CharField(max_length=40, db_comment="S0 person, somebody_else, representative or council")
    channel = models.CharField(max_length=20, db_comment="S0 post or hand_over")
    addressee = PersonalField(null=True, db_comment="S3 name on the envelope")
    lines = PersonalField(null=True, db_comment="S3 address lines")
    confirmed_safe = models.BooleanField(default=False, db_comment="S1 did somebody confirm that it is safe")
    exploited_there = models.BooleanField(default=False, db_comment="S1 was the person exploited at this address")
    recorded_at = models.DateTimeField(db_comment="S0 when")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it stopped being the way")
    ended_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "referrals_safe_contact"

    def __str__(self) -> str:
        return str(self.id)


class Referral(models.Model):
    """A referral as it was sent; its answers never change: a `Correction` is another version beside them."""

    SEALED_UNDER = "person_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    reference = models.CharField(max_length=32, unique=True, db_comment="S0 public reference")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, db_comment="S0 what it was written as; once only")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, db_comment="S0 who referred")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referrals", db_comment="S0 whom")
    kind = models.CharField(max_length=20, db_comment="S1 adult or child")
    age_answer = models.CharField(max_length=20, db_comment="S1 under_18, adult or not_sure")
    nation = models.CharField(max_length=20, db_comment="S1 where it was made")
    catalogue = models.ForeignKey(CatalogueCopy, on_delete=models.PROTECT, db_comment="S0 the questions it answered")
    answers = PersonalField(db_comment="S3 the answers that apply, exactly as typed")
    answers_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the answers")
    paper = PersonalField(
        null=True, db_comment="S2 the day on which it was written down on paper, and by whom; empty: typed at once"
    )
    received_on = models.DateField(db_comment="S1 legal day of receipt")
    submitted_at = models.DateTimeField(db_comment="S1 when")
    submitted_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who"
    )
    same_group = models.UUIDField(
        null=True, db_index=True, db_comment="S1 draft with which the family or group began; empty: this one, or none"
    )

    class Meta:
        db_table = "referrals_referral"
        indexes: ClassVar = [models.Index(fields=["organisation", "-submitted_at"], name="referral_by_organisation")]

    def __str__(self) -> str:
        return self.reference


class Correction(models.Model):
    """A later version of a sent referral: all its answers from then on, and why. Added, never changed."""

    SEALED_UNDER = "referral__person_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="corrections", db_comment="S0 of which referral"
    )
    number = models.IntegerField(db_comment="S0 version; what was sent is 1")
    answers = PersonalField(db_comment="S3 the answers that apply since, exactly as typed")
    answers_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the answers")
    reason = PersonalField(db_comment="S3 why it was corrected")
    reason_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the reason")
    corrected_at = models.DateTimeField(db_comment="S1 when")
    corrected_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "referrals_correction"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "number"], name="correction_once_per_version"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ReferralAccess(models.Model):
    """Who may see a referral: an organisation, a team or a person, between two moments."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="access", db_comment="S0 which")
    grantee = models.UUIDField(db_comment="S0 id of organisation, team or account")
    from_at = models.DateTimeField(db_comment="S0 since when")
    until_at = models.DateTimeField(null=True, db_comment="S0 until when; empty: still")
    because = models.CharField(max_length=40, db_comment="S0 why, coded")

    class Meta:
        db_table = "referrals_access"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["grantee", "referral"],
                condition=models.Q(until_at__isnull=True),
                name="referral_access_once",
            ),
        ]

    def __str__(self) -> str:
        return self.because


class Consent(models.Model):
    """One consent, to one thing, as it was recorded. A later change ends it and adds another."""

    SEALED_UNDER = "referral__person_id"
    SEALED_AS = "sealed_as"

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    sealed_as = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), db_comment="S0 what names the row to the seal"
    )
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="consents", db_comment="S0 which")
    scope = models.CharField(max_length=40, db_comment="S1 referral, support or contact_with_police")
    given = models.BooleanField(db_comment="S1 yes or no")
    cannot_consent = PersonalField(null=True, db_comment="S3 why they cannot now, coded")
    how_given = models.CharField(max_length=20, blank=True, db_comment="S1 signed or spoken")
    explained_in = models.CharField(max_length=80, blank=True, db_comment="S1 language it was explained in, coded")
    explained_by = PersonalField(null=True, db_comment="S2 who explained it")
    interpreter = models.CharField(max_length=40, blank=True, db_comment="S1 was an interpreter used, coded")
    given_on = models.DateField(null=True, db_comment="S1 day it was given")
    recorded_at = models.DateTimeField(db_comment="S0 when it was recorded")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it stopped holding")
    ended_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "referrals_consent"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["referral", "scope"], condition=models.Q(ended_at__isnull=True), name="consent_once_per_scope"
            ),
        ]

    def __str__(self) -> str:
        return self.scope
