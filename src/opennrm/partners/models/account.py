"""People with an account, and the invitations by which they come to one."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from opennrm.partners.models.organisation import Organisation, Team


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their e-mail address."""


class Account(AbstractBaseUser):
    """A person who works in the partnership and signs in. The organisation follows from the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    email = models.EmailField(unique=True, max_length=254, db_comment="S1 work address, lower case; signs in with it")
    name = models.CharField(max_length=200, db_comment="S1 how colleagues know them")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_comment="S0 whom they work for")
    password = models.CharField(max_length=200, db_comment="S1 argon2 hash")
    last_login = models.DateTimeField(null=True, blank=True, db_comment="S1 last sign-in")
    is_active = models.BooleanField(default=True, db_comment="S0 may they sign in")
    sets_up_factor = models.BooleanField(
        default=False, db_comment="S0 may they set up a first second factor: invited, and not yet done"
    )
    is_system = models.BooleanField(
        default=False,
        db_comment="S0 is it a computer system, which acts by tokens and never signs in",
    )
    provider_hash = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_comment="S1 keyed hash of who they are to their organisation's provider",
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = AccountManager()

    class Meta:
        db_table = "partners_account"

    def __str__(self) -> str:
        return str(self.id)


class Invitation(models.Model):
    """An invitation by an organisation's own administrator; used once, by the person who opens the link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_comment="S0 who invites")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, db_comment="S0 into which team")
    role = models.CharField(max_length=40, db_comment="S0 to which role")
    email = models.EmailField(max_length=254, db_comment="S1 work address invited")
    name = models.CharField(max_length=200, db_comment="S1 how colleagues know them")
    token_hash = models.CharField(max_length=64, unique=True, db_comment="S0 SHA-256 of the secret in the link")
    invited_at = models.DateTimeField(db_comment="S0 when")
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom")
    expires_at = models.DateTimeField(db_comment="S0 until when the link works")
    new_factor = models.BooleanField(
        default=False, db_comment="S0 for an account that is there: do they set up a new second factor"
    )
    waits = models.BooleanField(default=False, db_comment="S0 does it wait for a second administrator")
    accepted_at = models.DateTimeField(null=True, blank=True, db_comment="S0 when it was used")
    accepted_by = models.ForeignKey(
        Account,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 the account made",
    )

    class Meta:
        db_table = "partners_invitation"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invitation_accepted_by_someone",
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
