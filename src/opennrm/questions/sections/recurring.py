"""Conditions and answers that recur in several sections, each with the name it has in the field."""

from __future__ import annotations

from typing import Any

from opennrm.questions.conditions import Condition, all_of, any_of, is_
from opennrm.questions.entries import MOST_ENTRIES
from opennrm.questions.question import Choice, Kind, Page, Question

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

SINCE_ENTRIES = 3
"""The version of the catalogue that first asked for lists, and for what only the official form asked until then."""

SINCE_SHARING = 4
"""The version that first asked about consent to sharing, through whom each consent was said, and who interpreted."""


def list_page(
    slug: str, title: str, listed: Question, *, only_if: Condition, text: tuple[str, ...] = (), warning: str = ""
) -> Page:
    """The page of a list of entries; its text and warning stand above each entry."""
    return Page(slug=slug, title=title, questions=(listed,), only_if=only_if, text=text, warning=warning)


def entries(key: str, ask: str, entry: str, fields: tuple[Question, ...]) -> Question:
    """A list of entries. It may stay empty: what is told in words beside it is enough."""
    return Question(
        key=key,
        ask=ask,
        kind=Kind.ENTRIES,
        called=f"list of {ask[:1].lower()}{ask[1:]}",
        entry=entry,
        fields=fields,
        many=MOST_ENTRIES,
        required=False,
        data_class="S3",
        since=SINCE_ENTRIES,
    )


def may_be_told(key: str, ask: str, kind: Kind, called: str, **more: Any) -> Question:
    """A question, or a field of an entry, that may be left out; somebody's story, so S3 unless it says otherwise."""
    told: dict[str, Any] = {"required": False, "data_class": "S3", "since": SINCE_ENTRIES, "rows": 4, **more}
    if kind is Kind.TEXTAREA:
        told = {"max_length": 5_000, **told}
    return Question(key=key, ask=ask, kind=kind, called=called, **told)


def yes_or_no(key: str, ask: str, called: str, **more: Any) -> Question:
    """A question that may be left out, answered by yes, no or not known."""
    return may_be_told(key, ask, Kind.RADIOS, called, **{"choices": YES_NO_NOT_KNOWN, "data_class": "S2", **more})
