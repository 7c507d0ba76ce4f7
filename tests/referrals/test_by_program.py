"""What a system begins is begun once for its key, changed under the lock, and hidden from every other system."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.questions.catalogue import CATALOGUE
from opennrm.referrals import by_program
from opennrm.referrals.actions import save_page
from opennrm.referrals.by_program import ChangedMeanwhile
from opennrm.referrals.models import Draft, Referral
from opennrm.referrals.whole import WrongAnswers
from tests.factories import cases as made
from tests.factories import partners
from tests.factories.programs import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    made.authority_team()
    return partners.actor(system())


def begun(by: Actor, key: str = "key-of-mine", **changed: object) -> UUID:
    return by_program.begin(made.answers(**changed), key=key, by=by, at=timezone.now())


def test_the_same_key_begins_one_draft_and_another_body_is_refused(by: Actor) -> None:
    assert begun(by) == begun(by)
    with pytest.raises(Refused, match="key_used"):
        begun(by, first_name="Ana")
    assert Draft.objects.count() == 1
    assert begun(partners.actor(system())) != begun(by), "another system's key is another key"


def test_nothing_is_kept_of_what_is_wrong(by: Actor) -> None:
    with pytest.raises(WrongAnswers):
        begun(by, nobody_asks="this")
    assert not Draft.objects.exists()
    assert begun(by), "the key was not used up"


def test_what_stood_before_stays_where_it_is_not_given(by: Actor) -> None:
    draft_id = begun(by)
    before = by_program.read(draft_id, by=by).answers
    by_program.change(draft_id, {"first_name": "Ana", "other_names": None}, by=by, at=timezone.now())
    after = by_program.read(draft_id, by=by)
    assert after.answers == {**{k: v for k, v in before.items() if k != "other_names"}, "first_name": "Ana"}
    assert after.version == 2


def test_what_a_colleague_wrote_is_not_written_over_or_dropped_by_a_system_that_did_not_see_it() -> None:
    made.authority_team()
    mine = system()
    by, team, at = partners.actor(mine), mine.roles_held.get().team, timezone.now()
    colleague = partners.actor(partners.account("first_responder", in_team=team))
    draft_id = begun(by)
    typed = {"referrer_role": ["Corrected"], "referrer_phone": ["020 7946 0123"]}
    page = next(page for _section, page in CATALOGUE.pages if any(q.key == "referrer_role" for q in page.questions))
    whole = by_program.read(draft_id, by=by)
    shown = {**{q.key: [str(whole.answers.get(q.key, ""))] for q in page.questions}, **typed}
    assert not save_page(draft_id, page.slug, shown, by=colleague, at=at).page.errors
    before = by_program.read(draft_id, by=by)

    def refused(given: dict[str, object], version: int | None = None) -> tuple[str, ...]:
        with pytest.raises(ChangedMeanwhile) as told:
            by_program.change(draft_id, given, version=version, by=by, at=at)
        assert by_program.read(draft_id, by=by) == before, "nothing was changed"
        return told.value.keys

    assert refused({"referrer_role": "Old", "first_name": "Ana"}) == ("referrer_role",)
    assert refused({"referrer_role": "Old", "first_name": "Ana"}, whole.version) == ("referrer_role",)
    assert refused({"first_name": "Ana"}, whole.version) == (), "what was read is no longer what stands"
    assert "referrer_role" in refused({"age_answer": None}), "what falls away with another answer is not dropped unseen"
    by_program.change(draft_id, {"referrer_role": "Corrected"}, version=whole.version, by=by, at=at)
    by_program.change(draft_id, {"first_name": "Ana"}, by=by, at=at)
    now = by_program.read(draft_id, by=by)
    assert (now.answers["first_name"], now.answers["referrer_role"]) == ("Ana", "Corrected")
    by_program.change(draft_id, {"referrer_role": "Old"}, version=now.version, by=by, at=at)
    assert by_program.read(draft_id, by=by).answers["referrer_role"] == "Old", "it was read before"


def test_only_who_began_it_reads_changes_checks_and_sends_it(by: Actor) -> None:
    draft_id, at = begun(by), timezone.now()
    team = partners.account("first_responder", in_team=None, of=system().organisation)
    for other in (partners.actor(team), partners.actor(system())):
        with pytest.raises(NotYours):
            by_program.read(draft_id, by=other)
        with pytest.raises(NotYours):
            by_program.change(draft_id, {}, by=other, at=at)
        with pytest.raises(NotYours):
            by_program.check(draft_id, by=other, at=at)
        with pytest.raises(NotYours):
            by_program.send(draft_id, key="key-of-mine", by=other, at=at)
    with pytest.raises(NotYours):
        by_program.read(uuid4(), by=by)


def test_a_draft_is_sent_once_whatever_the_keys_and_its_referral_is_found(by: Actor) -> None:
    draft_id, at = begun(by), timezone.now()
    by_program.check(draft_id, by=by, at=at)
    reference = by_program.send(draft_id, key="key-of-mine", by=by, at=at)
    assert by_program.send(draft_id, key="key-of-mine", by=by, at=at) == reference
    assert by_program.send(draft_id, key="another-key", by=by, at=at) == reference
    by_program.check(draft_id, by=by, at=at)
    assert by_program.begun_referral(reference, by=by).reference == Referral.objects.get().reference
    with pytest.raises(NotYours):
        by_program.begun_referral(reference, by=partners.actor(system()))


def test_what_is_missing_is_told_all_at_once(by: Actor) -> None:
    whole = made.answers()
    some = {key: whole[key] for key in whole if key not in ("first_name", "treatment")}
    draft_id = by_program.begin(some, key="key-of-mine", by=by, at=timezone.now())
    with pytest.raises(WrongAnswers) as wrong:
        by_program.send(draft_id, key="key-of-mine", by=by, at=timezone.now())
    assert {error.question_key for error in wrong.value.errors} == {"first_name", "treatment"}


def test_a_role_that_does_not_refer_begins_nothing(by: Actor) -> None:
    with pytest.raises(Refused, match="not_your_role"):
        begun(partners.actor(system(role="")))
