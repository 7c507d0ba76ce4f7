"""The pieces of what happened and of who looked: which kinds of events leave for whom, and nothing of any other.

A kind is given to nobody until it is listed here: what is marked, disclosed, restricted, held or found by machine tells
a person who spoke about them and who looks for them. What stands as a piece of its own is told there, where it can be
marked, and not here again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import timezone

from opennrm.cases.dossier import WholeCase
from opennrm.cases.looks import LookForPerson
from opennrm.disclosure.pieces import day_of, in_plain_words, piece_of
from opennrm.mechanism.disclosing import Purpose
from opennrm.mechanism.events import told
from opennrm.mechanism.redaction import Piece

ABOUT_THE_PERSON = frozenset(
    {
        *("ReferralSubmitted", "ReferralFollowedNotification", "ConsentRecorded", "CaseOpened", "CaseAccepted"),
        *("CaseTransferred", "CaseSuspended", "SuspensionProlonged", "CaseResumed", "CaseWithdrawn", "CaseClosed"),
        *("CaseReopened", "RecoveryEnded", "RecoveryExtended", "ReasonableGroundsDecided", "ConclusiveGroundsDecided"),
        *("ReconsiderationRequested", "ReconsiderationAccepted", "ReconsiderationRefused"),
        "DisqualificationDecided",
        *("ClockStarted", "ClockMoved", "ClockMet", "ClockStopped"),
        *("AdulthoodNear", "AdultConsentNeeded", "BecameAdult", "AgeDecided"),
    }
)
"""What was decided, begun and ended about the person, and by when something was owed to them."""
HOW_IT_WAS_DECIDED = frozenset(
    {
        *("ReasonableGroundsPutForward", "ConclusiveGroundsPutForward", "DecisionCountersigned"),
        *("DecisionReturned", "DecisionTakenBack", "CountersignatureVoided"),
        *("DisqualificationProposed", "DisqualificationReturned"),
    }
)
GIVEN: Mapping[Purpose, frozenset[str]] = {
    Purpose.SUBJECT_ACCESS: ABOUT_THE_PERSON,
    Purpose.COURT: ABOUT_THE_PERSON | HOW_IT_WAS_DECIDED,
    Purpose.POLICE: ABOUT_THE_PERSON,
}
"""The kinds of events that leave for each purpose. Source: own."""
GIVEN_TO_ANYBODY = frozenset().union(*GIVEN.values())


def pieces_of_history(whole: WholeCase, organisations: Mapping[str, str]) -> Iterator[Piece]:
    """What happened, by organisation and never by name, which is held back by rule; who looked is told apart."""
    nobody = dict.fromkeys(whole.names, "a member of staff")
    for event in whole.events:
        if event.kind in GIVEN_TO_ANYBODY:
            who = organisations.get(str(event.by), "An organisation of the partnership") if event.by else "The system"
            rows = (("When", _moment(event.at)), ("Whose staff", who))
            title = told(event.kind, event.facts, nobody)
            yield piece_of(f"event:{event.seq}", "timeline", title, *rows, on=day_of(event.at), event=event.kind)


def pieces_of_looks(looks: Iterable[LookForPerson]) -> Iterator[Piece]:
    """Who looked at the record, when and why: by organisation and role. Told oldest first, so that numbers stay."""
    for number, look in enumerate(looks, start=1):
        rows = (
            ("On", look.on),
            ("Who", f"{', '.join(look.roles) or 'Somebody'}, {look.organisation}"),
            ("Why", in_plain_words(look.because)),
            ("How often", str(look.times)),
        )
        yield piece_of(f"look:{number}", "looks", f"Looked at: {in_plain_words(look.what)}", *rows, on=look.on)


def _moment(value: Any) -> str:
    local = timezone.localtime(value)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
