"""The last page of a journey that ends with a notification: what is sent, to whom, and what does not follow."""

from opennrm.questions.conditions import any_of
from opennrm.questions.question import Ending, Page, Section
from opennrm.questions.sections.recurring import ANONYMOUS, NAMED

SECTION = Section(
    slug="notification-ends",
    title="The notification",
    only_if=any_of(ANONYMOUS, NAMED),
    pages=(
        Page(
            slug="what-is-notified",
            title="Before you check your answers",
            ending=Ending.NOTIFY,
            text=(
                "A notification is not a referral. Nothing is decided about the person, and no support follows from "
                "it.",
                "It goes to the police force that you chose, and is counted for the Home Office apart from referrals.",
                "If the person consents later, start a referral from the receipt.",
            ),
        ),
    ),
)
