"""A name has one pseudonym within a disclosure and another in the next, and tells nothing of itself."""

from __future__ import annotations

from uuid import UUID, uuid4

from opennrm.vault.pseudonyms import pseudonym

ONE, ANOTHER = UUID(int=1), UUID(int=2)


def test_the_same_name_has_the_same_pseudonym_within_a_disclosure() -> None:
    assert pseudonym("Ana  Vale", disclosure=ONE) == pseudonym("ana vale", disclosure=ONE)
    assert pseudonym("Ana Vale", disclosure=ONE) != pseudonym("Ben Roe", disclosure=ONE)


def test_two_disclosures_cannot_be_joined_by_their_pseudonyms() -> None:
    names = [f"Name {number}" for number in range(200)]
    first, second = ({pseudonym(name, disclosure=which) for name in names} for which in (ONE, ANOTHER))
    assert len(first) == len(second) == 200
    assert first & second == set()


def test_a_pseudonym_is_six_letters_and_holds_nothing_of_the_name() -> None:
    made = pseudonym("Ana Vale", disclosure=uuid4())
    assert (len(made), made.isalnum(), made == made.upper()) == (6, True, True)
