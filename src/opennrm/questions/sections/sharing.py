"""An adult's consent to what they told being shared with others who help them, and what they leave out of it.

A no is a no to everything that rests on consent, so it is asked apart, after support and contact with the police.
"""

from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question
from opennrm.questions.sections.recurring import CONSENTS, SINCE_SHARING, may_be_told

NOTHING_YET = "Nothing that rests on their consent is sent to anybody until they agree to this."
SHARING = Page(
    slug="sharing",
    title="Sharing what they told",
    only_if=CONSENTS,
    questions=(
        Question(
            key="sharing_agreed",
            ask="Does the person agree that what they told is shared with others who help them?",
            kind=Kind.RADIOS,
            called="answer about sharing what they told",
            missing="Choose whether the person agrees to sharing",
            choices=(
                Choice("yes", "Yes"),
                Choice("no", "No", hint="Nothing that rests on their consent is then sent to anybody."),
                Choice("not_decided", "They have not decided", hint=NOTHING_YET),
                Choice("not_asked", "They were not asked", hint=NOTHING_YET),
            ),
            hint="For example a support provider, a solicitor or a charity. The referral is decided all the "
            "same, and what the law has others told is still told.",
            since=SINCE_SHARING,
        ),
        may_be_told(
            "sharing_limits",
            "What must not be shared, or with whom?",
            Kind.TEXTAREA,
            "limits of sharing",
            only_if=is_("sharing_agreed", "yes"),
            max_length=2_000,
            hint="Leave it empty if they set no limits. Where they set some, somebody reads them before anything is "
            "sent on their consent.",
            data_class="S3",
            since=SINCE_SHARING,
        ),
    ),
)
