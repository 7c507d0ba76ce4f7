"""Organisations, their teams and people, and the roles they hold."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from opennrm.mechanism.vocabulary import Nation, OrganisationType


def choices(words: type[Nation] | type[OrganisationType]) -> list[tuple[str, str]]:
    """The values of a vocabulary as Django wants choices."""
    return [(word.value, word.value.replace("_", " ")) for word in words]


class Organisation(models.Model):
    """A body in the partnership, with the dates between which it can be chosen, and what followed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    slug = models.SlugField(unique=True, max_length=120, db_comment="S0 stable short name")
    name = models.CharField(max_length=200, db_comment="S0 its name")
    type = models.CharField(max_length=40, choices=choices(OrganisationType), db_comment="S0 what kind of body")
    nation = models.CharField(max_length=20, choices=choices(Nation), blank=True, db_comment="S0 empty: the whole UK")
    may_refer = models.BooleanField(default=False, db_comment="S0 is it a first responder organisation")
    starts_on = models.DateField(db_comment="S0 first day it can be chosen")
    ends_on = models.DateField(null=True, blank=True, db_comment="S0 last day it can be chosen")
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, db_comment="S0 the body that took over"
    )

    class Meta:
        db_table = "partners_organisation"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EmailDomain(models.Model):
    """An e-mail domain whose holders may be invited by an organisation; matched whole or by whole suffix."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_comment="S0 whose domain")
    domain = models.CharField(max_length=200, db_comment="S0 example.police.example, without @")
    with_subdomains = models.BooleanField(default=False, db_comment="S0 does a sub-domain count too")

    class Meta:
        db_table = "partners_email_domain"
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "domain"], name="email_domain_once")]

    def __str__(self) -> str:
        return self.domain


class Team(models.Model):
    """A team of an organisation: work is shared within it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_comment="S0 whose team")
    name = models.CharField(max_length=120, db_comment="S0 its name")
    receives = models.BooleanField(default=False, db_comment="S0 do cases that come to the organisation go to it")

    class Meta:
        db_table = "partners_team"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once"),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(receives=True), name="one_receiving_team"
            ),
        ]

    def __str__(self) -> str:
        return self.name


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

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = AccountManager()

    class Meta:
        db_table = "partners_account"

    def __str__(self) -> str:
        return str(self.id)


class RoleHeld(models.Model):
    """A role that somebody holds, in a team or in the whole organisation, between two moments."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles_held", db_comment="S0 who")
    role = models.CharField(max_length=40, db_comment="S0 key of a role in partners.roles")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, db_comment="S0 in which team")
    from_at = models.DateTimeField(db_comment="S0 since when")
    from_by = models.ForeignKey(
        Account,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 given by; empty: set-up",
    )
    until_at = models.DateTimeField(null=True, blank=True, db_comment="S0 until when; empty: still")
    until_by = models.ForeignKey(
        Account,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 ended by; empty: set-up",
    )

    class Meta:
        db_table = "partners_role_held"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "role", "team"],
                condition=models.Q(until_at__isnull=True),
                nulls_distinct=False,
                name="role_held_once",
            ),
        ]

    def __str__(self) -> str:
        return self.role


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


class SignedInSession(AbstractBaseSession):
    """A session, with the account it belongs to, so that one statement can tell who is asking."""

    session_key = models.CharField(max_length=40, primary_key=True, db_comment="S1 secret of the cookie")
    session_data = models.TextField(db_comment="S1 signed; holds the work address that signed in")
    expire_date = models.DateTimeField(db_index=True, db_comment="S0 when it ends")
    account_id = models.UUIDField(null=True, db_index=True, db_comment="S0 whose session")
    last_seen_at = models.DateTimeField(default=timezone.now, db_comment="S1 last used, to the minute")

    class Meta:
        db_table = "partners_session"

    def __str__(self) -> str:
        return "session"


class RecordsOpened(models.Model):
    """Whose records an account opened within the last hour: one row, so that the count holds across workers."""

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who opened them"
    )
    people = ArrayField(models.UUIDField(), db_comment="S0 ids of the people")
    moments = ArrayField(models.DateTimeField(), db_comment="S1 when each was opened last")

    class Meta:
        db_table = "partners_records_opened"

    def __str__(self) -> str:
        return str(self.account_id)


class RoleProposed(models.Model):
    """A role that one administrator gives and a second one has to confirm, because it reads cases."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_comment="S0 to whom")
    role = models.CharField(max_length=40, db_comment="S0 key of a role in partners.roles")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, db_comment="S0 in which team")
    proposed_at = models.DateTimeField(db_comment="S0 when")
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom")
    settled_at = models.DateTimeField(null=True, db_comment="S0 when it was confirmed or refused")
    settled_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    confirmed = models.BooleanField(null=True, db_comment="S0 was it confirmed; empty: not settled")

    class Meta:
        db_table = "partners_role_proposed"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "role", "team"],
                condition=models.Q(settled_at__isnull=True),
                nulls_distinct=False,
                name="role_proposed_once",
            ),
            models.CheckConstraint(
                name="role_settled_by_somebody_else",
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True, confirmed__isnull=True)
                | (
                    models.Q(settled_at__isnull=False, settled_by__isnull=False, confirmed__isnull=False)
                    & ~models.Q(settled_by=models.F("account"))
                    & (~models.Q(confirmed=True) | ~models.Q(settled_by=models.F("proposed_by")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.role


class Tries(models.Model):
    """When something was tried that is counted, such as a password of an account: the last few moments."""

    key = models.CharField(max_length=64, primary_key=True, db_comment="S0 keyed hash of what was tried at whom")
    moments = ArrayField(models.DateTimeField(), db_comment="S1 moments of the last tries")

    class Meta:
        db_table = "partners_tries"

    def __str__(self) -> str:
        return "tries"


class KnownBrowser(models.Model):
    """A browser that somebody signed in with: they are told of a new one, and guessers cannot lock this one out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_comment="S0 whose")
    secret_hash = models.CharField(max_length=64, db_comment="S1 SHA-256 of the secret in the browser's cookie")
    kind = models.CharField(max_length=60, db_comment="S1 kind of browser and system, without versions")
    first_at = models.DateTimeField(db_comment="S1 first sign-in with it")
    last_at = models.DateTimeField(db_comment="S1 last sign-in with it")

    class Meta:
        db_table = "partners_known_browser"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "secret_hash"], name="known_browser_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class OwnAddress(models.Model):
    """Where somebody lives, as a keyed hash only, so that it is noticed when they open a record of that address."""

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 whose"
    )
    token = models.CharField(max_length=64, db_comment="S1 keyed hash of postcode and number, never the address")

    class Meta:
        db_table = "partners_own_address"

    def __str__(self) -> str:
        return str(self.account_id)
