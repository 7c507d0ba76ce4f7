"""What is asked when a child turns 18 or an age is decided: the consent to stay, and who settled the doubt."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.consent import Consent, ConsentScope, Interpreter
from opennrm.mechanism.growing_up import AssessedBy
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.vocabulary import HowGiven
from opennrm.questions.answers import CleanPage
from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question
from opennrm.questions.sections.recurring import YES_NO
from opennrm.web.cases.move_questions import INTERPRETERS

FORMS = {HowGiven.SIGNED: "They signed it", HowGiven.SPOKEN: "They said it to a first responder"}
ASSESSORS = {
    AssessedBy.LOCAL_AUTHORITY: "The local authority",
    AssessedBy.COURT: "A court",
    AssessedBy.HOME_OFFICE: "The Home Office",
    AssessedBy.DOCUMENTS: "Documents whose origin is certain",
}
AGE = Page(
    slug="age",
    title="Record a decision on age",
    text=(
        "Until their age is decided the person is treated as a child. Somebody found to be an adult stays in the "
        "mechanism only if they consent, and is treated as a child until they have.",
        "Of a child whose date of birth is known nothing is to be decided: they turn 18 on their birthday.",
    ),
    questions=(
        Question(
            key="age",
            ask="What was decided?",
            kind=Kind.RADIOS,
            called="age that was decided",
            choices=(Choice("adult", "They are an adult"), Choice("under_18", "They are under 18")),
        ),
        Question(
            key="assessed_by",
            ask="By whom?",
            kind=Kind.RADIOS,
            called="answer about who decided it",
            missing="Choose who decided it",
            choices=tuple(Choice(each.value, label) for each, label in ASSESSORS.items()),
        ),
        Question(
            key="decided_on",
            ask="On which day?",
            kind=Kind.DATE,
            called="day it was decided",
            past=True,
        ),
        Question(
            key="date_of_birth",
            ask="Which date of birth was found?",
            kind=Kind.DATE,
            called="date of birth that was found",
            hint="From it the day is counted on which they turn 18. Needed where none is known of a child.",
            required=False,
            past=True,
            only_if=is_("age", "under_18"),
        ),
    ),
)


def stay_page(version: ProfileVersion) -> Page:
    """The page on which a consent to stay is recorded: in the forms that suffice in the profile on that day."""
    return Page(
        slug="stay",
        title="The person wants to stay in the mechanism as an adult",
        text=(
            "Explain to them what the mechanism is, what may follow, and that they may say no. Record only what they "
            "want themselves. If they do not want to stay, tell the authority: the case is closed then.",
        ),
        questions=(
            Question(
                key="how_given",
                ask="How did they consent?",
                kind=Kind.RADIOS,
                called="way they consented",
                choices=tuple(Choice(form.how.value, FORMS[form.how]) for form in version.consent_to_stay),
            ),
            Question(key="given_on", ask="On which day?", kind=Kind.DATE, called="day they consented", past=True),
            Question(
                key="explained_by",
                ask="Who explained it to them?",
                kind=Kind.TEXT,
                called="name of who explained it",
            ),
            Question(
                key="language",
                ask="In which language?",
                kind=Kind.LOOKUP,
                called="language it was explained in",
                list_name="languages",
            ),
            Question(
                key="interpreter",
                ask="Who interpreted?",
                kind=Kind.RADIOS,
                called="answer about who interpreted",
                missing="Choose who interpreted, or that nobody was needed",
                choices=INTERPRETERS,
            ),
            Question(
                key="support",
                ask="Do they want support for adults?",
                kind=Kind.RADIOS,
                called="answer about support for adults",
                missing="Choose whether they want support for adults",
                choices=YES_NO,
            ),
        ),
    )


def consent_in(clean: CleanPage) -> Consent:
    """What was answered on that page, as the law weighs it."""
    values = clean.values
    scopes = {ConsentScope.REFERRAL} | ({ConsentScope.SUPPORT} if values["support"] == "yes" else set())
    return Consent(
        scopes=frozenset(scopes),
        language=values["language"],
        explained_by=values["explained_by"],
        interpreter=Interpreter(values["interpreter"]),
        how_given=HowGiven(values["how_given"]),
        given_on=date.fromisoformat(values["given_on"]),
    )
