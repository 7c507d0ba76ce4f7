"""Letters as they were written, and the outbox: one row for everything that leaves the house."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models

from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.kinds import Audience, Channel, LetterKind, State
from opennrm.vault.fields import PersonalField


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of a vocabulary as Django wants choices."""
    return [(word.value, word.value.replace("_", " ")) for word in words]


class Letter(models.Model):
    """A letter as it was written: the frozen content that its template prints. Added, never changed."""

    SEALED_UNDER = "referral_reference"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case_reference = models.CharField(max_length=32, blank=True, db_comment="S0 public reference; empty: no case yet")
    referral_reference = models.CharField(max_length=32, db_comment="S0 public reference of the referral")
    kind = models.CharField(max_length=40, choices=choices(LetterKind), db_comment="S1 which letter")
    referral_kind = models.CharField(
        max_length=10, choices=choices(ReferralKind), db_comment="S1 is the person treated as an adult or a child"
    )
    audience = models.CharField(max_length=20, choices=choices(Audience), db_comment="S1 who it speaks to")
    channel = models.CharField(max_length=12, choices=choices(Channel), db_comment="S1 how it leaves")
    addressee = PersonalField(db_comment="S3 name and safe address it goes to")
    content = PersonalField(db_comment="S3 what the template is given, frozen")
    language = models.CharField(max_length=12, db_comment="S1 language tag of its words")
    template_version = models.PositiveSmallIntegerField(db_comment="S0 version of the template it was written with")
    text_hash = models.CharField(max_length=64, db_comment="S1 keyed hash of everything it says")
    organisation = models.ForeignKey(
        "partners.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 organisation that reads it in the portal; empty: it goes to a person",
    )
    profile = models.CharField(max_length=60, db_comment="S0 profile of the mechanism it was written under")
    profile_version = models.CharField(max_length=60, db_comment="S0 version of that profile")
    written_at = models.DateTimeField(db_comment="S1 when")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 whose act it follows from; empty: the system",
    )

    class Meta:
        db_table = "notifications_letter"
        indexes: ClassVar = [
            models.Index(fields=["case_reference", "written_at"], name="letter_case"),
            models.Index(fields=["referral_reference", "written_at"], name="letter_referral"),
            models.Index(
                fields=["organisation", "-written_at"],
                name="letter_organisation",
                condition=models.Q(organisation__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="letter_never_served_on_a_child",
                condition=~models.Q(referral_kind=ReferralKind.CHILD.value, audience=Audience.PERSON.value),
            ),
            models.CheckConstraint(name="letter_never_by_email", condition=~models.Q(channel=Channel.EMAIL.value)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PostBatch(models.Model):
    """Letters that one organisation prints and posts together; each letter is in one batch at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+", db_comment="S0 whose post room"
    )
    made_at = models.DateTimeField(db_comment="S0 when it was put together")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    posted_at = models.DateTimeField(null=True, blank=True, db_comment="S0 when it was posted")
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 who said so",
    )

    class Meta:
        db_table = "notifications_post_batch"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="batch_posted_by_somebody",
                condition=models.Q(posted_at__isnull=True, posted_by__isnull=True)
                | models.Q(posted_at__isnull=False, posted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


def _carries(what: str) -> models.Q:
    """That a message carries this and none of the others; only a letter leaves by another way than e-mail."""
    others = {f"{other}__isnull": other != what for other in ("letter", "recipient", "invitation", "anchor")}
    email = models.Q(channel="email")
    return models.Q(**others) & (~email if what == "letter" else email)


class Message(models.Model):
    """Something that leaves the house: written with the act it follows from, delivered after COMMIT."""

    SEALED_UNDER = "letter__referral_reference"

    number = models.BigAutoField(primary_key=True, db_comment="S0 place in the order of writing")
    id = models.UUIDField(unique=True, default=uuid.uuid4, db_comment="S0 public id; becomes the Message-ID")
    channel = models.CharField(max_length=12, choices=choices(Channel), db_comment="S1 how it leaves")
    letter = models.ForeignKey(
        Letter, null=True, blank=True, on_delete=models.PROTECT, db_comment="S0 the letter it carries"
    )
    addressee = PersonalField(null=True, db_comment="S3 name and address, where sent again to another; empty: letter's")
    because = models.CharField(
        max_length=40, blank=True, default="", db_comment="S1 why it is sent again, coded; empty: the first time"
    )
    stopped_because = models.CharField(
        max_length=40, blank=True, default="", db_comment="S1 why it was kept from leaving, coded; empty: it was not"
    )
    batch = models.ForeignKey(
        PostBatch,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="messages",
        db_comment="S0 the batch it is posted in",
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 account that an e-mail goes to",
    )
    invitation = models.ForeignKey(
        "partners.Invitation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 invitation that an e-mail carries to somebody without an account",
    )
    anchor = models.ForeignKey(
        "audit.AnchorRow",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 anchor of the history that an e-mail carries to an outside body",
    )
    outside = models.EmailField(blank=True, default="", db_comment="S0 mailbox of that body, from the settings")
    line = models.CharField(max_length=40, blank=True, db_comment="S0 key of an e-mail's subject and body")
    order_key = models.CharField(max_length=32, blank=True, db_comment="S0 reference within which order is kept")
    state = models.CharField(
        max_length=8, choices=choices(State), default=State.WAITING.value, db_comment="S0 how far it has come"
    )
    attempts = models.PositiveIntegerField(default=0, db_comment="S0 how often it was tried")
    next_attempt_at = models.DateTimeField(db_comment="S0 not before")
    refused_at = models.DateTimeField(
        null=True, blank=True, db_comment="S0 first refusal by a channel that works; empty: none since it was down"
    )
    gives_up_at = models.DateTimeField(db_comment="S0 from when a refusal is the last one")
    last_error = models.CharField(max_length=60, blank=True, db_comment="S0 code of the last failure, never its text")
    created_at = models.DateTimeField(db_comment="S0 when it was written")
    sent_at = models.DateTimeField(null=True, blank=True, db_comment="S0 when it was delivered")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 who handed it over; empty: the system carried it",
    )

    class Meta:
        db_table = "notifications_message"
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at", "number"], name="message_waiting", condition=models.Q(state="waiting")
            ),
            models.Index(fields=["order_key", "number"], name="message_order", condition=models.Q(state="waiting")),
            models.Index(fields=["created_at"], name="message_dead", condition=models.Q(state="dead")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="message_sent_at_a_moment",
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="message_stopped_never_leaves",
                condition=models.Q(stopped_because="") | models.Q(state="ended"),
            ),
            models.CheckConstraint(
                name="message_in_a_batch_goes_by_post",
                condition=models.Q(batch__isnull=True) | models.Q(channel="post"),
            ),
            models.CheckConstraint(
                name="message_handed_over_by_somebody",
                condition=~models.Q(state="sent", channel="hand_over", sent_by__isnull=True),
            ),
            models.CheckConstraint(
                name="message_outside_carries_an_anchor",
                condition=models.Q(anchor__isnull=True, outside="")
                | (models.Q(anchor__isnull=False) & ~models.Q(outside="")),
            ),
            models.CheckConstraint(
                name="message_is_an_email_or_a_letter",
                condition=_carries("recipient") | _carries("invitation") | _carries("anchor") | _carries("letter"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Webhook(models.Model):
    """An address of an organisation's own that is called when something happens to a referral of theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, db_comment="S0 whose")
    address = models.CharField(max_length=500, db_comment="S0 https address without a query")
    secret_version = models.PositiveIntegerField(default=1, db_comment="S0 which of its secrets signs")
    rotated_at = models.DateTimeField(null=True, db_comment="S0 when its secret was changed last")
    made_at = models.DateTimeField(db_comment="S0 when")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    next_attempt_at = models.DateTimeField(db_comment="S0 not called before")
    attempts = models.PositiveIntegerField(default=0, db_comment="S0 calls that failed since one did not")
    failing_since = models.DateTimeField(null=True, db_comment="S0 since when every call failed")
    stopped_at = models.DateTimeField(null=True, db_comment="S0 when we gave it up")
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it was ended")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "notifications_webhook"

    def __str__(self) -> str:
        return str(self.id)


class WebhookCall(models.Model):
    """One call that is to be made, or was; it names a referral, and nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 id that the call carries")
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="calls", db_comment="S0 where to")
    kind = models.CharField(max_length=60, db_comment="S0 what happened")
    reference = models.CharField(max_length=32, db_comment="S0 public reference of the referral")
    happened_at = models.DateTimeField(db_comment="S0 when it happened")
    attempts = models.PositiveIntegerField(default=0, db_comment="S0 how often it was tried")
    last_result = models.CharField(max_length=40, blank=True, db_comment="S0 what came of the last try, coded")
    sent_at = models.DateTimeField(null=True, db_comment="S0 when it was taken")

    class Meta:
        db_table = "notifications_webhook_call"

    def __str__(self) -> str:
        return str(self.id)
