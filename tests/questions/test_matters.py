"""Every answer that a case was acted upon by is a question of the catalogue, and a correction of it is told."""

from __future__ import annotations

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.matters import KEYS, Matter, matters_in


def test_what_matters_is_asked() -> None:
    assert set().union(*KEYS.values()) <= set(CATALOGUE.questions)
    assert set(KEYS) == set(Matter)


def test_every_question_about_age_consent_and_the_safe_way_matters() -> None:
    asked = {placed.question.key for placed in CATALOGUE.placed if placed.section.slug in ("consent", "safe-contact")}
    asked -= {"will_notify", "notified_before", "notification_may_be_kept", "notification_reference"}
    asked -= {"support_contact", "support_contact_why", "support_phone", "support_phone_whose"}
    assert asked - KEYS[Matter.CONSENT] - KEYS[Matter.WAY] == set()


def test_a_correction_says_what_it_touches_and_nothing_else() -> None:
    assert matters_in(["first_name", "professional_judgement"]) == ()
    assert matters_in(["date_of_birth", "detained"]) == (Matter.AGE, Matter.AUTHORITY)
