"""The tables of partners, gathered here so that the rest of the house imports them from one place."""

from __future__ import annotations

from opennrm.partners.models.account import Account, AccountManager, Invitation
from opennrm.partners.models.looking import OwnAddress, RecordsOpened
from opennrm.partners.models.organisation import EmailDomain, Organisation, Team
from opennrm.partners.models.profile_change import ProfileChange
from opennrm.partners.models.role import RoleHeld, RoleProposed
from opennrm.partners.models.signing_in import KnownBrowser, SignedInSession, Tries
from opennrm.partners.models.token import ApiToken

__all__ = [
    "Account",
    "AccountManager",
    "ApiToken",
    "EmailDomain",
    "Invitation",
    "KnownBrowser",
    "Organisation",
    "OwnAddress",
    "ProfileChange",
    "RecordsOpened",
    "RoleHeld",
    "RoleProposed",
    "SignedInSession",
    "Team",
    "Tries",
]
