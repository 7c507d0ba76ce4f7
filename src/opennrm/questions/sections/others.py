"""Others who may be victims, and what may come: asked so that nobody is left behind, or goes back into danger."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import TEXT_LIMIT, Kind, Page, Section
from opennrm.questions.sections.entries_of_people import OTHER_VICTIMS
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, may_be_told, yes_or_no

SECTION = Section(
    slug="others",
    title="Others, and what may come",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="other-victims",
            title="Others who may be victims",
            questions=(
                yes_or_no(
                    "other_victims_known",
                    "Are there others who may be victims?",
                    "answer about other victims",
                    because="Somebody may still be where the person was.",
                ),
                may_be_told(
                    "other_victims_in_words",
                    "What is known of them?",
                    Kind.TEXTAREA,
                    "account of other victims",
                    only_if=is_("other_victims_known", "yes", "not_known"),
                    max_length=TEXT_LIMIT,
                ),
            ),
        ),
        OTHER_VICTIMS,
        Page(
            slug="what-may-come",
            title="What may come",
            questions=(
                yes_or_no(
                    "future_risk",
                    "Do you fear that the person may be exploited again?",
                    "answer about being exploited again",
                ),
                may_be_told(
                    "future_risk_reasons",
                    "What do you fear, and what would help?",
                    Kind.TEXTAREA,
                    "reasons to fear that they are exploited again",
                    only_if=is_("future_risk", "yes"),
                    max_length=TEXT_LIMIT,
                    hint="Debts, threats, family, no place to stay, no money: what could lead them back.",
                ),
            ),
        ),
    ),
)
