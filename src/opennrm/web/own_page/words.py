"""What a person reads of their case, in plain words: each sentence is whole, so that it can be in any language.

Nothing of it names them, what happened to them, or what the service is for.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from opennrm.cases.own_pages import OwnStanding
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.stages import Stage

S = Stage
_FIRST = later("People are looking at what you said, for the first decision.")
_FIRST_NEXT = later("Next, you are told the first decision.")
# The same words in review: only a no is reviewed, and nobody is told it here before it was served.
_CHECKED = later("A decision was written. A second person makes sure that it is right.")
_PAUSED = later("Your case is paused.")
_PAUSED_NEXT = later("Next, somebody looks whether it can go on.")
_SECOND = later("People are looking at everything again, for the last decision.")
_SECOND_NEXT = later("Next, you are told the last decision.")
_AGAIN = later("The decision was no, and somebody asked for it to be looked at again.")
_AGAIN_NEXT = later("Next, you are told whether it is decided again.")
_NO = later("The decision was no.")
_NO_NEXT = later("You can ask for it to be looked at again. The people who help you know how, and until when.")
_OVER_NEXT = later("Nothing more is decided. If you still need help, call.")
STAGES: dict[Stage, tuple[Any, Any]] = {
    S.TRIAGE: (later("What you said has arrived."), later("Next, it goes to the people who decide.")),
    S.REASONABLE_GROUNDS_PENDING: (_FIRST, _FIRST_NEXT),
    S.RETURNED_FOR_INFORMATION: (
        later("The people who decide have asked those who helped you a question."),
        later("Next, they get an answer, and go on with the first decision."),
    ),
    S.REASONABLE_GROUNDS_BEFORE_PANEL: (_FIRST, _FIRST_NEXT),
    S.REASONABLE_GROUNDS_PANEL_DECIDED: (_FIRST, _FIRST_NEXT),
    S.REASONABLE_GROUNDS_TO_CHECK: (_CHECKED, _FIRST_NEXT),
    S.REASONABLE_GROUNDS_CHECKED: (_CHECKED, _FIRST_NEXT),
    S.REASONABLE_GROUNDS_UNDER_REVIEW: (_CHECKED, _FIRST_NEXT),
    S.REASONABLE_GROUNDS_REVIEWED: (_CHECKED, _FIRST_NEXT),
    S.REASONABLE_GROUNDS_NEGATIVE: (_NO, _NO_NEXT),
    S.REASONABLE_GROUNDS_RECONSIDERATION: (_AGAIN, _AGAIN_NEXT),
    S.SUSPENDED_BEFORE_REASONABLE_GROUNDS: (_PAUSED, _PAUSED_NEXT),
    S.RECOVERY: (
        later("The first decision was yes. Now is a time for you to rest and to get help."),
        later("Next, people look at everything again, for the last decision."),
    ),
    S.CONCLUSIVE_GROUNDS_PENDING: (_SECOND, _SECOND_NEXT),
    S.CONCLUSIVE_GROUNDS_BEFORE_PANEL: (_SECOND, _SECOND_NEXT),
    S.CONCLUSIVE_GROUNDS_PANEL_DECIDED: (_SECOND, _SECOND_NEXT),
    S.CONCLUSIVE_GROUNDS_TO_CHECK: (_CHECKED, _SECOND_NEXT),
    S.CONCLUSIVE_GROUNDS_CHECKED: (_CHECKED, _SECOND_NEXT),
    S.CONCLUSIVE_GROUNDS_UNDER_REVIEW: (_CHECKED, _SECOND_NEXT),
    S.CONCLUSIVE_GROUNDS_REVIEWED: (_CHECKED, _SECOND_NEXT),
    S.CONCLUSIVE_GROUNDS_POSITIVE: (
        later("The last decision was yes."),
        later("Next, somebody talks with you about the help that you still need."),
    ),
    S.CONCLUSIVE_GROUNDS_NEGATIVE: (_NO, _NO_NEXT),
    S.CONCLUSIVE_GROUNDS_RECONSIDERATION: (_AGAIN, _AGAIN_NEXT),
    S.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS: (_PAUSED, _PAUSED_NEXT),
    S.WITHDRAWN: (later("Your case has ended, because you said that you want it to."), _OVER_NEXT),
    S.CLOSED: (later("Your case has ended."), _OVER_NEXT),
}
"""Where a case stands, and what happens next. Decisions are not told here before they were served."""
PAUSED = (S.SUSPENDED_BEFORE_REASONABLE_GROUNDS, S.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS)


def standing_in_words(standing: OwnStanding, at: datetime) -> dict[str, Any]:
    """What the page shows."""
    stage = Stage(standing.stage)
    where, then = STAGES[stage]
    other = _("An organisation that has a part in your case")
    return {
        "where": where,
        "then": then,
        "by_when": _by_when(standing.review_on if stage in PAUSED else standing.due_on, legal_day(at)),
        "calls": _calls(standing),
        "looks": [
            {"on": _day(each.on), "who": ", ".join([each.organisation, *(_(role) for role in each.roles)]) or other}
            for each in standing.looks
        ],
    }


def _by_when(due: date | None, today: date) -> str:
    if due is None:
        return _("There is no day for this.")
    if due < today:
        return _("This was to happen by %(day)s, and is late. You can call and ask.") % {"day": _day(due)}
    return _("This is to happen by %(day)s.") % {"day": _day(due)}


def _calls(standing: OwnStanding) -> list[dict[str, str]]:
    phones = settings.OWN_PAGE_PHONES
    asked = ((_("The people who support you"), standing.supports), (_("The people who decide"), standing.decides))
    return [
        {"who": who, "phone": phones[slug], "href": "tel:" + "".join(phones[slug].split())}
        for who, slug in asked
        if slug in phones
    ]


def _day(day: date) -> str:
    return date_format(day, "j F Y")
