"""Reading cases, always by name of who asks; a case that is not theirs does not exist for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case as Case_
from django.db.models import Count, Q, Subquery, When

from opennrm.audit.asking import as_the_house
from opennrm.cases.models import Case, Clock, Decision
from opennrm.cases.visibility import is_own_work_of, rows_naming, visible_to
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.vault.together import Reading, Row, Rows


@dataclass(frozen=True, slots=True)
class CaseRead:
    """Where a case stands."""

    id: UUID
    reference: str
    person_id: UUID
    referred_by: str
    profile: str
    profile_version: str
    authority: str
    stage: str
    kind: str
    age_answer: str
    nation: str
    received_on: date
    due_on: date | None
    owner_team_id: UUID
    owner_team: str
    owner_id: UUID | None
    owner: str | None
    reasonable_grounds: str
    reasonable_grounds_on: date | None
    conclusive_grounds: str
    conclusive_grounds_on: date | None
    ended_on: date | None
    version: int
    erased_on: date | None
    restricted: bool
    restricted_because: str
    is_own_work: bool
    """Does whoever reads it work on it: otherwise they say why they open it."""
    named_because: str
    """Why a row of access names whoever reads it, coded; empty where none does."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the case of a referral stands, as its referrer may know it."""

    stage: str
    reasonable_grounds: str
    reasonable_grounds_on: date | None
    conclusive_grounds: str = ""
    conclusive_grounds_on: date | None = None
    kind: str = ""
    due_on: date | None = None
    asked: int = 0
    """How many requests for information wait for an answer of who referred."""


@dataclass(frozen=True, slots=True)
class ClockRead:
    """A clock and its explanation."""

    rule: str
    kind: str
    starts_on: date
    due_on: date | None
    explanation: str
    ended_at: datetime | None
    ended_because: str


@dataclass(frozen=True, slots=True)
class CheckRead:
    """A second officer's check; `void_at` is set once an edit made it void."""

    agreed: bool
    remark: str
    text_hash: str
    checked_at: datetime
    checked_by: str
    checked_by_id: UUID
    void_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionRead:
    """A decision as it was written, with its checks, the newest last."""

    id: UUID
    kind: str
    outcome: str
    reasons: str
    standard: str
    guidance: str
    guidance_title: str
    profile: str
    profile_version: str
    text_hash: str
    state: str
    written_at: datetime
    written_by: str
    written_by_id: UUID
    served_at: datetime | None
    checks: tuple[CheckRead, ...]

    @property
    def countersigned(self) -> CheckRead | None:
        """The check that stands and agrees with this very text, if there is one."""
        return next((c for c in self.checks if c.agreed and not c.void_at and c.text_hash == self.text_hash), None)


def case_for(actor: Actor, reference: str, *, at: datetime, needs: Permission = Permission.SEE_CASES) -> CaseRead:
    """A case that this actor may see, or do with what `needs` names. Raises `NotYours` otherwise."""
    case = (
        Case.objects.select_related("owner_team", "owner", "referred_by")
        .annotate(
            is_own_work=Case_(When(is_own_work_of(actor, at), then=True), default=False),
            named_because=Subquery(rows_naming(actor, at).order_by("id").values("because")[:1]),
        )
        .filter(visible_to(actor, at, needs), reference=reference)
        .first()
    )
    if case is None:
        raise NotYours
    return CaseRead(
        id=case.id,
        reference=case.reference,
        person_id=case.person_id,
        referred_by=case.referred_by.name,
        profile=case.profile,
        profile_version=case.profile_version,
        authority=case.authority,
        stage=case.stage,
        kind=case.kind,
        age_answer=case.age_answer,
        nation=case.nation,
        received_on=case.received_on,
        due_on=case.due_on,
        owner_team_id=case.owner_team_id,
        owner_team=case.owner_team.name,
        owner_id=case.owner_id,
        owner=case.owner.name if case.owner else None,
        reasonable_grounds=case.reasonable_grounds,
        reasonable_grounds_on=case.reasonable_grounds_on,
        conclusive_grounds=case.conclusive_grounds,
        conclusive_grounds_on=case.conclusive_grounds_on,
        ended_on=case.ended_on,
        version=case.version,
        erased_on=case.erased_on,
        restricted=case.restricted,
        restricted_because=case.restricted_because,
        is_own_work=case.is_own_work,
        named_because=case.named_because or "",
    )


STANDING = "stage reasonable_grounds reasonable_grounds_on conclusive_grounds conclusive_grounds_on kind due_on asked"


@as_the_house()  # a stage and its dates, of a case that is another's
def standing_of(references: list[str]) -> dict[str, Standing]:
    """Where the cases of these referrals stand, for a face that has itself asked who may see the referrals."""
    waiting = Q(requests__case_waits=True, requests__answer="", requests__closed_on__isnull=True)
    cases = Case.objects.filter(reference__in=references).annotate(asked=Count("requests", filter=waiting))
    rows = cases.values_list("reference", *STANDING.split())
    return {row[0]: Standing(*row[1:]) for row in rows}


