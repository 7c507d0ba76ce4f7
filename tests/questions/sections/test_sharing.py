"""Sharing what a person told: theirs to say, within limits, and never asked where it would mean nothing."""

from tests.questions.edits import adult, child


def test_sharing_is_asked_of_an_adult_who_consents_alone() -> None:
    assert "sharing_agreed" in adult()
    assert "sharing_agreed" not in child(sharing_agreed="yes")
    assert "sharing_agreed" not in adult(consent_to_referral="cannot_now", cannot_consent_because="lacks_capacity")


def test_what_is_left_out_is_asked_of_a_yes_alone_and_may_stay_empty() -> None:
    assert "sharing_limits" in adult(sharing_agreed="yes")
    for answer in ("no", "not_decided", "not_asked"):
        assert "sharing_limits" not in adult(sharing_agreed=answer)
