"""Whether this was reported to the police before this referral, and under which reference."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import TEXT_LIMIT, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, YES_NO_NOT_KNOWN, may_be_told, yes_or_no

REPORTED = is_("reported_before", "yes")

SECTION = Section(
    slug="police",
    title="Police",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="reported-before",
            title="Reports to the police",
            questions=(
                Question(
                    key="reported_before",
                    ask="Was this reported to the police before this referral?",
                    kind=Kind.RADIOS,
                    called="answer about an earlier report to the police",
                    missing="Choose whether this was reported to the police before",
                    choices=YES_NO_NOT_KNOWN,
                    hint="“Yes” means that it has been reported, by anybody.",
                ),
                Question(
                    key="police_force",
                    ask="To which police force?",
                    kind=Kind.LOOKUP,
                    called="police force it was reported to",
                    list_name="police_forces",
                    not_known=True,
                    only_if=REPORTED,
                ),
                Question(
                    key="crime_reference",
                    ask="Crime reference number",
                    kind=Kind.TEXT,
                    called="crime reference number",
                    required=False,
                    only_if=REPORTED,
                ),
                yes_or_no(
                    "cooperates",
                    "Would the person talk to the police or other authorities?",
                    "answer about talking to the authorities",
                    hint="The referral does not depend on it, and nobody is contacted because of a yes.",
                ),
                may_be_told(
                    "cooperates_in_words",
                    "What did they say about it?",
                    Kind.TEXTAREA,
                    "account of talking to the authorities",
                    only_if=is_("cooperates", "yes"),
                    max_length=TEXT_LIMIT,
                ),
            ),
        ),
    ),
)