@as_the_house()  # a stage and its dates, of a case that is another's
def authority_of(reference: str) -> str:
    """The title of the authority that holds the case of a referral. Raises `NotYours` if there is no such case."""
    row = Case.objects.filter(reference=reference).values_list("profile", "authority").first()
    if row is None:
        raise NotYours
    return authority_title(*row)


def authority_title(profile: str, key: str) -> str:
    """The title of an authority of a profile."""
    return PROFILES_OF_CASES[profile].authorities[key].title


def guidance_title(profile: str, code: str) -> str:
    """The title of guidance that a decision names by its code; the code where the profile no longer has it."""
    known = PROFILES_OF_CASES[profile]
    later = [change.sets["guidance"] for change in known.changes if "guidance" in change.sets]
    return next((each.title for each in (known.rules.guidance, *later) if each.code == code), code)


def clocks_of(case_id: UUID) -> list[ClockRead]:
    """The clocks of a case, those that run first."""
    return clocks_reading(case_id).alone()


def clocks_reading(case_id: UUID) -> Reading[list[ClockRead]]:
    """The same, to be read together with something else."""
    rows = Clock.objects.filter(case_id=case_id).order_by("ended_at", "started_at")
    columns = ("rule", "kind", "starts_on", "due_on", "explanation", "ended_at", "ended_because")
    return Reading(rows.values_list(*columns), lambda found: [ClockRead(*row) for row in found])


def clocks_by_id(case_id: UUID) -> dict[int, ClockRead]:
    """Every clock of a case by the id of its row, which never moves."""
    columns = ("id", "rule", "kind", "starts_on", "due_on", "explanation", "ended_at", "ended_because")
    rows = Clock.objects.filter(case_id=case_id).order_by("started_at", "id").values_list(*columns)
    return {id_: ClockRead(*rest) for id_, *rest in rows}


def decisions_of(case_id: UUID) -> list[DecisionRead]:
    """The decisions of a case in the order they were written, each with its checks."""
    return decisions_reading(case_id).alone()


OF_A_DECISION = (
    "id",
    "kind",
    "outcome",
    "reasons",
    "standard",
    "guidance",
    "profile",
    "profile_version",
    "text_hash",
    "state",
    "written_at",
    "written_by__name",
    "written_by_id",
    "served_at",
)
OF_A_CHECK = ("agreed", "remark", "text_hash", "checked_at", "checked_by__name", "checked_by_id", "void_at")


def decisions_reading(case_id: UUID) -> Reading[list[DecisionRead]]:
    """The same, to be read together with something else: a row for each check, or one for a decision without."""
    rows = Decision.objects.filter(case_id=case_id).order_by("written_at", "id", "checks__id")
    columns = [*OF_A_DECISION, *(f"checks__{name}" for name in OF_A_CHECK)]
    return Reading(rows.values_list(*columns), _decisions_in)


def _decisions_in(rows: Rows) -> list[DecisionRead]:
    split = len(OF_A_DECISION)
    checks: dict[UUID, list[CheckRead]] = {row[0]: [] for row in rows}
    for row in rows:
        check = dict(zip(OF_A_CHECK, row[split:], strict=True))
        if check["checked_at"] is not None:
            checks[row[0]].append(
                CheckRead(
                    agreed=check["agreed"],
                    remark=check["remark"] or "",
                    text_hash=check["text_hash"],
                    checked_at=check["checked_at"],
                    checked_by=check["checked_by__name"],
                    checked_by_id=check["checked_by_id"],
                    void_at=check["void_at"],
                )
            )
    return [_decision_in(row, tuple(checks[id_])) for id_, row in {row[0]: row[:split] for row in rows}.items()]


def _decision_in(row: Row, checks: tuple[CheckRead, ...]) -> DecisionRead:
    d = dict(zip(OF_A_DECISION, row, strict=True))
    return DecisionRead(
        id=d["id"],
        kind=d["kind"],
        outcome=d["outcome"],
        reasons=d["reasons"],
        standard=d["standard"],
        guidance=d["guidance"],
        guidance_title=guidance_title(d["profile"], d["guidance"]),
        profile=d["profile"],
        profile_version=d["profile_version"],
        text_hash=d["text_hash"],
        state=d["state"],
        written_at=d["written_at"],
        written_by=d["written_by__name"],
        written_by_id=d["written_by_id"],
        served_at=d["served_at"],
        checks=checks,
    )


def standing_decision(case_id: UUID) -> DecisionRead | None:
    """The decision that is put forward or served, if there is one."""
    return next((d for d in reversed(decisions_of(case_id)) if d.state in ("put_forward", "served")), None)
