"""Whether anybody is in danger at this moment; asked first, because a referral is not an emergency service."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import Kind, Page, Question, Section
from opennrm.questions.sections.recurring import YES_NO_NOT_KNOWN

SECTION = Section(
    slug="safety",
    title="Safety now",
    pages=(
        Page(
            slug="danger-now",
            title="Is anybody in danger now?",
            questions=(
                Question(
                    key="danger_now",
                    ask="Is the person, or anybody else, in danger at this moment?",
                    kind=Kind.RADIOS,
                    called="answer about danger now",
                    missing="Choose whether anybody is in danger now",
                    choices=YES_NO_NOT_KNOWN,
                    hint="Danger to life, of violence, or of being taken back to the people who exploit them.",
                    because="A referral is read within days, not within minutes.",
                ),
            ),
        ),
        Page(
            slug="ring-999",
            title="Ring 999 before you go on",
            only_if=is_("danger_now", "yes"),
            warning="Ring 999 now. Nobody sees this referral quickly enough to help in an emergency.",
            text=(
                "Tell the police that you think the person may be a victim of modern slavery.",
                "What you have entered is saved. Go on when everybody is safe.",
            ),
        ),
    ),
)
