"""Where the person comes from: what they grew up with, learnt and worked at, and whether they have children."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import TEXT_LIMIT, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, may_be_told, yes_or_no


def _told(key: str, ask: str, called: str, hint: str) -> Question:
    return may_be_told(key, ask, Kind.TEXTAREA, called, hint=hint, max_length=TEXT_LIMIT, not_known=True, rows=3)


SECTION = Section(
    slug="background",
    title="Their background",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="background",
            title="Their life before",
            text=("Write down what you know. Do not ask for it now if it can wait.",),
            questions=(
                may_be_told(
                    "birthplace",
                    "Where were they born?",
                    Kind.TEXT,
                    "place of birth",
                    hint="A town or village, and the country.",
                    not_known=True,
                ),
                _told(
                    "family_background",
                    "What is known of their family?",
                    "account of their family",
                    "Who brought them up, who is alive, who they are in touch with. No addresses.",
                ),
                _told(
                    "education",
                    "What schooling did they have?",
                    "account of their schooling",
                    "Until about which age, and whether they read and write.",
                ),
                _told(
                    "work_before",
                    "What work did they do before?",
                    "account of their earlier work",
                    "Where, and how they lived from it.",
                ),
            ),
        ),
        Page(
            slug="children",
            title="Their children",
            questions=(
                yes_or_no(
                    "has_children",
                    "Does the person have children?",
                    "answer about children",
                    hint="Children who are with them, or elsewhere.",
                    because="Children may be in danger too, and support is arranged for the family.",
                ),
                may_be_told(
                    "children_count",
                    "How many?",
                    Kind.NUMBER,
                    "number of children",
                    only_if=is_("has_children", "yes"),
                    data_class="S2",
                ),
            ),
        ),
    ),
)
