"""Where the header leads: each place for those whose roles let them in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse

from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission


@dataclass(frozen=True, slots=True)
class Destination:
    """A link of the header: its words, its URL's name, the permission it needs to be shown, and what one does there."""

    text: str
    url_name: str
    needs: Permission
    about: str


NAVIGATION: tuple[Destination, ...] = (
    Destination(
        "Referrals",
        "referrals",
        Permission.SEE_OWN_REFERRALS,
        "Refer somebody, or go on with a draft.",
    ),
    Destination(
        "Notifications",
        "duty_to_notify",
        Permission.SEE_OWN_REFERRALS,
        "Adults whom you notified without a referral.",
    ),
    Destination(
        "Notifications received",
        "notifications_received",
        Permission.TRIAGE_NOTIFICATIONS,
        "What came to your force without a referral.",
    ),
    Destination("Work list", "work_list", Permission.SEE_CASES, "The cases of your team, the most pressing first."),
    Destination("Queues", "queues", Permission.SEE_CASES, "What waits in each team, and what nobody holds."),
    Destination("Tasks", "my_tasks", Permission.SEE_CASES, "What waits for you, in every case."),
    Destination("For you", "for_you", Permission.SEE_CASES, "Where a colleague mentioned you."),
    Destination("Load", "load", Permission.SEE_LOAD, "What each colleague carries, by stage and age."),
    Destination("Absences", "absences", Permission.WORK_ON_CASES, "Who is away, who covers, and handing over."),
    Destination("Reviews", "own_reviews", Permission.REVIEW_INDEPENDENTLY, "Decisions that you were asked to review."),
    Destination(
        "Reviews to convene",
        "reviews_to_convene",
        Permission.CONVENE_REVIEWS,
        "Negative decisions that wait for reviewers.",
    ),
    Destination("Panels", "own_sittings", Permission.SIT_ON_PANELS, "Panels that you were asked to."),
    Destination("Panels to chair", "own_sittings", Permission.CHAIR_PANELS, "Panels that you were asked to chair."),
    Destination("Panels to convene", "panels_to_convene", Permission.CONVENE_PANELS, "The pool, sittings and cases."),
    Destination(
        "Retention",
        "records_to_decide",
        Permission.KEEP_RECORDS,
        "Records that were kept long enough.",
    ),
    Destination(
        "Erasures", "erasures_to_confirm", Permission.CONFIRM_ERASURES, "Records that somebody else decided to erase."
    ),
    Destination("Letters and messages", "delivery", Permission.SEE_DELIVERY, "What waits, and what could not be sent."),
    Destination(
        "Letters to us", "letters_to_us", Permission.SEE_LETTERS_TO_US, "What the competent authority wrote to you."
    ),
    Destination("Parts received", "parts_received", Permission.RECEIVE_PARTS, "What came to you of a referral."),
    Destination("Post", "post", Permission.POST_LETTERS, "Print the letters that go by post, and say when they went."),
    Destination("People", "people", Permission.INVITE, "Who works here, and in which roles."),
    Destination("Rules", "profiles", Permission.SEE_RULES, "By what cases are decided, and what in it is assumed."),
    Destination("Bank holidays", "bank_holidays", Permission.SEE_RULES, "The calendar that clocks are counted by."),
    Destination("Lists", "answer_lists", Permission.SEE_RULES, "What answers are chosen from."),
    Destination("Who did what", "history", Permission.SEE_AUDIT, "The history, by reference."),
    Destination("Figures", "figures", Permission.SEE_FIGURES, "Referrals and decisions, counted."),
    Destination(
        "Consistency",
        "consistency",
        Permission.SEE_CONSISTENCY,
        "How outcomes and delays differ between groups of people.",
    ),
)


@lru_cache(maxsize=100)
def _address(url_name: str, _urlconf: object) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def destinations(actor: Actor | None, path: str) -> list[dict[str, object]]:
    """Take who is asking and where they are; give the links of the header: text, href, whether it is this page, and
    what one does there (for the first page)."""
    if actor is None:
        return []
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    may = actor.permissions
    shown = []
    for place in NAVIGATION:
        href = _address(place.url_name, urlconf) if place.needs in may else None
        if href:
            shown.append({"text": place.text, "href": href, "active": path.startswith(href), "about": place.about})
    return shown
