"""Whether an adult agrees to be named in a notification, as a record of its own; asked of nobody else.

Modern Slavery Act 2015, section 52(3): nothing that identifies an adult, alone or in combination, unless they consent.
"""

from opennrm.questions.conditions import all_of, is_
from opennrm.questions.question import Choice, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import NAMED, NOTIFIES

SECTION = Section(
    slug="naming",
    title="Being named",
    only_if=NOTIFIES,
    pages=(
        Page(
            slug="may-be-named",
            title="Whether they agree to be named",
            only_if=all_of(NOTIFIES, is_("consent_to_referral", "refused")),
            text=("Wishing to help the police is not the same: ask whether they agree that their name is passed on.",),
            questions=(
                Question(
                    key="may_be_named",
                    ask="Does the person agree to be named in the notification?",
                    kind=Kind.RADIOS,
                    called="answer about being named",
                    missing="Choose whether the person agrees to be named",
                    choices=(
                        Choice("yes", "Yes, they agree to be named"),
                        Choice("no", "No"),
                        Choice("not_asked", "They were not asked", hint="The notification is anonymous then."),
                    ),
                    because="Without their consent nothing that could identify them is sent.",
                    since=2,
                ),
            ),
        ),
        Page(
            slug="what-naming-means",
            title="What was explained about being named",
            only_if=NAMED,
            questions=(
                Question(
                    key="naming_explained",
                    ask="What was explained to them before they agreed to be named?",
                    kind=Kind.CHECKBOXES,
                    called="things that were explained about being named",
                    missing="Choose what was explained about being named",
                    choices=(
                        Choice("who_sees", "That the Home Office and the police see their name and what is sent"),
                        Choice("what_may_follow", "That the police may contact them"),
                        Choice("no_referral", "That this is no referral and opens no support"),
                        Choice("may_refuse", "That they may say no, and the notification is then anonymous"),
                        Choice("none", "None of these", alone=True),
                    ),
                    because="Consent counts only if the person knew what they agreed to.",
                    since=2,
                ),
                Question(
                    key="naming_language",
                    ask="In which language was being named explained?",
                    kind=Kind.LOOKUP,
                    called="language in which being named was explained",
                    list_name="languages",
                    since=2,
                ),
                Question(
                    key="naming_explained_by",
                    ask="Who explained what being named means?",
                    kind=Kind.TEXT,
                    called="person who explained what being named means",
                    missing="Enter who explained what being named means: name and role",
                    hint="Name and role. Write “I did” if it was you.",
                    since=2,
                ),
                Question(
                    key="naming_interpreter",
                    ask="Did an interpreter help when being named was explained?",
                    kind=Kind.RADIOS,
                    called="answer about an interpreter for being named",
                    missing="Choose whether an interpreter helped",
                    choices=(
                        Choice("professional", "Yes, a professional interpreter"),
                        Choice("somebody_else", "Yes, somebody else", hint="Never somebody who may be an exploiter."),
                        Choice("not_needed", "No, none was needed"),
                    ),
                    since=2,
                ),
            ),
        ),
        Page(
            slug="how-they-agreed-to-be-named",
            title="How they agreed to be named",
            only_if=NAMED,
            questions=(
                Question(
                    key="naming_given_how",
                    ask="How did they agree to be named?",
                    kind=Kind.RADIOS,
                    called="way in which they agreed to be named",
                    choices=(
                        Choice("signed", "They signed a form"),
                        Choice("spoken", "They said so, and I wrote it down"),
                    ),
                    since=2,
                ),
                Question(
                    key="naming_given_on",
                    ask="On which day did they agree to be named?",
                    kind=Kind.DATE,
                    called="day on which they agreed to be named",
                    past=True,
                    hint="For example, 27 3 2026.",
                    since=2,
                ),
            ),
        ),
    ),
)
