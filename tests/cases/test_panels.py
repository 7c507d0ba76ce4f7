"""In the pilot a nurse refers, a lead decides, a panel decides, and one who was there agrees to what is written."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import events_of_case
from opennrm.audit.record import command
from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.deciding import decide
from opennrm.cases.actions.panels import HearingFacts, let_read, panel_decided, put_before_panel, take_from_panel
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.independent_reviews import who_had_a_part
from opennrm.cases.models import BeforePanel, Case, CaseAccess
from opennrm.cases.panels import cases_before_panels, constitution_of, parts_in, result_of_panel
from opennrm.cases.verification import check_cases
from opennrm.mechanism.panels.members import Agency, Part
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from tests.behind import asked_by
from tests.factories import partners
from tests.factories.pilot import MIX, Pilot, pilot
from tests.factories.referrals import authority_organisation

pytestmark = pytest.mark.django_db
FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS


@pytest.fixture
def people(settings: Any) -> Pilot:
    settings.PROFILES_ADOPTED = [("pilot_2015", "2015-08-03")]
    return pilot()


def refusal(found: pytest.ExceptionInfo[Refused]) -> str:
    return found.value.refusal.code


def test_from_the_nurse_to_the_letters(people: Pilot) -> None:
    reference = people.refers()
    case = people.read(reference, people.lead)
    assert (case.profile, case.authority) == ("pilot_2015", "slavery_safeguarding_leads")
    with pytest.raises(NotYours):
        people.read(reference, people.convener)
    assert people.decides(reference, people.lead, "positive", FIRST) == "recovery"
    assert people.read(reference, people.convener).authority == "case_management_unit"
    with pytest.raises(NotYours):  # the lead referred on, and has no part in what comes
        people.read(reference, people.lead)

    people = people.later(45)
    people.ends_recovery(reference)
    with pytest.raises(Refused) as found:
        people.decides(reference, people.convener, "positive", SECOND)
    assert refusal(found) == "no_panel_decided"
    with pytest.raises(Refused) as found:
        people.puts_before_panel(reference)
    assert refusal(found) == "not_consulted"
    people.consults(reference)
    people.puts_before_panel(reference)
    assert people.read(reference, people.convener).stage == Stage.CONCLUSIVE_GROUNDS_BEFORE_PANEL
    people.panel_decides(reference, Outcome.POSITIVE)
    with pytest.raises(Refused) as found:
        people.decides(reference, people.convener, "negative", SECOND)
    assert refusal(found) == "not_what_the_panel_decided"
    people.decides(reference, people.convener, "positive", SECOND)
    with pytest.raises(Refused) as found:
        people.checks(reference, people.colleague)
    assert refusal(found) == "was_not_there"
    people.checks(reference, people.chair)
    people.serves(reference, people.convener)
    assert people.read(reference, people.convener).stage == Stage.CONCLUSIVE_GROUNDS_POSITIVE
    assert not CaseAccess.objects.filter(because="panel", until_at__isnull=True).exists()
    kinds = [event.kind for event in events_of_case(reference)]
    assert kinds.index("PanelDecided") < kinds.index("ConclusiveGroundsDecided")
    assert "LetterWritten" in kinds[kinds.index("ConclusiveGroundsDecided") :]
    assert list(check_cases()) == []


def test_a_referral_from_elsewhere_comes_under_the_profile_that_the_pilot_falls_back_to(people: Pilot) -> None:
    partners.team(authority_organisation("uk-human-trafficking-centre"))
    case = Case.objects.get(reference=people.refers(town="norwich"))
    assert (case.profile, case.authority) == ("central_2009", "uk_human_trafficking_centre")


def test_a_lead_of_who_referred_comes_before_one_of_the_area(people: Pilot) -> None:
    own = partners.account("slavery_safeguarding_lead", of=people.nurse.organisation, name="Own Lead")
    team = partners.team(people.nurse.organisation, "Safeguarding")
    own.roles_held.update(team=team)
    team.receives = True
    team.save()
    reference = people.refers()
    assert people.read(reference, own).authority == "slavery_safeguarding_leads"
    with pytest.raises(NotYours):
        people.read(reference, people.lead)


def test_a_lead_has_a_colleague_check_a_negative(people: Pilot) -> None:
    reference = people.refers()
    people.decides(reference, people.lead, "negative", FIRST)
    with pytest.raises(Refused):
        people.checks(reference, people.lead)
    people.checks(reference, people.second_lead)
    people.serves(reference, people.lead)
    assert people.read(reference, people.lead).stage == Stage.REASONABLE_GROUNDS_NEGATIVE
    assert list(check_cases()) == []


def test_the_mix_of_a_panel_is_what_can_decide(people: Pilot) -> None:
    people, reference = people.to_conclusive_grounds()
    people.consults(reference)
    seen = people.read(reference, people.convener).version
    wrong = {"too_few_asked": {"police": 4}, "too_many_asked": {"police": 11}, "no_such_agency": {"army": 8}}
    for code, needs in wrong.items():
        with pytest.raises(Refused) as found:
            put_before_panel(reference, needs=needs, seen=seen, by=partners.actor(people.convener), at=people.at)
        assert (refusal(found), found.value.refusal.field) == (code, "army" if "army" in needs else "police")


def test_what_waits_for_a_panel_is_told_to_who_convenes_and_to_nobody_else(people: Pilot) -> None:
    people, reference = people.before_panel()
    case = Case.objects.get(reference=reference)
    (waiting,) = cases_before_panels(case.owner_team_id)
    assert (waiting.reference, waiting.child, waiting.kind) == (reference, False, SECOND)
    assert waiting.needs[Agency.POLICE] == 2
    assert waiting.due_on is not None
    rules = constitution_of(case.id, people.at)
    assert (rules.quorum, rules.choices) == (5, ("positive", "negative"))
    with pytest.raises(LookupError):
        panel_of_nothing = Case.objects.get(reference=people.refers())
        constitution_of(panel_of_nothing.id, people.at)


def test_who_had_a_part_is_known_without_reading_the_case(people: Pilot) -> None:
    people, reference = people.before_panel()
    parts = parts_in(Case.objects.get(reference=reference).id)
    told = {(part.part, part.account) for part in parts}
    assert (Part.DECIDED, str(people.lead.id)) in told
    assert (Part.WORKED_ON_IT, str(people.convener.id)) in told
    assert {part.organisation for part in parts if part.part is Part.REFERRED} == {str(people.nurse.organisation_id)}
    assert not {str(member.id) for member in people.members} & {part.account for part in parts}


def test_a_panel_with_too_few_decides_nothing(people: Pilot) -> None:
    people, reference = people.before_panel()
    with pytest.raises(Refused) as found:
        people.panel_decides(reference, Outcome.NEGATIVE, heard=4)
    assert refusal(found) == "no_quorum"
    assert people.read(reference, people.convener).stage == Stage.CONCLUSIVE_GROUNDS_BEFORE_PANEL
    assert result_of_panel(Case.objects.get(reference=reference).id, SECOND) is None


def test_a_case_is_taken_back_and_its_panel_decides_it_no_longer(people: Pilot) -> None:
    people, reference = people.before_panel()
    seen = people.read(reference, people.convener).version
    by = partners.actor(people.convener)
    with pytest.raises(Refused) as found:
        take_from_panel(reference, because="dislikes them", seen=seen, by=by, at=people.at)
    assert found.value.refusal.field == "because"
    take_from_panel(reference, because="new_information", seen=seen, by=by, at=people.at)
    take_from_panel(reference, because="new_information", seen=seen, by=by, at=people.at)  # sent twice
    with pytest.raises(Refused) as found:
        people.panel_decides(reference, Outcome.NEGATIVE)
    assert refusal(found) == "not_before_a_panel"
    people.puts_before_panel(reference)
    states = list(BeforePanel.objects.order_by("put_at", "state").values_list("state", flat=True))
    assert sorted(states) == ["taken_back", "waiting"]
    assert list(check_cases()) == []


def test_what_a_panel_decided_stands_when_its_text_is_returned(people: Pilot) -> None:
    people, reference = people.before_panel()
    people.panel_decides(reference, Outcome.NEGATIVE)
    people.decides(reference, people.convener, "negative", SECOND)
    people.decides(reference, people.convener, "negative", SECOND)  # written anew, with what they agreed to void
    people.checks(reference, people.members[0])
    people.serves(reference, people.convener)
    assert people.read(reference, people.convener).stage == Stage.CONCLUSIVE_GROUNDS_NEGATIVE
    assert list(check_cases()) == []


def test_the_unit_decides_nothing_that_leads_decide(people: Pilot) -> None:
    reference = people.refers()
    Case.objects.filter(reference=reference).update(authority="case_management_unit")
    with pytest.raises(Refused) as found:
        decide(
            reference,
            kind=FIRST,
            outcome="positive",
            reasons="",
            seen=people.read(reference, people.lead).version,
            by=partners.actor(people.lead),
            at=people.at,
        )
    assert refusal(found) == "not_its_decision"


def test_a_result_of_nothing_is_refused(people: Pilot) -> None:
    reference = people.refers()
    facts = HearingFacts(people.chair.id, people.chair.id, [member.id for member in people.members], tuple(MIX))
    with pytest.raises(Refused) as found:
        panel_decided(
            Case.objects.get(reference=reference).id, Outcome.NEGATIVE, facts, by=people.chair.id, at=people.at
        )
    assert refusal(found) == "not_before_a_panel"


def test_verify_finds_a_row_that_says_another_outcome_or_other_people(people: Pilot) -> None:
    people, reference = people.before_panel()
    people.panel_decides(reference, Outcome.POSITIVE)
    assert list(check_cases()) == []
    BeforePanel.objects.update(outcome="negative")
    assert ["what was put before panels" in each.what for each in check_cases()] == [True]
    BeforePanel.objects.update(outcome="positive", heard=[str(people.lead.id)])
    assert ["what was put before panels" in each.what for each in check_cases()] == [True]


def test_a_case_reopened_after_a_panel_decided_is_read_on_by_who_was_there(people: Pilot) -> None:
    people, reference = people.before_panel()
    people.panel_decides(reference, Outcome.POSITIVE)
    manager = partners.account("manager", in_team=Case.objects.get(reference=reference).owner_team, name="Ines Holt")
    by = partners.actor(manager)
    told: dict[str, Any] = {"reason": "out_of_scope", "by": by, "at": people.at}
    close_case(reference, seen=people.read(reference, manager).version, **told)
    with pytest.raises(NotYours):
        people.read(reference, people.chair)
    reopen_case(
        reference,
        reason="mistake",
        seen=people.read(reference, manager).version,
        by=by,
        at=people.at,
    )
    people.decides(reference, people.convener, "positive", SECOND)
    people.checks(reference, people.chair)
    people.serves(reference, people.convener)
    assert list(check_cases()) == []


def test_those_who_were_there_are_told_that_a_text_waits_for_them_and_the_unit_is_not(people: Pilot) -> None:
    people, reference = people.before_panel()
    people.panel_decides(reference, Outcome.POSITIVE)
    Message.objects.all().delete()
    people.decides(reference, people.convener, "positive", SECOND)
    told = set(Message.objects.filter(line="you_have_work").values_list("recipient_id", flat=True))
    assert told == {people.chair.id, *(member.id for member in people.members)}


def test_sitting_is_no_part_that_keeps_from_the_next_panel(people: Pilot) -> None:
    people, reference = people.before_panel()
    case_id = Case.objects.get(reference=reference).id
    sat = people.members[0]
    with command(), as_the_house():
        let_read(case_id, sat.id, by=sat.id, at=people.at)
    assert str(sat.id) not in {part.account for part in parts_in(case_id)}
    assert sat.id in who_had_a_part(reference), "but it is one for an independent review"


def test_a_restricted_case_waits_too(people: Pilot) -> None:
    people, reference = people.before_panel()
    Case.objects.filter(reference=reference).update(restricted=True, restricted_because="operation")
    team = Case.objects.get(reference=reference).owner_team_id
    with asked_by(partners.actor(people.colleague)):
        assert [each.reference for each in cases_before_panels(team)] == [reference]
