"""Organisations of the partnership, the domains of their addresses, and their teams."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

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
    works_offline = models.BooleanField(
        default=False, db_comment="S0 may its people keep sealed drafts on a device, to write without a network"
    )
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
