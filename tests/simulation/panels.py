"""What a unit and its panels do with a case: pass it on, put it before a panel, hear it, and write it down."""

from __future__ import annotations

from opennrm.mechanism import events as happened
from opennrm.mechanism.panels.deciding import PanelResult, constitution_for, panel_of, refusal_to_handle, who_handles
from opennrm.mechanism.panels.members import Agency, Member
from opennrm.mechanism.panels.voting import ABSTAIN, Ballot, Hearing, State, cast, close, vote
from opennrm.mechanism.stages import Move
from opennrm.mechanism.vocabulary import Outcome
from tests.simulation.cases import Case
from tests.simulation.deciding import write_down
from tests.simulation.office import Office

AGENCIES = tuple(Agency)


def put_before(office: Office, case: Case) -> int:
    """The unit puts it before a panel; whoever else has it passes it to the unit first."""
    by = office.staff.one("caseworker", office.day, office.chance)
    if by is None:
        return 1
    version, kind = office.version(case), case.about
    if refusal_to_handle(version, case.authority, kind) is not None:
        unit = who_handles(version, kind).key
        told = {"from_authority": case.authority, "to_authority": unit, "owner_team": "T2"}
        office.go(case, Move.TRANSFER, happened.CaseTransferred, by, **told)
        case.authority = unit
        return 1
    case.result = None
    case.forget_what_was_written()
    put, agencies = happened.CasePutBeforePanel, ("police", "health")
    office.go(case, Move(f"put_before_panel_{kind.value}"), put, by, decision=kind.value, agencies=agencies)
    return 7 + int(office.draw() * 14)


def sit(office: Office, case: Case) -> int:
    """Those who are there of eight vote, and the chair closes; with too few the case waits for another day."""
    kind = case.about
    panel = panel_of(office.version(case).deciding(kind))
    chair = office.staff.one("chair", office.day, office.chance)
    assert panel is not None
    if chair is None:
        return 7
    invited = office.chance.sample(office.staff.people["member"], panel.invited)
    members = tuple(
        Member(person.account, f"organisation-{number}", AGENCIES[number % len(AGENCIES)])
        for number, person in enumerate(invited)
        if not office.staff.is_away(person.account, office.day)
    )
    hearing = Hearing(rules=constitution_for(panel), chair=chair, members=members)
    leaves_early = 0.5 if office.draw() < 0.1 else 0.05
    for member in members:
        if hearing.state is State.OPEN and office.draw() >= leaves_early:
            hearing = vote(hearing, Ballot(member.account, _voted(office)))
    if hearing.state is State.OPEN:
        hearing = close(hearing, chair)
    if hearing.state is State.TIED:
        office.seen["ties"] += 1
        hearing = cast(hearing, Ballot(chair, Outcome.POSITIVE.value, "It protects."))
    if hearing.state is State.WITHOUT_QUORUM:
        office.seen["panels without quorum"] += 1
        taken, because = happened.CaseTakenFromPanel, "no_quorum"
        office.go(case, Move(f"take_from_panel_{kind.value}"), taken, chair, decision=kind.value, because=because)
        return 7
    assert hearing.result is not None
    heard = tuple(ballot.account for ballot in hearing.ballots)
    case.result = PanelResult(Outcome(hearing.result.choice), chair, frozenset(heard))
    agencies = tuple(sorted({member.agency.value for member in members if member.account in heard}))
    office.go(
        case,
        Move(f"decide_by_panel_{kind.value}"),
        happened.PanelDecided,
        chair,
        decision=kind.value,
        outcome=hearing.result.choice,
        hearing="00000000-0000-4000-8000-000000000200",
        chair=chair,
        heard=heard,
        agencies=agencies,
    )
    return 1


def _voted(office: Office) -> str:
    draw = office.draw()
    return ABSTAIN if draw < 0.08 else Outcome.POSITIVE.value if draw < 0.55 else Outcome.NEGATIVE.value


def write_it_down(office: Office, case: Case) -> int:
    """The unit writes down what the panel came to; now and then somebody would rather have it otherwise."""
    by = office.staff.one("caseworker", office.day, office.chance)
    if by is None:
        return 1
    assert case.result is not None
    wanted = office.chance.choice(tuple(Outcome)) if office.draw() < 0.1 else case.result.outcome
    rules = office.version(case).deciding(case.about)
    refusal = office.law.refusal_without_panel(rules, wanted, case.result)
    if refusal is not None:
        office.seen[f"refused: {refusal.code}"] += 1
        return 1
    return write_down(office, case, by, wanted)
