"""A restricted case and one that never was answer in the same time, and so does the page of a search for its person.

Both are asked for in pairs, in an order drawn for each pair, and what is judged is by how much one of a pair took
longer than the other, in all pairs together: a leak points one way in most of them, noise does not. How far apart is
far is said by the machine's own noise, and the same times with `PLANTED` more or less must be found out: a machine too
noisy for that shows nothing, and fails.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.hidden_searches import tell_of_searches
from opennrm.cases.actions.restricting import restrict_case
from opennrm.mechanism.references import reference_from
from opennrm.referrals import searching
from opennrm.referrals.models import Person
from opennrm.referrals.searching import MOST_BITS, read_typed, tokens_of
from tests.factories.partners import client_for
from tests.factories.referrals import House, house

REQUESTS = 2500
SEARCHES = 3000
PLANTED = 0.0003
"""Seconds, of a request that takes many thousandths."""
LARGEST_Z = 3.0

Pairs = list[tuple[float, float]]
"""How long what is hidden took, and what is not there."""


def signed_rank(pairs: Pairs, *, planted: float = 0.0) -> float:
    """Wilcoxon's z of pairs: above 0 where what is hidden takes longer. No single slow answer counts for much."""
    apart = sorted((hidden + planted - absent for hidden, absent in pairs), key=abs)
    many = len(apart)
    longer = sum(rank for rank, each in enumerate(apart, start=1) if each > 0)
    return float((longer - many * (many + 1) / 4) / (many * (many + 1) * (2 * many + 1) / 24) ** 0.5)


def is_told(pairs: Pairs, *, planted: float = 0.0) -> bool:
    """Could somebody tell, had each answer about what is hidden taken `planted` longer?"""
    return abs(signed_rank(pairs, planted=planted)) >= LARGEST_Z


def pairs_of(asks: Callable[[bool], float], chance: random.Random, many: int) -> Pairs:
    """Both, one after the other, so that whatever slows the machine slows both, in an order drawn anew each time."""
    pairs: Pairs = []
    for _ in range(many):
        took = {is_hidden: asks(is_hidden) for is_hidden in chance.sample((True, False), 2)}
        pairs.append((took[True], took[False]))
    return pairs


def judge(what: str, pairs: Pairs, told: Callable[[str, object], None]) -> None:
    """Nothing is told by them, and what is planted is; what was measured is kept with the drill's results."""
    apart = median(hidden - absent for hidden, absent in pairs)
    z = [signed_rank(pairs, planted=planted) for planted in (0.0, PLANTED, -PLANTED)]
    told(f"{what}_apart_in_us", f"{apart * 1e6:+.0f}")
    told(f"{what}_z_and_with_planted", " ".join(f"{each:+.2f}" for each in z))
    assert is_told(pairs, planted=PLANTED), f"this machine is too noisy to find {PLANTED} s: {apart}, {z}"
    assert is_told(pairs, planted=-PLANTED), f"this machine is too noisy to find {PLANTED} s: {apart}, {z}"
    assert not is_told(pairs), f"{what} takes another time where a case is hidden: {apart}, {z}"


def restricted() -> tuple[House, str]:
    here = house()
    reference = here.adult()
    restrict_case(
        reference,
        because="famous_person",
        people={here.manager.id},
        seen=here.case(reference).version,
        by=here.actor("manager"),
        at=timezone.now(),
    )
    return here, reference


def took(client: Client, path: str, status: int, **typed: str) -> tuple[float, Any]:
    begun = perf_counter()
    answer = client.post(path, typed) if typed else client.get(path)
    taken = perf_counter() - begun
    assert answer.status_code == status
    return taken, answer


def nobody_like(name: str, chance: random.Random) -> str:
    """A name of the same length for which as much is looked for, and that nobody has."""
    ours = tokens_of(read_typed(name).told, MOST_BITS)
    for _ in range(1000):
        other = " ".join("".join(chance.sample(word, len(word))) for word in name.lower().split()).title()
        theirs = tokens_of(read_typed(other).told, MOST_BITS)
        if len(theirs) == len(ours) and not ours & theirs:
            return other
    raise AssertionError(f"nobody is spelt like {name}")


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
@pytest.mark.proves("AZ-05")
def test_nobody_tells_by_the_time_whether_a_case_is_restricted_or_not_there(
    record_property: Callable[[str, object], None],
) -> None:
    here, reference = restricted()
    client, chance = client_for(here.caseworker), random.Random(5)  # noqa: S311 - not a secret

    def asks(is_hidden: bool) -> float:
        return took(client, f"/cases/{reference if is_hidden else reference_from(chance.randbytes(7))}/", 404)[0]

    judge("page", pairs_of(asks, chance, REQUESTS), record_property)


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
@pytest.mark.proves("AZ-05")
def test_nobody_tells_by_the_time_of_a_search_whether_somebody_has_a_restricted_case(
    settings: Any, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole page: the budget, the search, the session it is kept in, and the page that it leads to.

    With tokens as long as among 65,000 people, which tell most: among few, those of one name are those of others too.
    """
    monkeypatch.setattr(searching, "bits_now", lambda: MOST_BITS)
    settings.SEARCHES_FREE = settings.SEARCHES_MOST = 2 * SEARCHES
    here, reference = restricted()
    person = Person.objects.get(referrals__reference=reference)
    client, chance = client_for(here.caseworker), random.Random(6)  # noqa: S311 - not a secret
    name = f"{person.first_name} {person.last_name}"
    names = {True: name, False: nobody_like(name, chance)}
    shown: dict[bool, list[float]] = {True: [], False: []}

    def asks(is_hidden: bool) -> float:
        taken, answer = took(client, "/find/", 302, person=names[is_hidden])
        shown[is_hidden].append(took(client, answer.headers["Location"], 200)[0])
        return taken

    searched = pairs_of(asks, chance, SEARCHES)
    assert tell_of_searches(timezone.now()) == 2 * SEARCHES
    assert sum(event.kind == "HiddenPersonSearched" for event in events_of_case(reference)) == SEARCHES
    judge("search", searched, record_property)
    judge("what_it_found", list(zip(shown[True], shown[False], strict=True)), record_property)


def made_up(planted: float, seed: int) -> Pairs:
    """As slow and as uneven as on a machine where others work too."""
    chance = random.Random(seed)  # noqa: S311 - not a secret

    def took() -> float:
        return 0.02 + chance.expovariate(800) + (chance.random() < 0.05) * 0.03

    return [(took() + planted, took()) for _ in range(SEARCHES)]


@pytest.mark.parametrize("seed", range(20))
def test_a_planted_difference_of_three_tenths_of_a_millisecond_is_found_and_noise_is_not(seed: int) -> None:
    assert not is_told(made_up(0.0, seed))
    assert is_told(made_up(PLANTED, seed))
    assert is_told(made_up(-PLANTED, seed))


def test_some_pairs_that_show_nothing_do_not_excuse_the_others() -> None:
    assert is_told([*made_up(PLANTED, 1), *made_up(0.0, 2)[: SEARCHES // 3]])
