"""A reviewer declares that they have no interest, or stands aside; reads the case; and gives an opinion, sealed.

The opinions are counted once all who review have given theirs, and nothing of them is told before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from opennrm.assurance.actions.settling import set_aside, settle
from opennrm.assurance.models import GivenOpinion, Reviewer
from opennrm.assurance.queries import own_review
from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.independent_reviews import Locked, let_read, locked_review
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.independent_reviews import who_had_a_part
from opennrm.mechanism.events import IndependentOpinionGiven, IndependentReviewerDeclared
from opennrm.mechanism.independent_review import OWN_REASONS, StandsAside, refusal_of_opinion, refusal_to_review
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours
from opennrm.vault.hashes import keyed_hash

FIRST_DECLARE = Refusal(
    "not_declared", "First declare that you have no interest in this case: then you can read it.", "house"
)


def declare_no_interest(review_id: UUID, *, by: Actor, at: datetime) -> str:
    """Declare that one has no interest in the case, before reading anything; from then on one may read it.

    Declared again, nothing changes. Gives the reference of the case. Raises `NotYours`; `Refused` where it is over.
    """
    with command():
        head, _row = own_review(by, review_id)
        with as_the_house():
            locked, row = _locked(review_id, by)
            let_read(locked, by.account_id, at=at)
            if row.declared_at is None:
                row.declared_at = at
                row.save(update_fields=["declared_at"])
                told = IndependentReviewerDeclared(subject=head.reference, case=head.reference, review=str(review_id))
                announce(told, at=at, by=by.account_id)
        return head.reference


def stand_aside(review_id: UUID, *, because: str, by: Actor, at: datetime, token: str) -> None:
    """Do not review this decision: an interest in it, or no time. What one said of it counts for nothing.

    Raises `NotYours`; `Refused` for no reason, or where it is over.
    """
    if because not in OWN_REASONS:
        raise Refused(Refusal("no_reason", "Choose why you do not review this decision.", "house", "because"))
    with command():
        body = {"review": str(review_id), "because": because}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        own_review(by, review_id)
        with as_the_house():
            locked, row = _locked(review_id, by)
            set_aside(row, StandsAside(because), by=by.account_id, at=at)
            settle(locked, by=by.account_id, at=at)


def give_opinion(
    review_id: UUID,
    *,
    text_hash: str,
    test: Mapping[str, str],
    opinion: str,
    because: str,
    by: Actor,
    at: datetime,
    token: str,
) -> None:
    """Say what one found of the decision whose text has this hash; said again before the others, it replaces.

    Raises `NotYours`; `Refused` naming the field that is wrong, where the text reads differently, or where it is over.
    """
    refuse_if(refusal_of_opinion(test, opinion, because))
    refuse_if(refusal_of_length(because, "because"))
    with command():
        body = {"text_hash": text_hash, "test": dict(test), "opinion": opinion, "because": because}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        head, _row = own_review(by, review_id)
        if head.text_hash != text_hash:
            raise Refused(Refusal("changed_meanwhile", "The decision reads differently now. Read it again.", "house"))
        with as_the_house():
            locked, row = _locked(review_id, by)
            if row.declared_at is None:
                raise Refused(FIRST_DECLARE)
            refuse_if(refusal_to_review(str(by.account_id), _who_had_a_part(head.reference)))
            content = json.dumps({"test": dict(test), "opinion": opinion, "because": because}, ensure_ascii=False)
            kept = {"text_hash": text_hash, "content": content, "given_at": at}
            found = GivenOpinion.objects.filter(review_id=review_id, by_id=by.account_id).first()
            if found is None:
                GivenOpinion.objects.create(review_id=review_id, by_id=by.account_id, **kept)
            else:
                for name, value in kept.items():
                    setattr(found, name, value)
                found.save(update_fields=[*kept])
            said = opinion_hash(review_id, by.account_id, content)
            told = IndependentOpinionGiven(subject=str(review_id), opinion_hash=said)
            announce(told, at=at, by=by.account_id)
            settle(locked, by=by.account_id, at=at)


def opinion_hash(review_id: UUID, by: UUID, content: str) -> str:
    """The keyed hash by which the history knows what somebody said in a review."""
    return keyed_hash("opinion", [str(review_id), str(by), content])


def _locked(review_id: UUID, by: Actor) -> tuple[Locked, Reviewer]:
    """The review, its case, and the actor's part in it as it stands now: they may just have stood aside."""
    locked = locked_review(review_id)
    row = Reviewer.objects.filter(review_id=review_id, account_id=by.account_id, stood_aside_at__isnull=True).first()
    if row is None:
        raise NotYours
    return locked, row


def _who_had_a_part(reference: str) -> frozenset[str]:
    return frozenset(str(each) for each in who_had_a_part(reference))
