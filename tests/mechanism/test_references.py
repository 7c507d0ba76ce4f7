"""References that can be read out."""

from hypothesis import given
from hypothesis import strategies as st

from opennrm.mechanism.references import (
    ALPHABET,
    NOTIFICATION,
    is_reference_of_notification,
    reference_as_meant,
    reference_from,
)


@given(st.binary(min_size=7, max_size=7))
def test_a_reference_is_read_back_as_it_was_given(random_bytes: bytes) -> None:
    reference = reference_from(random_bytes)
    assert reference_as_meant(reference.lower().replace("-", " ")) == reference
    assert set(reference.replace("-", "").removeprefix("NRM")) <= set(ALPHABET)


@given(st.binary(min_size=7, max_size=7))
def test_a_notification_has_a_reference_of_its_own(random_bytes: bytes) -> None:
    reference = reference_from(random_bytes, NOTIFICATION)
    assert is_reference_of_notification(reference)
    assert is_reference_of_notification(f" {reference.lower()} ")
    assert not is_reference_of_notification(reference_from(random_bytes))
    assert not is_reference_of_notification(reference[:-1])
    assert reference_as_meant(reference.lower().replace("-", " "), NOTIFICATION) == reference


def test_letters_that_are_misread_are_put_right() -> None:
    assert reference_as_meant("nrm oil2 3456 78") == "NRM-0112-3456-78"


def test_different_bytes_give_different_references() -> None:
    assert len({reference_from(number.to_bytes(7, "big")) for number in range(5000)}) == 5000
