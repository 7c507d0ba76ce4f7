"""A system sends again whatever it had no answer to: there is one referral for each, one reference, and one picture.

Ten at once with one key; and replies cut after COMMIT, three of ten of them, until each was answered.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from opennrm.audit.models import EventRow
from opennrm.audit.queries import head, stream_entries
from opennrm.audit.seal import check_chain
from opennrm.cases.models import Case
from opennrm.evidence.models import File
from opennrm.evidence.queries import original_of
from opennrm.referrals import by_program
from opennrm.referrals.models import Draft, Referral
from opennrm.referrals.verification import check_referrals
from opennrm.web.api.bodies import PIECES
from tests.factories import cases as made
from tests.factories import files
from tests.factories.programs import Program, system, token_of
from tests.faults.size import sized
from tests.faults.together import together

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
AT_ONCE = 10
CUT = 0.3
TRIES = 40


class Cut(Exception):
    """The reply did not come."""


class CutOff(Program):
    """A program whose replies are lost on the way, some of them, after everything was done; it asks again."""

    def __init__(self, token: str, seed: int) -> None:
        super().__init__(token)
        self.draw = random.Random(seed)  # noqa: S311 - the same replies are cut each time
        self.cut = 0

    def until_answered(self, *asked: Any, **how: Any) -> Any:
        """Ask until there is an answer."""
        for _ in range(TRIES):
            answer = self.ask(*asked, **how)
            if self.draw.random() >= CUT:
                return answer
            self.cut += 1
        raise Cut


@pytest.fixture
def token(settings: Any) -> str:
    settings.API_REQUESTS = 100_000
    made.authority_team()
    return token_of(system())


def nothing_is_wrong() -> None:
    with transaction.atomic():
        assert check_chain(stream_entries(), head(), [])[1] == []
        assert check_referrals() == []


@pytest.mark.proves("REL-03", "REL-09", "15.4.2")
def test_ten_at_once_with_one_key_are_one_draft_and_one_referral_with_one_reference(token: str) -> None:
    whole = made.answers()

    def begin(_number: int, now: Callable[[], object]) -> Any:
        ours = Program(token)
        now()
        return ours.ask("POST", "drafts", {"answers": whole}, key="one-key-for-all")

    begun = together(AT_ONCE, begin)
    assert {answer.status_code for answer in begun} == {201}
    (path,) = {answer.json()["href"].removeprefix("/api/v1/") for answer in begun}

    def send(_number: int, now: Callable[[], object]) -> Any:
        ours = Program(token)
        now()
        return ours.ask("POST", f"{path}/submit", key="one-key-for-all")

    sent = together(AT_ONCE, send)
    assert {answer.status_code for answer in sent} == {200}
    (reference,) = {answer.json()["reference"] for answer in sent}
    assert [reference] == list(Referral.objects.values_list("reference", flat=True))
    assert Draft.objects.count() == Case.objects.count() == 1
    nothing_is_wrong()


@pytest.mark.proves("REL-03", "REL-04", "15.4.2")
def test_ten_at_once_with_one_key_for_each_piece_are_one_picture(token: str) -> None:
    path, picture = Program(token).begins(made.answers()), files.jpg(900, 900)
    third = len(picture) // 3

    def send(_number: int, now: Callable[[], object]) -> list[str]:
        ours, told = Program(token), {"name": "a.jpg", "size": len(picture), "sha256": files.sha256(picture)}
        now()
        href = ours.ask("POST", f"{path}/files", told, key="one-key-for-all").json()["href"].removeprefix("/api/v1/")
        states = []
        for first in (0, third, 2 * third):
            part = picture[first : first + third if first < 2 * third else None]
            headers = {"Content-Type": PIECES, "Upload-Offset": str(first)}
            now()
            while (answer := ours.ask("PATCH", href, part, key=f"piece-from-{first}", **headers)).status_code == 503:
                time.sleep(0.01)  # others are in its turn
            states.append(answer.json()["state"])
        return states

    assert together(AT_ONCE, send) == [["arriving", "arriving", "not_scanned"]] * AT_ONCE
    with transaction.atomic():
        (file,) = File.objects.all()
        assert original_of(file.draft_id, file.id) == picture
    assert list(EventRow.objects.filter(kind="FileAdded").values_list("kind", flat=True)) == ["FileAdded"]
    nothing_is_wrong()


def submissions(token: str, count: int, workers: int = 4) -> tuple[list[str], int]:
    """So many referrals from several workers, each reply cut in three of ten; gives the references and the cuts."""
    whole = made.answers()

    def work(number: int, now: Callable[[], object]) -> tuple[list[str], int]:
        ours, references = CutOff(token, number), []
        now()
        for each in range(number, count, workers):
            key = f"submission-{each:05}"
            begun = ours.until_answered("POST", "drafts", {"answers": whole}, key=key)
            path = begun.json()["href"].removeprefix("/api/v1/")
            references.append(ours.until_answered("POST", f"{path}/submit", key=key).json()["reference"])
        return references, ours.cut

    done = together(workers, work)
    return [reference for references, _cut in done for reference in references], sum(cut for _references, cut in done)


@pytest.mark.proves("REL-03", "REL-09")
def test_replies_cut_after_commit_leave_as_many_referrals_as_were_sent(token: str) -> None:
    count = sized(30, 200)
    references, cut = submissions(token, count)
    assert cut > count * CUT, "too few were cut for this to say anything"
    assert len(set(references)) == count
    assert set(references) == set(Referral.objects.values_list("reference", flat=True))
    assert Draft.objects.count() == Case.objects.count() == count
    nothing_is_wrong()


def test_a_product_that_forgets_keys_is_found(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_program, "token_of", lambda what, key: f"{what}-{uuid4()}")
    submissions(token, 20, workers=1)
    assert Draft.objects.count() > 20
