"""Reading for the person themselves where their case stands, and for who gave them the page that there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house, ask_as
from opennrm.cases.looks import looks_for_person
from opennrm.cases.models import Case, OwnPage
from opennrm.cases.parties import parties_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.serving import Audience
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.organisations import organisations_to_choose, slugs_of
from opennrm.vault.hashes import keyed_hash


@dataclass(frozen=True, slots=True)
class LookDay:
    """On a day, somebody in these roles of an organisation looked at the record."""

    on: date
    organisation: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """What a person is shown of their own case: no name, no reference, and nothing that anybody wrote."""

    page_id: UUID
    reference: str
    """For the history, never for the page."""
    stage: str
    due_on: date | None
    review_on: date | None
    decides: str
    supports: str
    """The short names of the organisations that decide and support; empty where none does."""
    looks: tuple[LookDay, ...]


@dataclass(frozen=True, slots=True)
class OwnPageRow:
    """A page that was given: since when, and if it was closed, when and why (coded)."""

    offered_at: datetime
    second: str
    ended_at: datetime | None
    ended_because: str


def hash_of_code(code: str) -> str:
    """What is kept of a code, and by which its page is found; the code in its one spelling."""
    return keyed_hash("code of an own page", code)


def hash_of_visit(visit: str) -> str:
    """What is kept of a visit, by what the browser holds that opened the page."""
    return keyed_hash("visit of an own page", visit)


@as_the_house()  # of a case that is another's: that its person has a page, and since when
def own_page_of(reference: str) -> OwnPageRow | None:
    """The page that was given last, for a face that has itself asked who may see the case or the referral."""
    rows = OwnPage.objects.filter(case__reference=reference).order_by("-offered_at")
    row = rows.values_list("offered_at", "second", "ended_at", "ended_because").first()
    return OwnPageRow(*row) if row else None


def own_standing(visit: str, *, at: datetime) -> OwnStanding | None:
    """What the person sees whose browser holds this visit; None if it is over. From here on the page asks, nobody else.

    The database is told the page's id alone, and so shows one case, whatever this program asks it.
    """
    page_id = _page_of(visit, at)
    if page_id is None:
        return None
    ask_as((page_id,), at)
    cases = Case.objects.select_related("owner_team__organisation")
    case = cases.filter(own_pages=page_id, erased_on__isnull=True).first()
    if case is None:
        return None
    supports = [each.organisation_id for each in parties_of(case.id) if each.audience is Audience.SUPPORT_PROVIDER]
    police = {each.name for each in organisations_to_choose((OrganisationType.POLICE,), legal_day(at))}
    looks = (
        # That the police have it, and when, is nothing for whoever looks over a shoulder.
        (each.on, "", ()) if each.organisation in police else (each.on, each.organisation, each.roles)
        for each in looks_for_person(case.reference)
    )
    return OwnStanding(
        page_id=page_id,
        reference=case.reference,
        stage=case.stage,
        due_on=case.due_on,
        review_on=case.review_on,
        decides=case.owner_team.organisation.slug,
        supports=next(iter(slugs_of(supports[:1]).values()), ""),
        looks=tuple(LookDay(*each) for each in dict.fromkeys(looks))[::-1],
    )


@as_the_house()  # until it is known whose visit it is, nobody asks
def _page_of(visit: str, at: datetime) -> UUID | None:
    open_pages = OwnPage.objects.filter(visit_hash=hash_of_visit(visit), visit_until_at__gt=at, ended_at__isnull=True)
    return open_pages.values_list("id", flat=True).first()
