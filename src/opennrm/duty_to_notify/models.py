"""Notifications as they were sent: anonymous ones without any personal column, named ones in a table apart.

Neither has a key to the person it is about, to a draft or to a referral: what links a referral to a notification stands
with the referral, and only if the person agreed (Modern Slavery Act 2015, section 52(3)). Both keep who sent them, at
their work, for the receipt. Of an anonymous one neither the history nor the key of its command names the draft.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.vault.fields import PersonalField


class Notification(models.Model):
    """What every notification holds: who sent it where, and codes. Not a table of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    reference = models.CharField(max_length=32, unique=True, db_comment="S0 public reference")
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+", db_comment="S0 who notified"
    )
    duty = models.CharField(max_length=20, db_comment="S0 how the organisation stands to the duty")
    shared_with = models.UUIDField(db_index=True, db_comment="S0 id of the team, or person, who may see that it went")
    sent_at = models.DateTimeField(db_comment="S1 when")
    sent_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who sent it, for the receipt"
    )
    sent_on = models.DateField(db_comment="S1 legal day")
    force = models.CharField(max_length=80, db_comment="S1 police force of the place, or chosen; coded")
    place_known = models.BooleanField(db_comment="S1 is the force that of the place")
    received_by = models.ForeignKey(
        "partners.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 who has it for the force; empty: the force does not work here",
    )
    nation = models.CharField(max_length=20, db_comment="S1 where it was made")
    cannot_consent_because = models.CharField(max_length=40, blank=True, db_comment="S1 missing or died; empty: asked")
    refusal_reasons = models.JSONField(default=list, db_comment="S1 reasons for refusing a referral, coded")
    under_18_during_exploitation = models.CharField(max_length=20, db_comment="S1 yes, no or not_known")
    gender = models.CharField(max_length=40, db_comment="S1 gender, coded")
    nationality = models.CharField(max_length=80, blank=True, db_comment="S1 nationality, coded; empty: not known")
    exploitation = models.JSONField(default=list, db_comment="S1 kinds of exploitation, coded")
    exploitation_where = models.CharField(max_length=20, db_comment="S1 in the UK, overseas; coded")
    still_in_situation = models.CharField(max_length=20, db_comment="S1 yes, no or not_known")
    danger_now = models.CharField(max_length=20, db_comment="S1 yes, no or not_known")
    cooperates = models.CharField(max_length=20, db_comment="S1 would they talk to the police; names nobody")
    reported_before = models.CharField(max_length=20, db_comment="S1 yes, no or not_known")
    catalogue_version = models.CharField(max_length=40, db_comment="S0 version of the questions")
    content_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of everything it says")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference


class AnonymousNotification(Notification):
    """A notification that names nobody. Its words were checked for what could identify somebody before it left."""

    refusal_in_words = models.TextField(blank=True, db_comment="S1 reasons in general words, checked")
    what_happened = models.TextField(db_comment="S1 what happened in general words, checked")

    class Meta:
        db_table = "duty_to_notify_anonymous"
        indexes: ClassVar = [
            models.Index(fields=["received_by", "-sent_at"], name="anonymous_by_receiver"),
            models.Index(fields=["nationality", "nation", "force", "sent_on"], name="anonymous_alike"),
        ]


class NamedNotification(Notification):
    """A notification of an adult who agreed to be named, with the record of that consent."""

    SEALED_UNDER = "id"

    first_name = PersonalField(null=True, db_comment="S3 first name")
    last_name = PersonalField(null=True, db_comment="S3 last name")
    date_of_birth = PersonalField(null=True, db_comment="S3 date of birth, ISO text")
    contact = models.CharField(max_length=20, db_comment="S1 safe way to reach them, coded")
    phone = PersonalField(null=True, db_comment="S3 safe phone number")
    email = PersonalField(null=True, db_comment="S3 safe e-mail address")
    address = PersonalField(null=True, db_comment="S3 safe postal address, by its lines")
    other_names = PersonalField(null=True, db_comment="S3 other names they use")
    second_nationality = models.CharField(
        max_length=80, blank=True, default="", db_comment="S1 second nationality, coded; empty: none told"
    )
    refusal_in_words = PersonalField(null=True, db_comment="S3 reasons in words")
    what_happened = PersonalField(db_comment="S3 what happened")
    sender_role = models.CharField(max_length=250, db_comment="S1 role of who notified")
    sender_phone = PersonalField(db_comment="S2 work phone of who notified")
    colleague_name = PersonalField(null=True, db_comment="S2 name of somebody else to ask")
    colleague_email = PersonalField(db_comment="S2 e-mail address of somebody else to ask")
    naming_explained = models.JSONField(default=list, db_comment="S1 what was explained, coded")
    naming_language = models.CharField(max_length=80, db_comment="S1 language it was explained in, coded")
    naming_explained_by = PersonalField(db_comment="S2 who explained it")
    naming_interpreter = models.CharField(max_length=40, db_comment="S1 was an interpreter used, coded")
    naming_given_how = models.CharField(max_length=20, db_comment="S1 signed or spoken")
    naming_given_on = models.DateField(db_comment="S1 day they agreed to be named")

    class Meta:
        db_table = "duty_to_notify_named"
        indexes: ClassVar = [
            models.Index(fields=["received_by", "-sent_at"], name="named_by_receiver"),
            models.Index(fields=["nationality", "nation", "force", "sent_on"], name="named_alike"),
        ]
