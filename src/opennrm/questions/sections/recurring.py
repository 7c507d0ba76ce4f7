"""Conditions and answers that recur in several sections, each with the name it has in the field."""

from __future__ import annotations

from opennrm.questions.conditions import all_of, any_of, is_
from opennrm.questions.question import Choice

IS_ADULT = is_("age_answer", "adult")
TREATED_AS_CHILD = is_("age_answer", "under_18", "not_sure")
"""A person whose age is in doubt is treated as a child until their age is decided."""

CONSENTS = all_of(IS_ADULT, is_("consent_to_referral", "given"))
DECIDED_IN_BEST_INTERESTS = all_of(IS_ADULT, is_("cannot_consent_because", "lacks_capacity"))

MAY_BE_REFERRED = any_of(TREATED_AS_CHILD, CONSENTS, DECIDED_IN_BEST_INTERESTS)
"""Nothing about the person is asked, or kept, before this holds."""

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
YES_NO_NOT_KNOWN = (*YES_NO, Choice("not_known", "Not known"))
