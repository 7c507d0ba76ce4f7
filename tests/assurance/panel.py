"""A panel of reviewers for tests, and what its people do by the real actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from opennrm.assurance.actions.naming import name_reviewers
from opennrm.assurance.actions.reviewing import declare_no_interest, give_opinion
from opennrm.assurance.queries import reviews_to_convene
from opennrm.cases.independent_reviews import ReviewHead
from opennrm.mechanism.independent_review import TEST
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.models import Account, Organisation
from tests.factories import partners
from tests.factories.referrals import House

ALL_WELL = {question.key: "yes" for question in TEST}


@dataclass
class Panel:
    """Who convenes, and four who review."""

    convener: Account
    reviewers: list[Account]
    at: datetime
    tokens: list[str] = field(default_factory=list)

    def waiting(self) -> ReviewHead:
        """The review that waits the longest."""
        return next(head for head in reviews_to_convene(partners.actor(self.convener)) if head.state == "asked")

    def names(self, *which: int) -> UUID:
        """Name these of the reviewers for the review that waits; gives its id."""
        head = self.waiting()
        chosen = [str(self.reviewers[each].id) for each in which]
        name_reviewers(head.id, chosen, by=partners.actor(self.convener), at=self.at, token=str(uuid4()))
        return head.id

    def declares(self, review_id: UUID, which: int) -> None:
        """One of them declares that they have no interest."""
        declare_no_interest(review_id, by=partners.actor(self.reviewers[which]), at=self.at)

    def says(
        self, review_id: UUID, which: int, opinion: str, because: str = "Because of what it says.", **said: Any
    ) -> None:
        """One of them gives an opinion."""
        self.declares(review_id, which)
        told: dict[str, Any] = {
            "text_hash": self.waiting().text_hash,
            "test": ALL_WELL,
            "opinion": opinion,
            "because": because,
            "token": str(uuid4()),
            **said,
        }
        give_opinion(review_id, by=partners.actor(self.reviewers[which]), at=self.at, **told)

    def reviews(self, *opinions: str) -> None:
        """The whole review that waits: as many reviewers as opinions."""
        review_id = self.names(*range(len(opinions)))
        for which, opinion in enumerate(opinions):
            self.says(review_id, which, opinion)


def panel(at: datetime) -> Panel:
    """The panel that the reform promised."""
    made = partners.organisation("Assurance Panel", kind=OrganisationType.OVERSIGHT, nation=None, may_refer=False)
    Organisation.objects.filter(id=made.id).update(slug="multi-agency-assurance-panel")
    team = partners.team(Organisation.objects.get(id=made.id))
    return Panel(
        convener=partners.account("review_convener", in_team=team, name="Iris Vale"),
        reviewers=[
            partners.account("independent_reviewer", in_team=team, name=name)
            for name in ("Jocasta Hart", "Lena Moor", "Solange Finch", "Wren Abbot")
        ],
        at=at,
    )


def to_review(house: House, reference: str, reasons: str = "These are the reasons.") -> None:
    """A negative on reasonable grounds, countersigned, and so sent for review."""
    house.decide(reference, "negative", reasons)
    house.check(reference)
