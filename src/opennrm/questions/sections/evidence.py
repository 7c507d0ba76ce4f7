"""What evidence there is, described in words; files are added beside the referral."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import TEXT_LIMIT, Choice, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, YES_NO, may_be_told

SECTION = Section(
    slug="evidence",
    title="Evidence",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="evidence",
            title="Evidence",
            questions=(
                Question(
                    key="has_evidence",
                    ask="Is there evidence that supports this referral?",
                    kind=Kind.RADIOS,
                    called="answer about evidence",
                    missing="Choose whether there is evidence that supports this referral",
                    choices=YES_NO,
                    hint="A referral without documents is complete. You can add evidence after sending.",
                ),
                Question(
                    key="evidence_described",
                    ask="What is it, and who holds it?",
                    kind=Kind.TEXTAREA,
                    called="description of the evidence",
                    only_if=is_("has_evidence", "yes"),
                    max_length=TEXT_LIMIT,
                    data_class="S3",
                ),
                Question(
                    key="anything_else",
                    ask="Is there anything else that the decision maker should know?",
                    kind=Kind.TEXTAREA,
                    called="anything else",
                    required=False,
                    max_length=TEXT_LIMIT,
                    rows=4,
                    data_class="S3",
                ),
            ),
        ),
        Page(
            slug="about-this-form",
            title="About this form",
            text=("You need not answer. It goes along with the referral: write nothing about the person here.",),
            questions=(
                may_be_told(
                    "form_satisfaction",
                    "How was it to fill in?",
                    Kind.RADIOS,
                    "answer about this form",
                    choices=(
                        Choice("very_easy", "Very easy"),
                        Choice("easy", "Easy"),
                        Choice("neither", "Neither easy nor hard"),
                        Choice("hard", "Hard"),
                        Choice("very_hard", "Very hard"),
                    ),
                    data_class="S1",
                ),
                may_be_told(
                    "form_improvements",
                    "What should be better?",
                    Kind.TEXTAREA,
                    "improvements to this form",
                    max_length=1_200,
                    data_class="S1",
                ),
            ),
        ),
    ),
)
