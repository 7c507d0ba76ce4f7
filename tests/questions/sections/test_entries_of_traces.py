"""What can be searched: a number may be the person's own, and is hidden like every phone number of theirs."""

from opennrm.questions.sections.entries_of_traces import GATE, ONLINE_NAMES, PHONES, VEHICLES
from opennrm.questions.whereabouts import Whereabouts, whereabouts_of


def test_phones_are_hidden_until_asked_for_and_vehicles_and_names_online_are_not() -> None:
    told = [page.entries and whereabouts_of(page.entries) for page in (PHONES, VEHICLES, ONLINE_NAMES)]
    assert told == [Whereabouts.PHONE, None, None]


def test_one_page_asks_for_all_of_them_and_each_can_be_left_out() -> None:
    assert len(GATE.questions) == 4
    assert not [question.key for question in GATE.questions if question.required]
