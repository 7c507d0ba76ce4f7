"""How far something has come, as people are told."""

from __future__ import annotations

import pytest

from opennrm.notifications.kinds import BY_MACHINE, Channel, Standing, State, standing_of


@pytest.mark.parametrize("channel", BY_MACHINE)
@pytest.mark.parametrize("state", State)
def test_what_a_machine_carries_stands_where_its_state_says(channel: Channel, state: State) -> None:
    assert standing_of(state, channel).value == state.value


def test_what_waits_for_a_person_is_not_told_as_waiting() -> None:
    assert standing_of(State.WAITING, Channel.HAND_OVER) is Standing.TO_HAND_OVER
    assert standing_of(State.SENT, Channel.HAND_OVER) is Standing.HANDED_OVER
    assert standing_of(State.WAITING, Channel.PORTAL) is Standing.IN_PORTAL


@pytest.mark.parametrize("channel", Channel)
def test_dead_is_dead_by_whatever_way(channel: Channel) -> None:
    assert standing_of(State.DEAD, channel) is Standing.DEAD
