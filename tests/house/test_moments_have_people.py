"""Every moment at which somebody did something says who: `_at` stands beside `_by`."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

NOBODY_DID_IT = {
    "partners.Invitation.expires_at": "time runs out by itself",
    "partners.KnownBrowser.first_at": "the browser says whose it is",
    "partners.KnownBrowser.last_at": "the browser says whose it is",
    "partners.SignedInSession.last_seen_at": "the session says whose it is",
    "cases.BeforePanel.decided_at": "a panel decided; whose vote was the last is told by nothing but the event",
    "notifications.Message.created_at": "follows from an event, which says who",
    "notifications.Message.next_attempt_at": "the outbox sets it",
    "notifications.Message.gives_up_at": "time runs out by itself",
    "notifications.Message.refused_at": "the channel refused it",
    "notifications.Webhook.next_attempt_at": "the outbox sets it",
    "notifications.Webhook.rotated_at": "follows from the event, which says who",
    "notifications.Webhook.stopped_at": "the outbox gives it up",
    "notifications.WebhookCall.happened_at": "follows from an event, which says who",
    "notifications.WebhookCall.sent_at": "the outbox sends it",
    "partners.ApiToken.expires_at": "time runs out by itself",
    "partners.ApiToken.last_used_at": "the token says whose it is",
    "referrals.ReferralAccess.from_at": "follows from the event that `because` names",
    "referrals.ReferralAccess.until_at": "follows from the event that `because` names",
    "cases.CaseAccess.from_at": "follows from the event that `because` names",
    "cases.CaseAccess.until_at": "follows from the event that `because` names",
    "cases.OwnPage.visit_until_at": "time runs out by itself",
    "cases.Emergency.until_at": "time runs out by itself",
    "cases.Clock.started_at": "follows from the event that starts it",
    "cases.Clock.ended_at": "follows from the event that meets or moves it",
    "retention.Hold.told_at": "the sweep tells it on its day",
    "vault.DataKey.made_at": "made by the first writing under it, whose event says who",
    "vault.WrappingKey.made_at": "made by an operator at the command line, who has no account",
    "vault.WrappingKey.retired_at": "retired by an operator at the command line",
    "vault.Mark.marked_at": "marked by an operator at the command line",
    "vault.SealedColumn.sealed_at": "sealed by an operator at the command line",
    "cases.Mention.read_at": "the row says who was mentioned, and nobody else reads it",
    "retention.Proposal.proposed_at": "the daily sweep proposes",
    "evidence.File.scanned_at": "the scanner answered",
    "assurance.Reviewer.declared_at": "the row says whose it is, and nobody declares for them",
    "assurance.Reviewer.stood_aside_at": "the row says whose it is",
    "assurance.GivenOpinion.given_at": "its `by` says whose it is",
    "panels.Invitation.answered_at": "the row says who was asked, and nobody answers for them",
    "panels.Sitting.starts_at": "its hour, whoever comes",
    "panels.Hearing.opened_at": "its chair opens it",
    "panels.Hearing.ended_at": "follows from an event, which says who, if that tells no vote",
    "panels.Seat.declared_at": "the row says whose it is, and nobody declares for them",
    "cases.Check.void_at": "follows from the edit, whose event says who",
}


def without_a_person(tables: Iterable[type[models.Model]]) -> list[str]:
    """The moments of these tables without the person beside them."""
    found = []
    for table in tables:
        names = {field.name for field in table._meta.local_fields}
        lone = sorted(name for name in names if name.endswith("_at") and f"{name[:-3]}_by" not in names)
        found += [f"{table._meta.label}.{name}" for name in lone]
    return found


def test_every_moment_has_its_person_or_a_reason() -> None:
    ours = [table for table in apps.get_models() if table.__module__.startswith("opennrm.")]
    assert set(without_a_person(ours)) == set(NOBODY_DID_IT)


@isolate_apps("opennrm.partners")
def test_a_planted_moment_is_found() -> None:
    class Planted(models.Model):
        id = models.BigAutoField(primary_key=True)
        closed_at = models.DateTimeField()
        opened_at = models.DateTimeField()
        opened_by = models.UUIDField()

        class Meta:
            app_label = "partners"

    assert without_a_person([Planted]) == ["partners.Planted.closed_at"]
