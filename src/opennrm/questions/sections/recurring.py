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

WITHOUT_CONSENT = any_of(is_("consent_to_referral", "refused"), is_("cannot_consent_because", "missing", "died"))
"""An adult who is not referred. Whoever lacks capacity is not among them: a best-interests decision may refer them."""
NOTIFIES = is_("will_notify", "yes")
"""A notification without a referral, asked about only where the duty to notify exists."""
NAMED = all_of(NOTIFIES, is_("may_be_named", "yes"))
"""Only the adult's recorded consent names them, never a wish to co-operate. Source: the Act, section 52(3)."""
ANONYMOUS = all_of(NOTIFIES, any_of(is_("may_be_named", "no", "not_asked"), is_("consent_to_referral", "cannot_now")))
"""Nothing that was answered for a referral, or for a notification that names, is asked here: no key is shared."""

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
YES_NO_NOT_KNOWN = (*YES_NO, Choice("not_known", "Not known"))
