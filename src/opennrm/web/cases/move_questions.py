"""What is asked before a case leaves its straight path, as pages of questions: their texts, choices and conditions."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.interruptions import SuspensionReason
from opennrm.mechanism.profiles.profile import ProfileVersion, WayOfWithdrawing
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question

SPOKEN = WayOfWithdrawing.SPOKEN_THROUGH_FIRST_RESPONDER.value
INTERPRETERS = (
    Choice("not_needed", "Nobody was needed"),
    Choice("professional", "A professional interpreter"),
    Choice("somebody_else", "Somebody else"),
)
WAYS = {
    WayOfWithdrawing.WRITTEN: "In writing",
    WayOfWithdrawing.SPOKEN_THROUGH_FIRST_RESPONDER: "Spoken to a first responder",
    WayOfWithdrawing.LEFT_THE_COUNTRY: "The person left the country",
}
REVIEW_ON = Question(
    key="review_on",
    ask="When will the suspension be looked at again?",
    kind=Kind.DATE,
    called="day of the review",
    hint="For example 27 3 2027. Whoever holds the case is reminded on that day.",
)
SUSPEND = Page(
    slug="suspend",
    title="Suspend the case",
    text=(
        "A case is suspended only while the evidence does not suffice to decide. No clock stands still meanwhile: the "
        "days are recorded, and the page of the case shows its age with and without them.",
    ),
    questions=(
        Question(
            key="evidence_suffices",
            ask="Does the evidence suffice to decide?",
            kind=Kind.RADIOS,
            called="answer about the evidence",
            missing="Choose whether the evidence suffices to decide",
            choices=(Choice("yes", "Yes, a decision can be made"), Choice("no", "No")),
            hint="If it does, decide, although the person is not there.",
        ),
        Question(
            key="reason",
            ask="Why is the case suspended?",
            kind=Kind.RADIOS,
            called="reason for suspending the case",
            choices=(
                Choice(
                    SuspensionReason.MISSING.value,
                    "The person is missing",
                    "Tell the police that a vulnerable person is missing.",
                ),
                Choice(SuspensionReason.TURNED_18.value, "The person turned 18, and their consent is still asked for"),
            ),
        ),
        REVIEW_ON,
    ),
)
RESUME = Page(
    slug="resume",
    title="Look at the suspension",
    questions=(
        Question(
            key="goes_on",
            ask="What should happen now?",
            kind=Kind.RADIOS,
            called="what should happen now",
            choices=(
                Choice("resume", "The case goes on"),
                Choice("prolong", "It stays suspended, to be looked at again later"),
            ),
        ),
        Question(
            key="review_on",
            ask="When will it be looked at again?",
            kind=Kind.DATE,
            called="day of the review",
            only_if=is_("goes_on", "prolong"),
        ),
    ),
    text=("The days of the suspension are added to a recovery period that was running.",),
)
SETTLE = Page(
    slug="settle",
    title="A wish to withdraw waits",
    text=("It ends the case from the day the person said it. Support ends with it.",),
    questions=(
        Question(
            key="is_confirmed",
            ask="Is this the person's own wish?",
            kind=Kind.RADIOS,
            called="answer about the person's own wish",
            missing="Choose whether this is the person's own wish",
            choices=(Choice("yes", "Yes, end the case"), Choice("no", "No, or it is not certain: the case goes on")),
        ),
    ),
)


def triage_page(version: ProfileVersion, held_by: str) -> Page:
    """The page on which a case is sorted by hand: it goes on, is a duplicate, out of scope, or another authority's."""
    return Page(
        slug="triage",
        title="Sort the case",
        text=("What speaks for looking at it stands on the page of the case. The clock runs from the day of receipt.",),
        questions=(
            Question(
                key="sorted",
                ask="What is this case?",
                kind=Kind.RADIOS,
                called="answer about what the case is",
                choices=(
                    Choice("accept", "A case for us: it goes on to its decision"),
                    Choice("duplicate", "A duplicate of another case"),
                    Choice("out_of_scope", "Not modern slavery, as far as anything is told"),
                    Choice("not_in_jurisdiction", "The person and the exploitation are outside the United Kingdom"),
                    Choice("transfer", "A case for another authority"),
                ),
            ),
            Question(
                key="duplicate_of",
                ask="Reference of the other case",
                kind=Kind.TEXT,
                called="reference of the other case",
                only_if=is_("sorted", "duplicate"),
                max_length=32,
            ),
            replace(transfer_page(version, held_by).questions[0], only_if=is_("sorted", "transfer")),
        ),
    )


def transfer_page(
    version: ProfileVersion, held_by: str, decides: DecisionKind = DecisionKind.REASONABLE_GROUNDS
) -> Page:
    """The page on which a case passes to another authority of its profile that has the decision it waits for;
    `held_by` is the one that holds it."""
    return Page(
        slug="transfer",
        title="Pass the case to another authority",
        text=(
            "Everything about the case goes with it, and it keeps its day of receipt and its clocks. Your team can see "
            "it no longer. Tasks that wait pass to the new team. Notes do not: nobody there can read what your team "
            "wrote among itself, so put what they need to know into the evidence first.",
        ),
        questions=(
            Question(
                key="authority",
                ask="Which authority should decide it?",
                kind=Kind.RADIOS,
                called="authority that should decide it",
                choices=tuple(
                    Choice(authority.key, authority.title, "Adults only." if authority.adults_only else "")
                    for authority in version.authorities
                    if authority.key != held_by and decides in authority.decides
                ),
            ),
        ),
    )


def withdraw_page(version: ProfileVersion, *, through_responder: bool = False) -> Page:
    """The page on which a withdrawal is recorded: the ways are those of the profile on that day."""
    return Page(
        slug="withdraw",
        title="The person wants to withdraw" if through_responder else "Record that the person withdraws",
        text=(
            "Only an adult can withdraw, and only by their own wish. Make sure that they know what ends: support, and "
            "the protection that goes with a decision. They can be referred again later.",
        ),
        questions=(
            Question(
                key="way",
                ask="How did they say so?" if through_responder else "How did they leave?",
                kind=Kind.RADIOS,
                called="way of withdrawing",
                choices=tuple(Choice(way.value, WAYS[way]) for way in version.withdrawal),
            ),
            *_spoken(),
            Question(
                key="said_on",
                ask="On which day?",
                kind=Kind.DATE,
                called="day of the withdrawal",
                hint="The day it was said, written or learnt, for example 27 3 2026.",
                past=True,
            ),
            Question(
                key="evidence",
                ask="What did they say or write, or what shows that they left?",
                kind=Kind.TEXTAREA,
                called="account of the withdrawal",
                required=False,
                rows=5,
                max_length=15_000,
                hint="In their words, if you can. That somebody left the country needs strong evidence.",
            ),
        ),
    )


def _spoken() -> tuple[Question, ...]:
    """Of a spoken wish it must be known who heard it, in which language, and through whom."""
    return (
        Question(
            key="heard_by",
            ask="Who heard the person say it?",
            kind=Kind.TEXT,
            called="name of who heard it",
            hint="The first responder who spoke with them.",
            only_if=is_("way", SPOKEN),
        ),
        Question(
            key="language",
            ask="In which language did they say it?",
            kind=Kind.LOOKUP,
            called="language in which it was said",
            list_name="languages",
            only_if=is_("way", SPOKEN),
        ),
        Question(
            key="interpreter",
            ask="Who interpreted?",
            kind=Kind.RADIOS,
            called="answer about who interpreted",
            missing="Choose who interpreted, or that nobody was needed",
            choices=INTERPRETERS,
            only_if=is_("way", SPOKEN),
        ),
    )
