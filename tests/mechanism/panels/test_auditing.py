"""Whoever had a part in a child's case does not judge how it was decided, and no question is left out."""

from __future__ import annotations

from opennrm.mechanism.panels.auditing import QUESTIONS, refusal_to_audit

YES = dict.fromkeys((question.key for question in QUESTIONS), "yes")


def code(answers: dict[str, str], by: str = "auditor", *, is_done: bool = False) -> tuple[str, str | None]:
    refusal = refusal_to_audit(answers, by, ["writer", "member"], is_done=is_done)
    return (refusal.code, refusal.field) if refusal else ("", None)


def test_an_audit_is_one_persons_who_had_no_part_and_answers_everything() -> None:
    assert code(YES) == ("", None)
    assert code(YES, "writer")[0] == "had_a_part"
    assert code(YES, is_done=True)[0] == "audited_already"
    for question in QUESTIONS:
        assert code({**YES, question.key: "perhaps"}) == ("no_answer", question.key)
