"""What an address needs."""

from __future__ import annotations

from opennrm.partners.roles import Permission
from opennrm.web.policy import PUBLIC, SIGNED_IN, policy_of


def test_a_policy_reads_as_a_sentence() -> None:
    assert str(PUBLIC) == "anybody"
    assert str(SIGNED_IN) == "anybody who is signed in"
    assert str(policy_of(Permission.SEE_FIGURES)) == "whoever may see figures counted from events"
    several = str(policy_of((Permission.SEE_CASES, Permission.SEE_AUDIT)))
    assert several == "whoever may see the cases of their team, or see who did and looked at what"


def test_a_stranger_is_refused_all_but_the_public() -> None:
    assert PUBLIC.refusal(None) is None
    for policy in (SIGNED_IN, policy_of(Permission.REFER)):
        refusal = policy.refusal(None)
        assert refusal is not None
        assert refusal.code == "sign_in_first"
