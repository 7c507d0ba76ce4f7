"""What the pages are opened with, made once for all of them by the real actions."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils import timezone

from opennrm.demo.load import REASONS
from tests.browser.between_decisions import represented, returned_with_a_question
from tests.browser.leaving import disclosed, held, marked
from tests.browser.people_opened import PeopleOpened, actor
from tests.stories.people import CASEWORKER, MANAGER, OFFICER, SECOND_OFFICER, House

__all__ = ["Examples", "actor"]


class Examples(PeopleOpened):
    """What the pages are opened with, made once."""

    def __init__(self, house: House) -> None:
        self.house = house

    @cached_property
    def draft(self) -> dict[str, Any]:
        """A draft of the police."""
        return {"draft_id": self.house.has_draft().split("/")[3]}

    @cached_property
    def entry(self) -> dict[str, Any]:
        """An entry in a list of such a draft."""
        from opennrm.demo.answers import adult_answers
        from opennrm.demo.entries import with_entries
        from opennrm.mechanism.calendar import legal_day

        today = legal_day(timezone.now())
        draft = self.house.has_draft(with_entries(adult_answers(today), today))
        return {"draft_id": draft.split("/")[3], "slug": "vehicles", "entry_id": "1"}

    @cached_property
    def entry_to_correct(self) -> dict[str, Any]:
        """An entry of a list of a referral that the police sent."""
        from opennrm.demo.answers import adult_answers
        from opennrm.demo.entries import with_entries
        from opennrm.mechanism.calendar import legal_day

        today = legal_day(timezone.now())
        return {
            "reference": self.house.has_case(with_entries(adult_answers(today), today)),
            "slug": "vehicles",
            "entry_id": "1",
        }

    @cached_property
    def notifying(self) -> dict[str, Any]:
        """A draft that would be a notification, with words that could identify somebody."""
        from opennrm.demo.notifying import anonymous_answers
        from opennrm.mechanism.calendar import legal_day

        words = {"notified_what_happened": "Ana has the number 020 7946 0777."}
        draft = self.house.has_draft(anonymous_answers(legal_day(timezone.now())) | words)
        return {"draft_id": draft.split("/")[3]}

    @cached_property
    def notification(self) -> dict[str, Any]:
        """A notification of the police, which they have received too."""
        return {"reference": self.house.has_notification(by=OFFICER)}

    @cached_property
    def case(self) -> dict[str, Any]:
        """A case whose negative decision waits for a second officer."""
        from opennrm.cases.actions.deciding import decide_reasonable_grounds
        from opennrm.cases.actions.team import add_colleague
        from opennrm.cases.queries import case_for

        reference, by, at = self.house.has_case(), actor(CASEWORKER), timezone.now()
        seen = case_for(by, reference, at=at).version
        decide_reasonable_grounds(reference, outcome="negative", reasons=REASONS, seen=seen, by=by, at=at)
        for colleague in (actor(MANAGER), actor(SECOND_OFFICER)):
            add_colleague(reference, who=colleague.account_id, by=by, at=at)
        return {"reference": reference}

    @cached_property
    def file_in_draft(self) -> dict[str, Any]:
        """A picture in a draft of the police."""
        from uuid import UUID

        from tests.factories import files

        draft_id = UUID(self.house.has_draft().split("/")[3])
        return {"draft_id": draft_id, "file_id": files.added(draft_id, actor(OFFICER))}

    @cached_property
    def file(self) -> dict[str, Any]:
        """A picture that came with the referral of a case, with a copy to look at."""
        from opennrm.evidence.actions import With, add_whole
        from opennrm.evidence.models import Copy, File
        from tests.factories import files

        reference, at = self.case["reference"], timezone.now()
        sent = add_whole(With(reference=reference), name="a.jpg", content=files.jpg(), by=actor(OFFICER), at=at)
        Copy.objects.create(file=File.objects.get(id=sent.id), number=1, kind="png", content=files.png(300, 200))
        File.objects.filter(id=sent.id).update(copy="made")
        return {"reference": reference, "file_id": sent.id}

    @cached_property
    def mark(self) -> dict[str, Any]:
        """A mark on an answer of a case."""
        return marked(self.house.has_case())

    @cached_property
    def disclosure(self) -> dict[str, Any]:
        """A disclosure that waits for the second person."""
        return disclosed(self.mark["reference"])

    @cached_property
    def named(self) -> dict[str, Any]:
        """Somebody who was added to the team of that case."""
        from opennrm.cases.models import CaseAccess

        row = CaseAccess.objects.filter(case__reference=self.case["reference"], because="colleague").latest("id")
        return {"reference": self.case["reference"], "access_id": row.id}

    @cached_property
    def looked_at(self) -> dict[str, Any]:
        """That case, once somebody has looked at it."""
        from opennrm.audit.record import announce, command
        from opennrm.mechanism.events import CaseViewed

        reference = self.case["reference"]
        with command():
            seen = CaseViewed(subject=reference, case=reference)
            announce(seen, at=timezone.now(), by=actor(CASEWORKER).account_id)
        return {"reference": reference}

    @cached_property
    def emergency(self) -> dict[str, Any]:
        """A case that somebody of another team opened in an emergency."""
        from opennrm.cases.actions.emergency import open_in_emergency
        from opennrm.cases.models import Emergency
        from opennrm.partners.models import Team
        from tests.factories import partners

        home = Team.objects.get(id=min(actor(CASEWORKER).teams)).organisation
        who = partners.actor(partners.account("caseworker", in_team=partners.team(home, "Night desk")))
        words = "The refuge rang: he stands at its door."
        open_in_emergency(self.case["reference"], words=words, by=who, at=timezone.now())
        return {"emergency_id": Emergency.objects.latest("opened_at").id}

    @cached_property
    def hold(self) -> dict[str, Any]:
        """A hold on the record of a case."""
        return held(self.mark["reference"])

    @cached_property
    def evidence(self) -> dict[str, Any]:
        """A piece of evidence of that case."""
        from opennrm.cases.actions.evidence import add_evidence
        from opennrm.cases.evidence import evidence_of
        from opennrm.cases.queries import case_for

        reference, by, at = self.case["reference"], actor(CASEWORKER), timezone.now()
        add_evidence(reference, kind="police", text="Six beds in one room.", source="Marshland Police", by=by, at=at)
        return {"reference": reference, "evidence_id": evidence_of(case_for(by, reference, at=at).id)[-1].id}

    @cached_property
    def request(self) -> dict[str, Any]:
        """A case that was returned with a question."""
        return returned_with_a_question(self.house)

    @cached_property
    def representation(self) -> dict[str, Any]:
        """Representations about recovery, not answered yet."""
        return represented(self.house)

    @cached_property
    def task(self) -> dict[str, Any]:
        """A task in that case that is overdue."""
        from datetime import timedelta

        from opennrm.cases.actions.tasks import add_task
        from opennrm.mechanism.calendar import legal_day

        reference, by, at = self.case["reference"], actor(CASEWORKER), timezone.now()
        due_on = legal_day(at) - timedelta(days=2)
        task = add_task(reference, title="Ring the council.", to=by.account_id, due_on=due_on, by=by, at=at)
        return {"reference": reference, "task_id": task}

    @cached_property
    def saved_list(self) -> dict[str, Any]:
        """A work list that the caseworker saved."""
        from opennrm.cases.actions.saved_lists import save_list

        by = actor(CASEWORKER)
        return {"list_id": save_list(name="Late ones", asked="late=yes", team=None, by=by, at=timezone.now())}

    @cached_property
    def absence(self) -> dict[str, Any]:
        """An absence of the caseworker."""
        from opennrm.cases.actions.absence import record_absence
        from opennrm.mechanism.calendar import legal_day

        by, at = actor(CASEWORKER), timezone.now()
        day = legal_day(at)
        return {"absence_id": record_absence(by.account_id, from_on=day, until_on=day, cover=None, by=by, at=at)}

    @cached_property
    def letter(self) -> dict[str, Any]:
        """A letter that the police are to hand over, because nothing may be posted."""
        from opennrm.cases.actions.deciding import decide_reasonable_grounds
        from opennrm.cases.queries import case_for
        from opennrm.demo.answers import adult_answers
        from opennrm.mechanism.calendar import legal_day
        from opennrm.notifications.queries import letters_to_referrer

        answers = adult_answers(legal_day(timezone.now())) | {"decision_by": ["no_safe_way_yet"]}
        reference, by, at = self.house.has_case(answers), actor(CASEWORKER), timezone.now()
        seen = case_for(by, reference, at=at).version
        decide_reasonable_grounds(reference, outcome="positive", reasons="", seen=seen, by=by, at=at)
        found = next(letter for letter in letters_to_referrer(reference) if letter.channel == "hand_over")
        return {"reference": reference, "letter_id": found.id}

    @cached_property
    def batch(self) -> dict[str, Any]:
        """A batch with a letter for the post."""
        from opennrm.cases.actions.deciding import decide_reasonable_grounds
        from opennrm.cases.actions.posting import make_post_batch
        from opennrm.cases.queries import case_for

        reference, by, at = self.house.has_case(), actor(CASEWORKER), timezone.now()
        seen = case_for(by, reference, at=at).version
        decide_reasonable_grounds(reference, outcome="positive", reasons="", seen=seen, by=by, at=at)
        return {"batch_id": make_post_batch(by=actor(MANAGER), at=at)[0]}

    @cached_property
    def part(self) -> dict[str, Any]:
        """What came of that case's referral to those who support the person."""
        from opennrm.cases.models import Part

        row = Part.objects.get(case_reference=self.case["reference"], receiver="support_provider")
        return {"part_id": row.id}

    @cached_property
    def part_to_route(self) -> dict[str, Any]:
        """What of it waits for somebody to say who receives it."""
        from opennrm.cases.models import Part

        row = Part.objects.filter(case_reference=self.case["reference"], state="not_routed")[0]
        return {"reference": self.case["reference"], "part_id": row.id}

    @cached_property
    def party(self) -> dict[str, Any]:
        """An organisation that was given a part in the case."""
        from opennrm.cases.actions.parties import add_party
        from opennrm.mechanism.calendar import legal_day
        from opennrm.mechanism.vocabulary import OrganisationType
        from opennrm.partners.organisations import organisations_to_choose

        reference, by, at = self.case["reference"], actor(CASEWORKER), timezone.now()
        council = organisations_to_choose((OrganisationType.LOCAL_AUTHORITY,), legal_day(at))[0]
        party_id = add_party(
            reference, audience="council", organisation_id=council.id, because="acts_in_the_case", by=by, at=at
        )
        return {"reference": reference, "party_id": party_id}

    @staticmethod
    def nothing() -> dict[str, Any]:
        """For pages whose address has no parts."""
        return {}
